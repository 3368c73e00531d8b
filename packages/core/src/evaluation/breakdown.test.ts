import { expect, it } from 'vitest';
import { decliningScore } from './breakdown.js';
import type { EvaluationRecord, Outcome } from './evaluate.js';

const record = (outcome: Outcome, unanswerable?: string): EvaluationRecord => ({
  ...{ id: 'shop#1', dbId: 'shop', question: 'Who?', goldQuery: '', predictedQuery: null },
  ...{ outcome, predictionMs: 1, ...(unanswerable !== undefined && { unanswerable }) },
});

it('scores declining', () => {
  const why = 'no prices';
  // two of four that cannot be answered are declined, and one that can
  const records = [
    ...[record('declined', why), record('declined', why), record('wrong', why)],
    ...[record('failed', why), record('declined'), record('correct'), record('no-answer')],
  ];
  expect(decliningScore(records)).toEqual({
    ...{ unanswerable: 4, declined: 3, answered: 1, precision: 2 / 3, recall: 0.5 },
  });
  expect(decliningScore([record('wrong', why)])).toEqual({
    ...{ unanswerable: 1, declined: 0, answered: 1, recall: 0 },
  });
  expect(decliningScore([record('correct'), record('declined')])).toBeUndefined();
});
