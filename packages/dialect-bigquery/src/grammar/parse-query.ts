import type { TextRange } from '@momq/dialect';
import type { Token } from '../googlesql-tokens.js';
import { parseFrom } from './parse-from.js';
import { parseLimit, parseOrder } from './parse-order.js';
import { parsePipes } from './parse-pipes.js';
import { parseSelect } from './parse-select.js';
import { setOperation } from './parse-set-operation.js';
import { parseExpressions } from './parse-with.js';
import { isQueryAt } from './query-grammar.js';
import type { QueryGrammar } from './query-grammar.js';

/** Reads a query. @returns what its LIMIT outside brackets begins with; undefined where it has none */
export function parseQuery(grammar: QueryGrammar): Token | undefined {
  const { cursor, findings } = grammar;
  const start = cursor.token?.start ?? 0;
  const endOfLast = (): number => cursor.tokens[cursor.place - 1]?.end ?? start;
  let expressions: TextRange | undefined;
  if (cursor.isNext('WITH')) {
    parseExpressions(grammar, (expression) => cursor.list(expression));
    expressions = { start, end: endOfLast() };
  }
  const isFrom = cursor.take('FROM');
  const headStart = cursor.token?.start ?? start;
  const limit = isFrom ? undefined : parsePlain(grammar);
  if (!isFrom && cursor.sign() !== '|>') return limit;
  findings.pipeline(() => {
    const isAlone = !isFrom || parseFrom(grammar);
    const head = {
      ...{ isFrom, isAlone, start: headStart, end: endOfLast() },
      ...{ aliases: findings.aliases(), valueAliases: findings.valueAliases() },
    };
    const steps = parsePipes(grammar);
    findings.pipelines.push({
      ...(expressions !== undefined && { expressions }),
      ...{ start, end: endOfLast(), head, steps, surroundings: findings.surroundings.now },
    });
  });
  return limit;
}

/** A query without WITH and without pipes. @returns what its LIMIT begins with */
function parsePlain(grammar: QueryGrammar): Token | undefined {
  parseSetOperation(grammar);
  parseOrder(grammar);
  return parseLimit(grammar);
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
