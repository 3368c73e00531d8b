/** How a LIKE pattern is said in words; `text` is what the word looks for, of `like` the pattern itself. */
export interface LikePattern {
  readonly word: 'contains' | 'starts' | 'ends' | 'like';
  readonly text: string;
}

/**
 * `%x%` → contains, `x%` → starts, `%x` → ends, the text without its escapes; anything else, and an x with wildcards of
 * its own, stays a pattern.
 */
export function likePattern(pattern: string): LikePattern {
  const [, open = '', text = '', close = ''] = /^(%?)((?:[^%_\\]|\\[^])+)(%?)$/.exec(pattern) ?? [];
  if (text === '' || (open === '' && close === '')) return { word: 'like', text: pattern };
  return {
    word: open && close ? 'contains' : open ? 'ends' : 'starts',
    text: text.replace(/\\([^])/g, '$1'),
  };
}

/** The LIKE pattern of a word and its text, the inverse of {@link likePattern}: `%`, `_` and `\` of the text mean themselves. */
export function patternOf(word: LikePattern['word'], text: string): string {
  if (word === 'like') return text;
  const escaped = text.replace(/[\\%_]/g, '\\$&');
  return `${word === 'starts' ? '' : '%'}${escaped}${word === 'ends' ? '' : '%'}`;
}

/** The pattern with `\` only where it is needed; one at the end means itself. */
export function canonicalPattern(pattern: string): string {
  return pattern.replace(/\\([^]?)/g, (escape, next: string) =>
    next === '' ? '\\\\' : /[\\%_]/.test(next) ? escape : next,
  );
}
