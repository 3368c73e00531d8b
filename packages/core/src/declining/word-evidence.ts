import type { DatabaseSchema } from '@momq/dialect';
import { areSynonyms, spelledOut } from '../confidence/common-synonyms.js';
import { askedOperation, roleOf } from '../confidence/operation-words.js';
import { isMoment } from '../meaning/asked/name-matches.js';
import { matchKinds } from '../linking/link-question.js';
import type { LinkedQuestion } from '../linking/link-question.js';
import { numberOf } from '../linking/number-words.js';
import { splitQuestion, stemOf } from '../linking/question-words.js';
import { splitName } from '../linking/split-name.js';
import { holdsAmounts, unitOfWord, type UnitOfMeasure } from '../linking/units-of-measure.js';
import { isNearSpelling } from './near-spelling.js';

/**
 * What a word of a question is to a database: `name` of a table, column or link (by stem, alias, everyday synonym or near
 * spelling), `value` in a cell, `proper` for a capitalised or quoted name that is no cell that was read, `time` for a unit of the
 * database's times, `unknown` for the rest.
 */
export interface WordEvidence {
  readonly text: string;
  readonly stem: string;
  /** Which word of the question. */
  readonly place: number;
  readonly kind: 'name' | 'value' | 'proper' | 'time' | 'unknown';
}

/** Stems of the units that points in time fall into, whatever their column is called. */
const timeUnits = new Set(['day', 'week', 'month', 'quarter', 'year'].map(stemOf));

/** The content words of a question; those that hold it together or ask for an operation, and numbers, are left out. */
export function wordEvidence(linked: LinkedQuestion, schema: DatabaseSchema): WordEvidence[] {
  const { words, items, candidates, matches } = linked;
  const names = items.flatMap((item) =>
    item.kind === 'entity'
      ? [item.entity, ...(item.aliases ?? [])]
      : item.kind === 'field'
        ? [item.field, ...(item.aliases ?? [])]
        : [],
  );
  const stems = new Set([...names.flatMap(splitName).flatMap(spelledOut), ...remarkStems(schema)]);
  const hasTimes = schema.entities.some(({ fields }) => fields.some(isMoment));
  const firstValue = items.length - candidates.length;
  return words.flatMap((word, place): WordEvidence[] => {
    const { text, stem } = word;
    if (!/\p{L}\p{L}/u.test(text) || numberOf(text) !== undefined) return [];
    const rows = items.flatMap((_, row) => {
      const kind = matches[row * words.length + place]!;
      return kind === matchKinds.none ? [] : [{ row, kind }];
    });
    const named = rows.some(({ kind }) => kind !== matchKinds.value);
    const exact = rows.some(({ kind }) => kind === matchKinds.exact);
    const role = roleOf(stem);
    if (role === 'grammar' || (role === 'generic' && !exact)) return [];
    if (!named && askedOperation(words, place) !== undefined) return [];
    const isCell = rows.some(({ row }) => {
      const candidate = candidates[row - firstValue];
      return candidate !== undefined && candidate.item.fields.length > 0;
    });
    const meant =
      named ||
      stems.has(stem) ||
      [...stems].some((other) => areSynonyms(stem, other) || isNearSpelling(stem, other));
    const unit = meant || timeUnits.has(stem) ? undefined : unitOfWord(word);
    if (unit !== undefined && measures(schema, unit, hasTimes)) return [];
    const isUnit = hasTimes && timeUnits.has(stem);
    const unnamed = isCell ? 'value' : rows.length > 0 ? 'proper' : isUnit ? 'time' : 'unknown';
    return [{ text, stem, place, kind: meant ? 'name' : unnamed }];
  });
}

/** True where amounts of a unit can be meant: *euros* where something has a price, *minutes* between two points in time. */
function measures({ entities }: DatabaseSchema, unit: UnitOfMeasure, hasTimes: boolean): boolean {
  if (unit.dimension === 'time' && hasTimes) return true;
  return entities.some(({ fields }) =>
    fields.some(({ name }) => holdsAmounts(name, unit.dimension)),
  );
}

/** Stems of the database's own name and of what its comments say about content. */
function remarkStems({ name, entities, links }: DatabaseSchema): string[] {
  const remarks = [
    ...entities.flatMap(({ comment, fields }) => [
      comment,
      ...fields.map((field) => field.comment),
    ]),
    ...links.map(({ comment }) => comment),
  ];
  const commented = remarks.flatMap((remark) =>
    remark === undefined ? [] : splitQuestion(remark),
  );
  return [
    ...splitName(name).flatMap(spelledOut),
    ...commented.map(({ stem }) => stem).filter((stem) => roleOf(stem) === 'content'),
  ];
}
