import { cypherLiteral } from './cypher-names.js';

/**
 * A SQL LIKE pattern as a Cypher condition on `text`. Like SQLite's LIKE it takes no notice of the case of letters:
 * the text is lowered by `toLower`, the pattern here.
 */
export function likeCondition(text: string, pattern: string): string {
  const lowered = `toLower(${text})`;
  const match = /^(%?)([^%_]*)(%?)$/s.exec(pattern);
  if (match === null) return `${text} =~ ${cypherLiteral(`(?is)${regularExpression(pattern)}`)}`;
  const [, before, middle = '', after] = match;
  const constant = cypherLiteral(middle.toLowerCase());
  if (before !== '' && (after !== '' || middle === '')) return `${lowered} CONTAINS ${constant}`;
  if (before !== '') return `${lowered} ENDS WITH ${constant}`;
  if (after !== '') return `${lowered} STARTS WITH ${constant}`;
  return `${lowered} = ${constant}`;
}

function regularExpression(pattern: string): string {
  return pattern
    .replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
    .replaceAll('%', '.*')
    .replaceAll('_', '.');
}
