import { isName, isPunctuation, isWord } from './token-kinds.js';
import type { Token } from './googlesql-tokens.js';

/** Reserved words behind which a comma is not one of FROM. */
const BEHIND_FROM = new Set(
  'EXCEPT GROUP HAVING INTERSECT ORDER QUALIFY SELECT UNION WHERE WINDOW'.split(' '),
);

/** What stands in a bracket, or outside all. */
interface Level {
  /** `EXTRACT(YEAR FROM d)`: FROM is no clause here. */
  readonly isExtract: boolean;
  inFrom: boolean;
  /** Names that FROM has given its tables so far, lower case. */
  readonly aliases: Set<string>;
}

/**
 * Tables that a text names, by the place of the token with which each begins: behind FROM, JOIN and TABLE, and behind commas and
 * brackets of FROM. `x.y` behind a table x of the same FROM is an array of its rows.
 */
export function lexicalTables(tokens: readonly Token[]): ReadonlyMap<number, string> {
  const tables = new Map<number, string>();
  const outermost: Level = { isExtract: false, inFrom: false, aliases: new Set() };
  const levels: Level[] = [];
  let awaited = false;
  tokens.forEach((token, place) => {
    const before = tokens[place - 1];
    const level = levels.at(-1) ?? outermost;
    const wasAwaited = awaited;
    awaited = false;
    if (isPunctuation(before, '.')) return; // any word is a name there
    if (isPunctuation(token, '(') || isPunctuation(token, '[')) {
      awaited = wasAwaited && token.text === '(';
      const isExtract = isWord(before, 'EXTRACT');
      levels.push({ isExtract, inFrom: awaited, aliases: new Set() });
    } else if (isPunctuation(token, ')') || isPunctuation(token, ']')) {
      levels.pop();
    } else if (isPunctuation(token, ',')) {
      awaited = level.inFrom;
    } else if (isWord(token, 'JOIN')) {
      awaited = true;
    } else if (isWord(token, 'FROM')) {
      awaited = !level.isExtract && !isWord(before, 'DISTINCT');
      if (awaited) level.aliases.clear();
      level.inFrom ||= awaited;
    } else if (endsFrom(token, before)) {
      level.inFrom = false;
    } else if (wasAwaited && isName(token)) {
      const { path, next } = tablePath(tokens, place);
      if (isPunctuation(next, '(')) return; // a function
      const isArray = path !== token.text && level.aliases.has(token.text.toLowerCase());
      if (!isArray) tables.set(place, path);
      const named = isWord(next, 'AS') || (next !== undefined && isName(next));
      if (!named) level.aliases.add(path.slice(path.lastIndexOf('.') + 1).toLowerCase());
    } else if (
      isWord(token, 'TABLE') &&
      (isPunctuation(before, '(') || isPunctuation(before, ','))
    ) {
      awaited = true;
    } else if (level.inFrom && isAlias(tokens, place)) {
      level.aliases.add(token.text.toLowerCase());
    }
  });
  return tables;
}

function endsFrom(token: Token, before: Token | undefined): boolean {
  const word = token.kind === 'word' ? token.text.toUpperCase() : '';
  // Elsewhere in FROM it is WITH OFFSET.
  return BEHIND_FROM.has(word) || (word === 'WITH' && isPunctuation(before, '('));
}

function isAlias(tokens: readonly Token[], place: number): boolean {
  const [before, token, next] = [tokens[place - 1], tokens[place], tokens[place + 1]];
  if (before === undefined || token === undefined || !isName(token)) return false;
  if (token.text.includes('.')) return false; // a path in backticks
  const mayName = isWord(before, 'AS') || isPunctuation(before, ')') || isName(before);
  return mayName && !isPunctuation(next, '(');
}

/** The path that begins at a place, and what follows it; names of projects have dashes, and digits behind those. */
function tablePath(
  tokens: readonly Token[],
  place: number,
): { readonly path: string; readonly next: Token | undefined } {
  let path = tokens[place]?.text ?? '';
  for (let after = place + 1; ; after += 1) {
    const next = tokens[after];
    const joins = isPunctuation(next, '.') || isPunctuation(next, '-');
    const isPart = /[.-]$/.test(path) && ['word', 'name', 'number'].includes(next?.kind ?? '');
    if (next === undefined || (!joins && !isPart)) return { path, next };
    path += next.text;
  }
}
