import { ConfigError } from '@momq/core';
import type { JudgedAnswer } from '@momq/core/confidence';
import { readRecords } from '../evaluating/record-file.js';

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
