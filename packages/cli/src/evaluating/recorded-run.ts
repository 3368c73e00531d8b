import path from 'node:path';
import { ConfigError } from '@momq/core';
import type { EvaluationRecord } from '@momq/core/evaluation';
import { readRecords } from './record-file.js';
import type { RunSettings } from './record-file.js';

/** A run whose records are in a file. */
export interface RecordedRun {
  readonly file: string;
  readonly settings: RunSettings;
  readonly records: readonly EvaluationRecord[];
}

/**
 * Reads the records of one run.
 *
 * @throws ConfigError when the file has none, or records of several runs
 */
export function readRun(file: string): RecordedRun {
  const records = readRecords(file);
  const settings = records[0]?.run;
  if (settings === undefined)
    throw new ConfigError(
      `${file}: expected records that say their run, got ${records.length === 0 ? 'an empty file' : 'records of an older version'}. Write them with momq eval --records.`,
    );
  const other = records.findIndex(({ run }) => JSON.stringify(run) !== JSON.stringify(settings));
  if (other >= 0)
    throw new ConfigError(
      `${file}: expected the records of one run, got those of another in record ${other + 1}. Write each run into a file of its own.`,
    );
  return { file, settings, records: records.map(({ run: _run, ...record }) => record) };
}

/**
 * Reads two runs that can be compared: of one dialect, and of suites of one name, wherever their folders are.
 *
 * @throws ConfigError for a file that {@link readRun} refuses, and for another suite or dialect
 */
export function readComparedRuns(
  first: string,
  second: string,
): readonly [RecordedRun, RecordedRun] {
  const runs = [readRun(first), readRun(second)] as const;
  const [{ settings: one }, { settings: other }] = runs;
  for (const [member, left, right] of [
    ['dialect', one.dialect, other.dialect],
    ['suite', path.basename(one.suite), path.basename(other.suite)],
  ] as const)
    if (left !== right)
      throw new ConfigError(
        `compare: expected runs of one ${member}, got ${left} in ${first} and ${right} in ${second}. Compare runs that asked the same questions in the same dialect.`,
      );
  return runs;
}
