import type { Literal } from '@momq/dialect';
import type { QueryItem } from './query-items.js';

/** How a constant is compared: with a field, or inside a LIKE pattern. */
export interface LiteralUse {
  /** The field compared with, where it is one. */
  readonly field?: { readonly entity: string; readonly field: string };
  /** LIKE ignores case in most engines, so that `ham` may stand for `Ham`. */
  readonly ignoreCase?: boolean;
}

/**
 * The index of the value item that a constant is written as: one known to occur in the field before others, the same type before
 * the same text, then (for patterns) the same text in another case. Undefined when none matches.
 *
 * @param unrelated - also take text that is known to occur in other fields only, such as a grade `'1'` for a number 1.
 */
export function findValueItem(
  items: readonly QueryItem[],
  literal: Literal['value'],
  use: LiteralUse,
  unrelated = false,
): number | undefined {
  if (typeof literal !== 'string' && typeof literal !== 'number') return undefined;
  let best: number | undefined;
  let bestScore = 0;
  items.forEach((item, index) => {
    if (item.kind !== 'value') return;
    const known = occursIn(item, use.field);
    if (!unrelated && !known && item.fields.length > 0 && typeof item.value === 'string') return;
    const score = similarity(item.value, literal, use.ignoreCase === true) * (known ? 2 : 1);
    if (score > bestScore) {
      best = index;
      bestScore = score;
    }
  });
  return best;
}

function occursIn(
  item: Extract<QueryItem, { kind: 'value' }>,
  field: LiteralUse['field'],
): boolean {
  return (
    field !== undefined &&
    item.fields.some((known) => known.entity === field.entity && known.field === field.field)
  );
}

function similarity(value: string | number, literal: string | number, ignoreCase: boolean): number {
  if (value === literal) return 6;
  if (String(value) === String(literal)) return 5;
  const numeric = typeof value === 'number' || typeof literal === 'number';
  if (numeric && String(value).trim() !== '' && Number(value) === Number(literal)) return 4;
  return ignoreCase && String(value).toLowerCase() === String(literal).toLowerCase() ? 1 : 0;
}
