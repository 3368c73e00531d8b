import type { Expression, FieldReference, SelectQuery } from '@momq/dialect';

/** How a LIKE pattern is said in words; `text` is the pattern without the outer `%` that the word stands for. */
export interface LikePattern {
  readonly word: 'contains' | 'starts' | 'ends' | 'like';
  readonly text: string;
}

/** `%x%` → contains, `x%` → starts, `%x` → ends; anything else, and an x with wildcards of its own, stays a pattern. */
export function likePattern(pattern: string): LikePattern {
  const [, open = '', text = '', close = ''] = /^(%?)([^%_]+)(%?)$/.exec(pattern) ?? [];
  if (text === '' || (open === '' && close === '')) return { word: 'like', text: pattern };
  return { word: open && close ? 'contains' : open ? 'ends' : 'starts', text };
}

/** The LIKE pattern of a word and its text, the inverse of {@link likePattern}. */
export function patternOf(word: LikePattern['word'], text: string): string {
  if (word === 'like') return text;
  return `${word === 'starts' ? '' : '%'}${text}${word === 'ends' ? '' : '%'}`;
}

/** The selected expressions that are fields without an aggregate around them. */
export function plainSelectedFields(query: Pick<SelectQuery, 'select'>): FieldReference[] {
  return query.select.filter((expression) => expression.kind === 'field');
}

/** True when both lists hold the same fields in the same order. */
export function sameFields(left: readonly Expression[], right: readonly FieldReference[]): boolean {
  return (
    left.length === right.length &&
    left.every((expression, index) => {
      const other = right[index]!;
      return (
        expression.kind === 'field' &&
        expression.entity === other.entity &&
        expression.instance === other.instance &&
        expression.field === other.field
      );
    })
  );
}
