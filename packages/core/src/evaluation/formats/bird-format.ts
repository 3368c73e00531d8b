import { textOf } from './question-format.js';
import type { QuestionFormat } from './question-format.js';

/**
 * BIRD and its mini-dev: `question`, `db_id`, `SQL`, `difficulty`. The evidence that BIRD gives beside a question is not read:
 * accuracy is that of its setting without knowledge.
 *
 * @remarks Source: Li et al. 2023, arXiv:2305.03111.
 */
export const birdFormat: QuestionFormat = {
  name: 'BIRD',
  recognises: (row) => 'SQL' in row && 'db_id' in row,
  read(row, goldName) {
    const [question, dbId, query] = [
      textOf(row, 'question'),
      textOf(row, 'db_id'),
      textOf(row, 'SQL'),
    ];
    const hardness = textOf(row, 'difficulty');
    if (question === undefined || dbId === undefined || query === undefined) return undefined;
    return {
      dbId,
      question,
      gold: { [goldName]: query },
      ...(hardness !== undefined && { hardness }),
    };
  },
};
