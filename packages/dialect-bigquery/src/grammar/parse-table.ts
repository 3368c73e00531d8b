import { parseArgument } from './parse-call.js';
import { parsePivot } from './parse-pivot.js';
import type { QueryGrammar } from './query-grammar.js';

/** Reads a table by its path, or a table function, with what may stand behind. */
export function parseTable(grammar: QueryGrammar): void {
  const { cursor, findings } = grammar;
  const start = cursor.token?.start ?? 0;
  const names = parseTablePath(grammar);
  const end = cursor.tokens[cursor.place - 1]?.end ?? start;
  if (cursor.sign() === '(') return parseTableFunction(grammar, names);
  const isArray = findings.isArray(names, start);
  const aliased = parseAlias(grammar, isArray);
  if (!aliased) findings.addAlias(names.at(-1)?.split('.').at(-1) ?? '', end, isArray);
  findings.addTable({ names, start, end, aliased });
  const isPivoted = parsePivot(grammar);
  parseOffset(grammar);
  if (!isPivoted && cursor.take('FOR')) {
    if (!cursor.take('SYSTEM_TIME')) cursor.expect('SYSTEM', 'TIME');
    cursor.expect('AS', 'OF');
    grammar.expression();
  }
}

/** `f(TABLE shop, (SELECT 1), k => 3)` */
function parseTableFunction(grammar: QueryGrammar, name: readonly string[]): void {
  parseTableCall(grammar, name);
  parsePivot(grammar);
}

/** Reads the arguments of a table function, and the name that its rows go by. */
export function parseTableCall(grammar: QueryGrammar, name: readonly string[]): void {
  const { cursor, findings } = grammar;
  findings.tableFunctions.add(name.join('.'));
  cursor.inBrackets(() => {
    if (cursor.sign() !== ')') cursor.list(() => parseTableArgument(grammar));
  });
  parseAlias(grammar);
}

function parseTableArgument(grammar: QueryGrammar): void {
  const { cursor, findings } = grammar;
  const ahead = cursor.sign(1) === '=>' ? 3 : 0;
  if (cursor.word(ahead) !== 'TABLE' || !cursor.isName(ahead + 1)) return parseArgument(grammar);
  cursor.place += ahead + 1;
  const start = cursor.token?.start ?? 0;
  const names = parseTablePath(grammar);
  const end = cursor.tokens[cursor.place - 1]?.end ?? start;
  findings.within(undefined, () => findings.addTable({ names, start, end, aliased: false }));
}

/** A path whose first name may have dashes: `my-project.shop.customer`. */
function parseTablePath({ cursor }: QueryGrammar): string[] {
  const isPlainWord = cursor.token?.kind === 'word';
  let first = cursor.name();
  while (isPlainWord && cursor.sign() === '-') {
    const [before, dash, part] = [-1, 0, 1].map((ahead) => cursor.tokens[cursor.place + ahead]);
    const isPart = part?.kind === 'word' || /^\d+\.?$/.test(part?.text ?? '');
    const isGlued = dash?.start === before?.end && part?.start === dash?.end;
    if (part === undefined || !isPart || !isGlued) return cursor.fail();
    first += `-${part.text}`;
    cursor.place += 2;
    // `my-project-7.shop`: the dot is in the number.
    if (first.endsWith('.')) return [first.slice(0, -1), ...cursor.path()];
  }
  const names = [first];
  while (cursor.takeSign('.')) names.push(cursor.name(true));
  return names;
}

/**
 * Reads the name that a source goes by.
 *
 * @param isOfValues - whether the name may mean a value, not a row
 * @returns whether it has one
 */
export function parseAlias({ cursor, findings }: QueryGrammar, isOfValues = false): boolean {
  const place = cursor.token?.start ?? 0;
  const isExplicit = cursor.take('AS');
  const isOther = /^(PIVOT|UNPIVOT)$/.test(cursor.word()) && /^\(?$/.test(cursor.sign(1));
  if (!isExplicit && (isOther || !cursor.isName())) return false;
  findings.addAlias(cursor.name(), place, isOfValues);
  return true;
}

/** Reads WITH OFFSET, where it is. */
export function parseOffset({ cursor }: QueryGrammar): void {
  if (!cursor.take('WITH', 'OFFSET')) return;
  if (cursor.take('AS') || cursor.isName()) cursor.name();
}
