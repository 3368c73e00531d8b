import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { trainPointerModel } from '@momq/moe/pointer';
import type { PointerBatch } from '@momq/moe/pointer';
import type { TrainingLogEntry } from '@momq/moe/training';
import type { TrainCase } from './train-case.js';

/**
 * Trains as a user would, by `trainPointerModel`.
 *
 * @returns the log line of each step; the first step's time has the compilation in it
 */
export async function trainSteps(
  { config, parameters, batch, optimizer }: TrainCase,
  totalSteps: number,
  dropout = config.dropout,
): Promise<TrainingLogEntry[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'momq-train-'));
  try {
    const logPath = path.join(folder, 'log.jsonl');
    await trainPointerModel({
      config: { ...config, dropout },
      phase: 'base',
      parameters,
      batches: () => repeated(batch),
      totalSteps,
      optimizer,
      logPath,
      logEverySteps: 1,
    });
    const lines = readFileSync(logPath, 'utf8').trim().split('\n');
    return lines.map((line) => JSON.parse(line) as TrainingLogEntry);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function* repeated(batch: PointerBatch): AsyncIterable<PointerBatch> {
  for (;;) yield await Promise.resolve(batch);
}
