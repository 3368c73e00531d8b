import { expect, test } from 'vitest';
import { weightGroups } from './adamw-step.js';

test('weightGroups joins small weights up to 2 ** 20 elements and leaves large ones alone', () => {
  const shapes = new Map<string, number[]>([
    ['norm', [384]],
    ['matrix', [1024, 384]],
    ['bias', [512]],
    ...Array.from({ length: 9 }, (_, index): [string, number[]] => [`lora${index}`, [1024, 128]]),
  ]);
  const groups = weightGroups(shapes);
  expect(groups.map(({ names, shape }) => [names.length, shape])).toEqual([
    [1, [1024, 384]],
    [9, [384 + 512 + 7 * 131_072]],
    [2, [2 * 131_072]],
  ]);
  expect(groups.flatMap(({ names }) => names).sort()).toEqual([...shapes.keys()].sort());
});
