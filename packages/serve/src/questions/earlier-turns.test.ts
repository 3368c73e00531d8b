import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Database } from '@momq/core';
import { expect, it, vi } from 'vitest';
import { EarlierTurns } from './earlier-turns.js';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

function heapMiB(): number {
  collect();
  return process.memoryUsage().heapUsed / 2 ** 20;
}

it('keeps little of conversations, however long what was asked', () => {
  const turns = new EarlierTurns({ ask: vi.fn() });
  const served = { name: 'shop', database: {} as Database };
  const before = heapMiB();
  for (let n = 0; n < 200; n++) turns.remember(served, [`${n} ${'x'.repeat(2 ** 20)}`, 'y'], null);
  expect(heapMiB() - before).toBeLessThan(100);
  turns.remember(served, ['z'], null); // still in use
});
