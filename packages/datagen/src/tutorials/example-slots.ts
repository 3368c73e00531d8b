import { splitName } from '@momq/core/linking';
import type { DatabaseContent, DatabaseSchema, Entity, EntityField, Family } from '@momq/dialect';
import { plural } from '../generated/english/inflection.js';
import { comparisonSymbols, queryTokens, tokenValue } from '../sql-gen/seeds/query-tokens.js';
import type { QueryToken } from '../sql-gen/seeds/query-tokens.js';

/** A question of a tutorial with its query. */
export interface TutorialExample {
  readonly question: string;
  readonly query: string;
}

/** A column that an example reads. */
export interface FieldSlot {
  readonly field: EntityField;
  /** Whether the question calls it by name; else what is put in its place has to have the same name, or be what rows are called by. */
  readonly said: boolean;
  readonly words: string;
}

/** An example about one table, taken apart. */
export interface ExampleSlots extends TutorialExample {
  readonly tokens: readonly QueryToken[];
  readonly entity: Entity;
  readonly noun: string;
  readonly fields: readonly FieldSlot[];
  /** Texts of the query that are values of a column, and that the question says. */
  readonly texts: readonly { readonly text: string; readonly field: EntityField }[];
  /** Numbers that the query compares a column with, and that the question says, in ascending order. */
  readonly numbers: readonly number[];
  /** Whether the question has words that go with its columns alone: others take their places only if they have the same names. */
  readonly isBound: boolean;
}

const comparisons = new Set<string>([
  ...comparisonSymbols,
  'BETWEEN',
  'AND',
  'SYMMETRIC',
  'ASYMMETRIC',
]);

/** Words that go with some columns and not with others: people live in a city, and nobody in a price. */
const bound =
  /\b(lives?|comes?|costs?|fell|falls?|goes|go|stands?|locked|sold|lies?|passed|weighs?|heavy|older|oldest|newest|longer|longest|dearest|expensive|cheap|cheapest|began|built|called|far|highe?s?t?|deep|tall|joined|born|signed|speaks?|noted|veteran|words?|after|before|days?|years?|months?|hours?|minutes?|metres|percent|square|root)\b/i;

/** Matches the words and their plural, whatever their case. */
export function saying(words: string): RegExp {
  return new RegExp(`\\b(?:${escaped(plural(words))}|${escaped(words)})\\b`, 'gi');
}

function escaped(text: string): string {
  return text.replace(/[^\w ]/g, '\\$&');
}

/**
 * What in an example can be replaced by the names and values of another database.
 *
 * @param schema - of the sample, as the dialect sees it
 * @returns undefined for an example that goes over no table or several, or whose question does not call its table by name
 */
export function exampleSlots(
  { question, query }: TutorialExample,
  { schema, rows }: DatabaseContent,
  seen: DatabaseSchema,
): ExampleSlots | undefined {
  const { family } = seen;
  const tokens = queryTokens(query.replace(/[;\s]+$/, ''), family);
  const names = tokens.filter(isName).map((token) => nameOf(token, family));
  const [entity, ...others] = seen.entities.filter(({ name }) =>
    names.includes(cased(name, family)),
  );
  if (entity === undefined || others.length > 0) return undefined;
  if (seen.family === 'graph' && /\]-|-\[|--|->|<-| OVER /.test(query)) return undefined;
  const fieldNames = new Set(seen.entities.flatMap(({ fields }) => fields.map(({ name }) => name)));
  if (tokens.some((token) => token.kind === 'string' && fieldNames.has(tokenValue(token))))
    return undefined;
  const noun = splitName(entity.name).join(' ').toLowerCase();
  if (!saying(noun).test(question)) return undefined;
  const used = entity.fields.filter(
    ({ name }) => name !== entity.name && names.includes(cased(name, family)),
  );
  const fields = used.map((field): FieldSlot => {
    const words = splitName(field.name).join(' ').toLowerCase();
    return { field, words, said: saying(words).test(question) };
  });
  const columns = schema.entities.find(({ name }) => name === entity.name)?.fields ?? [];
  const valuesOf = (name: string): unknown[] => {
    const place = columns.findIndex((column) => column.name === name);
    return (rows[entity.name] ?? []).map((row) => row[place]);
  };
  const texts = tokens
    .filter(({ kind }) => kind === 'string')
    .map(tokenValue)
    .filter((text) => question.includes(text))
    .flatMap((text) => {
      const field = used.find(({ name }) => valuesOf(name).includes(text));
      return field === undefined ? [] : [{ text, field }];
    });
  const numbers = tokens.flatMap((token, place) => {
    const before = tokens[place - 1]?.text.toUpperCase() ?? '';
    const compared = token.kind === 'number' && comparisons.has(before);
    return compared && new RegExp(`\\b${escaped(token.text)}\\b`).test(question)
      ? [Number(token.text)]
      : [];
  });
  const sorted = [...new Set(numbers)].sort((left, right) => left - right);
  const isBound = bound.test(
    fields.reduce((left, { words }) => left.replace(saying(words), ''), question),
  );
  return { question, query, tokens, entity, noun, fields, texts, numbers: sorted, isBound };
}

/** Whether a token may be a name. */
export function isName({ kind }: QueryToken): boolean {
  return kind === 'word' || kind === 'quoted';
}

/** What a token names, in the case that counts. */
export function nameOf(token: QueryToken, family: Family): string {
  return cased(tokenValue(token), family);
}

/** SQL does not tell names by their case, graphs do. */
export function cased(name: string, family: Family): string {
  return family === 'graph' ? name : name.toLowerCase();
}
