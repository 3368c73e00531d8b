import type { Token } from '../googlesql-tokens.js';
import { parseLimit, parseOrder } from './parse-order.js';
import { parseSelect } from './parse-select.js';
import { isQueryAt } from './query-grammar.js';
import type { QueryGrammar } from './query-grammar.js';

/** Reads a query. @returns what its LIMIT outside brackets begins with; undefined where it has none */
export function parseQuery(grammar: QueryGrammar): Token | undefined {
  const { cursor } = grammar;
  if (cursor.isNext('WITH')) parseExpressions(grammar);
  parseSetOperation(grammar);
  parseOrder(grammar);
  return parseLimit(grammar);
}

/** Common table expressions; none sees the aliases of the query around. */
function parseExpressions(grammar: QueryGrammar): void {
  const { cursor, findings } = grammar;
  cursor.expect('WITH');
  cursor.take('RECURSIVE');
  cursor.list(() => {
    findings.addExpression(cursor.name());
    cursor.expect('AS');
    findings.within(undefined, () => cursor.inBrackets(() => grammar.query()));
  });
}

/** Without brackets, all set operations of a query must be the same. */
function parseSetOperation(grammar: QueryGrammar): void {
  const { cursor } = grammar;
  parseOperand(grammar);
  let first: string | undefined;
  for (let each = setOperation(grammar); each !== undefined; each = setOperation(grammar)) {
    first ??= each;
    if (each !== first) cursor.fail();
    parseOperand(grammar);
  }
}

function parseOperand(grammar: QueryGrammar): void {
  const { cursor } = grammar;
  if (cursor.isNext('SELECT')) return parseSelect(grammar);
  cursor.inBrackets(() => {
    if (!isQueryAt(grammar) && cursor.sign() !== '(') cursor.fail();
    grammar.query();
  });
}

/** `UNION ALL`; with columns matched by name, `FULL OUTER UNION ALL BY NAME` and the like. */
function setOperation(grammar: QueryGrammar): string | undefined {
  const { cursor } = grammar;
  const isSided = /^(FULL|LEFT|INNER|OUTER)$/.test(cursor.word());
  if (isSided) {
    if (!cursor.take('FULL') && !cursor.take('LEFT')) cursor.take('INNER');
    cursor.take('OUTER');
  }
  const operation = cursor.word();
  if (!/^(UNION|INTERSECT|EXCEPT)$/.test(operation)) {
    if (isSided) cursor.fail();
    return undefined;
  }
  cursor.place += 1;
  const quantifier = cursor.word();
  if (!cursor.take('ALL')) cursor.expect('DISTINCT');
  const names = (): void => cursor.inBrackets(() => cursor.list(() => cursor.name()));
  if (cursor.take('BY', 'NAME')) {
    if (cursor.take('ON')) names();
  } else if ((!isSided && cursor.take('STRICT', 'CORRESPONDING')) || cursor.take('CORRESPONDING')) {
    if (cursor.take('BY')) names();
  }
  return `${operation} ${quantifier}`;
}
