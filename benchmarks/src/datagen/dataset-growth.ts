import { createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { writePair } from '@momq/core/pairs';
import { writeDataset } from '@momq/datagen/dataset';
import { sqlite } from '@momq/dialect-sqlite';
import { collectGarbage } from '../collect-garbage.js';
import { measurement, median } from '../measurement.js';
import type { Measurement } from '../measurement.js';
import type { BenchCase } from '../suite.js';

const pairs = 1_000_000;
/** Between two looks at the memory. */
const lookMs = 100;

/** How much memory grows while a million pairs become a data set. */
export const datasetGrowth: BenchCase['run'] = async (progress) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'momq-bench-dataset-'));
  const held: number[] = [];
  const timer = setInterval(() => {
    collectGarbage();
    const { heapUsed, external } = process.memoryUsage();
    held.push((heapUsed + external) / 2 ** 20);
  }, lookMs);
  try {
    progress(`${pairs} pairs are written`);
    await writePairs(path.join(folder, 'sqlite.jsonl'));
    held.length = 0;
    progress('and completed to a data set');
    const start = performance.now();
    await writeDataset({
      folder,
      packs: [sqlite()],
      formats: ['parquet'],
      content: () => Promise.reject(new Error('content: expected no conversations')),
      provenance: { command: 'npm run bench -- datagen --case memory' },
    });
    const seconds = (performance.now() - start) / 1000;
    if (!readFileSync(path.join(folder, 'README.md'), 'utf8').includes(`${pairs} pairs of`))
      throw new Error(`dataset: expected a card of ${pairs} pairs, got another`);
    return figures(seconds, held);
  } finally {
    clearInterval(timer);
    rmSync(folder, { recursive: true, force: true });
  }
};

async function writePairs(file: string): Promise<void> {
  const stream = createWriteStream(file);
  for (let number = 0; number < pairs; number += 1) {
    const line = writePair({
      id: `bench/${number}`,
      source: 'bench',
      licence: 'Apache-2.0',
      dbId: `database_${number % 400}`,
      split: number % 10 === 0 ? 'validation' : 'train',
      question: `How many orders above ${number} were placed by customers from Ghent?`,
      dialect: 'sqlite',
      query: `SELECT COUNT(*) FROM orders AS t1 JOIN customers AS t2 ON t1.customer_id = t2.id WHERE t1.total > ${number} AND t2.city = 'Ghent'`,
      rows: [[number % 97]],
      rowCount: 1,
    });
    if (!stream.write(line)) await once(stream, 'drain');
  }
  stream.end();
  await once(stream, 'close');
}

function figures(seconds: number, held: readonly number[]): readonly Measurement[] {
  if (held.length < 10) throw new Error(`memory: expected ten looks or more, got ${held.length}`);
  const part = (from: number, to: number): number =>
    median(held.slice(Math.floor(from * held.length), Math.ceil(to * held.length)));
  return [
    measurement(
      'heap growth, 1 M pairs',
      { value: part(0.9, 1) - part(0.2, 0.3), unit: 'MB' },
      { atMost: 20 },
    ),
    measurement(
      'heap held at most, 1 M pairs',
      { value: Math.max(...held), unit: 'MB' },
      'report only',
    ),
    measurement(
      'pairs completed per second',
      { value: pairs / seconds, unit: 'pairs/s' },
      'report only',
    ),
  ];
}
