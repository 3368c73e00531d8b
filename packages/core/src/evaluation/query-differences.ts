import type { ReadQuery } from '../confidence/read-query.js';
import { foldText } from '../linking/fold-text.js';

/** What two queries do differently, the larger part of a query first. */
export const queryDifferences = [
  'table',
  'join',
  'nesting',
  'aggregate',
  'date',
  'column',
  'condition',
  'value',
  'comparison',
  'order',
] as const;

/**
 * `table`: each reads one that the other does not; `join`: one reads more tables, joins more often, or keeps rows without a partner;
 * `nesting`: subqueries and set operations; `aggregate`: aggregates, groups and DISTINCT; `date`: functions of time; `condition`:
 * one has more constants or a condition at all; `value`: other constants; `comparison`: other operators; `order`: order and limit.
 */
export type QueryDifference = (typeof queryDifferences)[number];

const aggregates =
  /^(count|sum|total|avg|mean|min|max|median|collect|group_concat|string_agg|array_agg|stdev|stddev|variance|rank|dense_rank|row_number|lag|lead|ntile)/;
const dateWords =
  /date|time|year|month|week|julianday|extract|epoch|duration|^day|^now$|^age$|^interval$/;
const setOperators = ['UNION', 'INTERSECT', 'EXCEPT', 'MINUS'];

/**
 * Compares what the parsers found in two queries.
 *
 * @param options - `sameDialect`: false where names of functions may differ although both do the same
 */
export function compareQueries(
  gold: ReadQuery,
  predicted: ReadQuery,
  { sameDialect }: { readonly sameDialect: boolean },
): QueryDifference[] {
  const found = new Set<QueryDifference>();
  const [one, other] = [features(gold), features(predicted)];
  const differs = (member: keyof Features): boolean => one[member] !== other[member];
  const missing = lacking(one.relations, other.relations);
  const tooMany = lacking(other.relations, one.relations);
  if (missing && tooMany) found.add('table');
  else if (missing || tooMany || differs('outer')) found.add('join');
  // a query with more parts joins more often, too
  else if (differs('joins') && !differs('queries')) found.add('join');
  if (differs('queries') || differs('sets')) found.add('nesting');
  if (differs('aggregates') || differs('groups') || differs('distinct')) found.add('aggregate');
  if (sameDialect ? differs('dates') : (one.dates === '') !== (other.dates === ''))
    found.add('date');
  if (lacking(one.columns, other.columns) || lacking(other.columns, one.columns))
    found.add('column');
  if (
    one.constants.size !== other.constants.size ||
    (one.commas + other.commas === 0 && differs('where')) ||
    differs('having')
  )
    found.add('condition');
  else if (lacking(one.constants, other.constants)) found.add('value');
  if (differs('operators')) found.add('comparison');
  if (differs('ordered') || differs('limit')) found.add('order');
  return queryDifferences.filter((each) => found.has(each));
}

/** Parts of a query in a form that can be compared. */
interface Features {
  readonly relations: ReadonlySet<string>;
  readonly columns: ReadonlySet<string>;
  readonly constants: ReadonlySet<string>;
  readonly joins: number;
  /** Commas that join; a WHERE may be there for them alone then. */
  readonly commas: number;
  readonly outer: boolean;
  readonly queries: number;
  readonly sets: string;
  readonly aggregates: string;
  readonly groups: boolean;
  readonly distinct: boolean;
  readonly dates: string;
  readonly where: boolean;
  readonly having: boolean;
  readonly operators: string;
  readonly ordered: string;
  readonly limit: string;
}

const quoted = /'(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`/g;
/** Numbers of LIMIT and OFFSET, and columns that are named by their place. */
const notConstants = /\b(?:limit|skip|offset)\s+\d+|\b(?:group|order)\s+by\s+\d+(?:\s*,\s*\d+)*/gi;

function features({ text, analysis }: ReadQuery): Features {
  const plain = text.replace(quoted, ' ');
  const keywords = new Set(analysis.keywords.map((word) => word.toUpperCase()));
  const functions = analysis.functions.map((name) => name.toLowerCase());
  const counted = (pattern: RegExp): number => plain.match(pattern)?.length ?? 0;
  const commas = commasOfTables(plain);
  const numbers = plain.replace(notConstants, ' ');
  return {
    relations: new Set(analysis.relations.map(foldText)),
    columns: new Set(analysis.columns.map(foldText)),
    constants: new Set(
      analysis.literals
        .filter((value) => typeof value === 'string' || hasNumber(numbers, value))
        .map((value) => foldText(String(value))),
    ),
    joins: counted(/\bjoin\b/gi) + commas,
    commas,
    outer: ['LEFT', 'RIGHT', 'FULL', 'OPTIONAL'].some((word) => keywords.has(word)),
    queries: counted(/\bselect\b|\bmatch\b/gi),
    sets: sorted(setOperators.filter((word) => keywords.has(word))),
    aggregates: sorted(functions.filter((name) => aggregates.test(name))),
    groups: keywords.has('GROUP') || keywords.has('PARTITION'),
    distinct: keywords.has('DISTINCT'),
    dates: sorted(
      [...functions, ...[...keywords].map((word) => word.toLowerCase())].filter((name) =>
        dateWords.test(name),
      ),
    ),
    where: keywords.has('WHERE'),
    having: keywords.has('HAVING'),
    operators: sorted(
      [...plain.replace(/-+>|<-+/g, ' ').matchAll(/<>|!=|<=|>=|<|>/g)].map(([operator]) =>
        operator === '!=' ? '<>' : operator,
      ),
      ['LIKE', 'ILIKE', 'BETWEEN', 'NOT', 'NULL', 'OR', 'IN', 'EXISTS'].filter((word) =>
        keywords.has(word),
      ),
    ),
    ordered: sorted(['ORDER', 'DESC'].filter((word) => keywords.has(word))),
    limit: /\blimit\s+(\d+)/i.exec(plain)?.[1] ?? '',
  };
}

/** Commas between the tables of a FROM, which join like JOIN. */
function commasOfTables(plain: string): number {
  return [
    ...plain.matchAll(/\bfrom\b(?:[^()](?!\b(?:where|group|order|limit|join|union)\b))*/gi),
  ].flatMap(([tables]) => [...tables.matchAll(/,/g)]).length;
}

function hasNumber(text: string, value: string | number): boolean {
  const pattern = String(Math.abs(Number(value))).replaceAll('.', String.raw`\.`);
  return new RegExp(String.raw`(?<![\w.])${pattern}(?:\.0+)?(?![\w.])`).test(text);
}

function lacking(wanted: ReadonlySet<string>, there: ReadonlySet<string>): boolean {
  return [...wanted].some((each) => !there.has(each));
}

function sorted(...lists: readonly (readonly string[])[]): string {
  return lists.flat().sort().join(' ');
}
