import { suggestion } from '@momq/core/execution';
import type { Token } from '../googlesql-tokens.js';
import { PIPE_OPERATORS } from './parse-pipes.js';

/** Clauses that a query which begins with FROM has behind a pipe alone. */
const CLAUSES = /^(SELECT|WHERE|LIMIT|UNION|INTERSECT|EXCEPT)$/;

/** Whether a query in the text has pipes or begins with FROM. */
export function hasPipes(tokens: readonly Token[]): boolean {
  return (
    isWord(tokens[0], 'FROM') ||
    tokens.some(
      (token, place) =>
        isPipe(token, tokens[place + 1]) ||
        (token.text === '(' && isWord(tokens[place + 1], 'FROM')),
    )
  );
}

/** What is wrong where the grammar of queries with pipes does not go on; `%` stands for the token there. */
export function pipeProblem(tokens: readonly Token[], stuckAt: Token | undefined): string {
  const place = stuckAt === undefined ? tokens.length : tokens.indexOf(stuckAt);
  const word = stuckAt?.kind === 'word' ? stuckAt.text.toUpperCase() : '';
  if (place >= 2 && isPipe(tokens[place - 2], tokens[place - 1])) {
    if (word === 'GROUP' || word === 'HAVING' || word === 'QUALIFY' || word === 'FROM')
      return `expected a pipe operator behind |>, got %. ${INSTEAD[word]}`;
    return `expected a pipe operator behind |>, such as SELECT or WHERE, got %. ${suggestion(word, PIPE_OPERATORS)}`;
  }
  if (isPipe(stuckAt, tokens[place + 1]))
    return 'expected the rest of what stands before, got %>. A pipe follows a whole query, FROM with its tables, or a whole pipe operator.';
  if (CLAUSES.test(word) || (word === 'ORDER' && isWord(tokens[place + 1], 'BY')))
    return `expected |> before % in a query with pipes, got none. Write |> ${word}, or put brackets around the query before it.`;
  if (word === 'GROUP')
    return 'expected |> or the end of the query, got %. In a query with pipes GROUP BY stands in |> AGGREGATE … GROUP BY ….';
  return 'expected GoogleSQL that goes on, got %. Correct the query there.';
}

const INSTEAD = {
  GROUP: 'GROUP BY is part of an AGGREGATE: |> AGGREGATE COUNT(*) GROUP BY x.',
  HAVING: 'A WHERE behind AGGREGATE does what HAVING does: |> WHERE n > 1.',
  QUALIFY: 'A WHERE may hold window functions: |> WHERE ROW_NUMBER() OVER (ORDER BY x) = 1.',
  FROM: 'FROM begins a query: WITH … FROM t |> ….',
} as const;

function isPipe(token: Token | undefined, next: Token | undefined): boolean {
  return (
    token?.kind === 'symbol' &&
    token.text === '|' &&
    next?.kind === 'symbol' &&
    next.text === '>' &&
    next.start === token.end
  );
}

function isWord(token: Token | undefined, word: string): boolean {
  return token?.kind === 'word' && token.text.toUpperCase() === word;
}
