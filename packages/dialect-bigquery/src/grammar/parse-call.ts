import { parseLimit, parseOrder } from './parse-order.js';
import type { QueryGrammar } from './query-grammar.js';

/** Reads the arguments of a function, brackets included, with what aggregates have behind them. */
export function parseArguments(grammar: QueryGrammar): void {
  const { cursor } = grammar;
  cursor.inBrackets(() => {
    if (cursor.sign() === ')') return;
    cursor.take('DISTINCT');
    // `COUNT(*, contribution_bounds_per_group => (0, 10))`
    if (!cursor.takeSign('*') || cursor.takeSign(',')) cursor.list(() => parseArgument(grammar));
    if (!cursor.take('IGNORE', 'NULLS')) cursor.take('RESPECT', 'NULLS');
    if (cursor.take('WHERE')) grammar.expression();
    if (cursor.take('HAVING')) {
      if (!cursor.take('MAX')) cursor.expect('MIN');
      grammar.expression();
    }
    parseOrder(grammar);
    parseLimit(grammar);
  });
}

/** `expression`, `name => expression`, a function: `x -> expression`, or `MODEL path` and the like. */
export function parseArgument(grammar: QueryGrammar): void {
  const { cursor } = grammar;
  if (cursor.sign(1) === '=>') {
    cursor.name();
    cursor.expectSign('=>');
  }
  if (cursor.sign(1) === '->') {
    cursor.name();
    cursor.expectSign('->');
  } else if (isLambda(grammar)) {
    cursor.inBrackets(() => {
      if (cursor.sign() !== ')') cursor.list(() => cursor.name());
    });
    cursor.expectSign('->');
  }
  if (!takeObject(grammar)) grammar.expression();
}

/** Names in brackets before an arrow: `(e, i) -> e > i`. */
function isLambda({ cursor }: QueryGrammar): boolean {
  if (cursor.sign() !== '(') return false;
  return cursor.sign(cursor.behindBracket(cursor.place) - cursor.place) === '->';
}

/** Something that is no table, by its kind and its path. */
function takeObject({ cursor }: QueryGrammar): boolean {
  if (!/^(CONNECTION|GRAPH|MODEL)$/.test(cursor.word())) return false;
  if (cursor.take('CONNECTION', 'DEFAULT')) return true;
  if (!cursor.isName(1)) return false;
  cursor.place += 1;
  cursor.path();
  return true;
}

/** Reads the window of a function, where it has one. */
export function parseOver(grammar: QueryGrammar, names: readonly string[]): void {
  const { cursor, findings } = grammar;
  if (!cursor.take('OVER')) return findings.uses.addCall(names.join('.'));
  findings.uses.addWindow();
  parseWindow(grammar);
}

/** Reads the name of a window, or `([name] [PARTITION BY …] [ORDER BY …] [ROWS …])`. */
export function parseWindow(grammar: QueryGrammar): void {
  const { cursor } = grammar;
  if (cursor.sign() !== '(') {
    cursor.name();
    return;
  }
  cursor.inBrackets(() => {
    if (cursor.isName()) cursor.name();
    if (cursor.take('PARTITION', 'BY')) cursor.list(() => grammar.expression());
    parseOrder(grammar);
    if (!cursor.take('ROWS') && !cursor.take('RANGE')) return;
    if (!cursor.take('BETWEEN')) return parseBound(grammar);
    parseBound(grammar);
    cursor.expect('AND');
    parseBound(grammar);
  });
}

function parseBound(grammar: QueryGrammar): void {
  const { cursor } = grammar;
  if (cursor.take('CURRENT', 'ROW')) return;
  if (!cursor.take('UNBOUNDED')) grammar.expression('bits');
  if (!cursor.take('PRECEDING')) cursor.expect('FOLLOWING');
}
