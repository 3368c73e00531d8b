import { readFileSync } from 'node:fs';
import { ConfigError } from '@momq/core';
import type { JudgedAnswer } from '@momq/core/confidence';
import type { EvaluationRecord } from '@momq/core/evaluation';

/**
 * Reads what `momq eval --records` wrote, as answers to fit a calibration on. Questions without an answer have no evidence
 * and are left out.
 *
 * @throws ConfigError for a line that is no record, and when no record has evidence
 */
export function readJudgedRecords(files: readonly string[]): JudgedAnswer[] {
  const answers = files.flatMap(readRecords).flatMap(({ dbId, outcome, evidence }) => {
    const judged = evidence !== undefined && Object.keys(evidence).length > 0;
    return judged ? [{ evidence, dbId, correct: outcome === 'correct' }] : [];
  });
  if (answers.length === 0)
    throw new ConfigError(
      `records: expected answers with evidence in ${files.join(', ')}, got none. Write them with momq eval --records.`,
    );
  return answers;
}

/** What `momq eval --records` wrote. @throws ConfigError for a line that is no record */
export function readRecords(file: string): EvaluationRecord[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line, index) => (line.trim() === '' ? [] : [parse(line, `${file}:${index + 1}`)]));
}

function parse(line: string, place: string): EvaluationRecord {
  let record: Partial<EvaluationRecord> | null;
  try {
    record = JSON.parse(line) as Partial<EvaluationRecord> | null;
  } catch {
    record = null;
  }
  if (typeof record?.dbId !== 'string' || typeof record.outcome !== 'string')
    throw new ConfigError(
      `${place}: expected a record of momq eval with dbId and outcome, got ${line.slice(0, 60)}. Write the file with momq eval --records.`,
    );
  return record as EvaluationRecord;
}
