import type { Value } from '@momq/dialect';
import { goldsOf, textOf } from './question-format.js';
import type { QuestionFormat } from './question-format.js';

/** Members that are no gold queries. */
const described = new Set(['db_id', 'question', 'original_question']);

/**
 * Spider, its variants and SpiderMan: `question`, `db_id`, and gold queries, one under `query` or under the id of each dialect;
 * optionally `answer` (rows) with `answer_rows`, how many there are.
 *
 * @remarks Source: Yu et al. 2018, arXiv:1809.08887.
 */
export const spiderFormat: QuestionFormat = {
  name: 'Spider',
  recognises: () => true,
  read(row) {
    const [question, dbId] = [textOf(row, 'question'), textOf(row, 'db_id')];
    const gold = goldsOf(row, described);
    if (question === undefined || dbId === undefined || gold === undefined) return undefined;
    const { answer, answer_rows: answerRows } = row;
    return {
      dbId,
      question,
      gold,
      ...(Array.isArray(answer) ? { answer: answer as Value[][] } : {}),
      ...(typeof answerRows === 'number' ? { answerRows } : {}),
    };
  },
};
