import { likePattern } from '../logical/like-pattern.js';
import { cypherLiteral } from './cypher-names.js';

/**
 * A SQL LIKE pattern as a Cypher condition on `text`. Like SQLite's LIKE it takes no notice of the case of letters:
 * the text is lowered by `toLower`, the pattern here. `%`, `_` and `\` behind a `\` mean themselves.
 */
export function likeCondition(text: string, pattern: string): string {
  const { word, text: part } = likePattern(pattern);
  const constant = cypherLiteral(part.toLowerCase());
  switch (word) {
    case 'contains':
      return `toLower(${text}) CONTAINS ${constant}`;
    case 'starts':
      return `toLower(${text}) STARTS WITH ${constant}`;
    case 'ends':
      return `toLower(${text}) ENDS WITH ${constant}`;
    case 'like':
      if (pattern === '%%' || pattern === '%') return `toLower(${text}) CONTAINS ''`;
      return /[%_\\]/.test(pattern)
        ? `${text} =~ ${cypherLiteral(`(?is)${regularExpression(pattern)}`)}`
        : `toLower(${text}) = ${constant}`;
  }
}

/** A pattern that is computed, as a condition: its special characters are escaped where it is. */
export function computedLike(text: string, pattern: string): string {
  const steps: readonly (readonly [string, string])[] = [
    ...[...'\\^$.*+?()[]{}|'].map((sign): [string, string] => [sign, `\\${sign}`]),
    ['%', '.*'],
    ['_', '.'],
    ['\\\\.*', '%'],
    ['\\\\.', '_'],
  ];
  const expression = steps.reduce(
    (written, [from, to]) => `replace(${written}, ${cypherLiteral(from)}, ${cypherLiteral(to)})`,
    pattern,
  );
  return `${text} =~ '(?is)' + ${expression}`;
}

function regularExpression(pattern: string): string {
  return pattern.replace(/\\?[^]/g, (part) => {
    if (part === '%') return '.*';
    if (part === '_') return '.';
    const sign = part.length > 1 ? part.slice(1) : part;
    return sign.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  });
}
