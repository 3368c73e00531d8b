import { functionNames } from '@momq/dialect';
import type { Expression } from '@momq/dialect';
import { isConstantWord, queryWords, type QueryWord } from './query-words.js';

/** Words that begin an expression of each kind; fields and constants may be pointers instead. */
export const expressionWords: Readonly<Record<Expression['kind'], readonly QueryWord[]>> = {
  field: ['outer', 'other'],
  column: ['outer', 'other', 'column'],
  star: ['*'],
  literal: ['null', ...queryWords.filter((word) => isConstantWord(word))],
  aggregate: ['count*', 'count', 'sum', 'avg', 'min', 'max'],
  arithmetic: ['+', '-', 'times', '/'],
  call: functionNames,
  cast: ['cast text', 'cast integer', 'cast real', 'cast date', 'cast datetime'],
  case: ['case'],
  window: ['over'],
  subquery: ['('],
};
