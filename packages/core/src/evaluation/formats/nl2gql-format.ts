import { textOf } from './question-format.js';
import type { QuestionFormat } from './question-format.js';

/**
 * R3-NL2GQL: `prompt`, `content` (the gold) and `class` (the space). Its stored results are printed vertices and edges, which
 * nothing can be compared with, so that the gold has to run.
 *
 * @remarks Source: github.com/zhiqix/NL2GQL, arXiv:2311.01862.
 */
export const nl2GqlFormat: QuestionFormat = {
  name: 'NL2GQL',
  recognises: (row) => 'prompt' in row && 'content' in row && 'class' in row,
  read(row, goldName) {
    const [question, query, dbId] = [
      textOf(row, 'prompt'),
      textOf(row, 'content'),
      textOf(row, 'class'),
    ];
    if (question === undefined || query === undefined || dbId === undefined) return undefined;
    return { dbId, question: question.trim(), gold: { [goldName]: query } };
  },
};

/** Its file has members in single quotes, which JSON has not: `"class":'nba'`. */
export function withJsonQuotes(line: string): string {
  return line.replaceAll(/("class"\s*:\s*)'([^'"]*)'/g, '$1"$2"');
}
