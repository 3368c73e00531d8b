import path from 'node:path';
import { Option } from 'commander';
import type { TrainingData } from '../training/training-data.js';

/** Where a command that trains finds pairs and what is in their databases. */
export interface TrainingDataFlags {
  readonly data: string;
  readonly databases?: string;
}

/** `--databases` of the commands that train. */
export function databasesOption(): Option {
  return new Option(
    '--databases <folder>',
    'DDL and CSV of databases that the pair folders do not hold (default: spider/databases in MOMQ_DATA or shared/data)',
  );
}

/** The pairs of `--data` in some dialects, with the databases of `--databases`. @throws ConfigError as `findTrainingData` */
export async function trainingDataOf(
  { data, databases }: TrainingDataFlags,
  dialects: readonly string[],
): Promise<TrainingData> {
  const { findTrainingData } = await import('../training/training-data.js');
  const { spiderFolder } = await import('../suites/data-folder.js');
  const folder = (): string => databases ?? path.join(spiderFolder(), 'databases');
  return findTrainingData(data, folder, dialects);
}
