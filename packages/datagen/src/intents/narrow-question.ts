import { visitQuery } from '@momq/core/logical';
import type { Condition, LogicalQuery, SelectQuery } from '@momq/dialect';

import type { Random } from '../generated/random.js';
import type {
  ColumnRole,
  LivedInDatabase,
  LivedInTable,
} from '../templates/lived-in/lived-in-database.js';
import { furtherConditions } from './bank/further-conditions.js';
import type { FurtherCondition } from './bank/further-conditions.js';
import { castOf } from './cast.js';
import { and } from './logical-pieces.js';
import { Unfillable } from './scene-columns.js';
import { Scene } from './scene.js';

/** A question before it is typed. */
export interface OpenQuestion {
  readonly query: LogicalQuery;
  /** In the notation of `saying.ts`. */
  readonly saying: string;
  readonly words: ReadonlyMap<string, string>;
  /** Where a further condition stands already: another one takes the other side, or nobody would say it so. */
  readonly narrowed?: 'before' | 'after';
}

/**
 * The question with one more condition on the rows of a table of its FROM: "…, urgent ones only". Which rows are meant must be
 * plain, so that there is none for a set, a query as a value, a window or an outer join; none on a column that the question
 * speaks of already, and no second moment.
 *
 * @param conditions - default: all that were written down
 * @returns `undefined` where the question or the database does not allow any
 */
export function narrowQuestion(
  question: OpenQuestion,
  database: LivedInDatabase,
  random: Random,
  conditions: readonly FurtherCondition[] = furtherConditions,
): OpenQuestion | undefined {
  const { query } = question;
  if (!isPlain(query)) return undefined;
  const tables = random.shuffle(
    database.tables.filter(({ table }) =>
      query.from.some((source) => source.kind !== 'derived' && source.entity === table),
    ),
  );
  for (const condition of random.shuffle(conditions))
    for (const main of tables) {
      const table = withoutWhatIsRead(main, query);
      const cast = castOf(condition.needs, { ...database, tables: [table] }, random);
      const scene = cast && new Scene(random, cast, condition.needs);
      const where = scene && conditionOf(scene, condition);
      if (where)
        return {
          query: { ...query, where: and(...(query.where ? [query.where] : []), where) },
          ...withWords(question, sayingOf(condition, question, random), scene.words),
        };
    }
  return undefined;
}

const moments: ReadonlySet<ColumnRole> = new Set(['start', 'end']);

/** The table without the columns that the query reads, and without moments where it reads one. */
function withoutWhatIsRead(main: LivedInTable, query: SelectQuery): LivedInTable {
  const read = main.columns.filter(({ name }) => reads(query, main.table, name));
  const speaksOfTime = read.some(({ role }) => moments.has(role));
  const columns = main.columns.filter(
    (column) => !read.includes(column) && !(speaksOfTime && moments.has(column.role)),
  );
  return { ...main, columns };
}

function conditionOf(scene: Scene, { condition }: FurtherCondition): Condition | undefined {
  try {
    return condition(scene);
  } catch (error) {
    if (error instanceof Unfillable) return undefined;
    throw error;
  }
}

function sayingOf(
  { sayings }: FurtherCondition,
  { narrowed }: OpenQuestion,
  random: Random,
): string {
  const free = sayings.filter((saying) => narrowed === undefined || sideOf(saying) !== narrowed);
  return random.pick(free.length === 0 ? sayings : free);
}

function sideOf(saying: string): 'before' | 'after' {
  return saying.startsWith('…') ? 'after' : 'before';
}

/** The question inside the saying of a further condition; the mark at its end stays at the end. */
function withWords(
  { saying, words }: OpenQuestion,
  around: string,
  further: ReadonlyMap<string, string>,
): Pick<OpenQuestion, 'saying' | 'words' | 'narrowed'> {
  const prefix = prefixBeside(words);
  const mark = /[.?]$/.exec(saying)?.[0] ?? '';
  const said = around.replace(/\{([a-zA-Z]+)\}/g, (_, name: string) => `{${prefix}${name}}`);
  return {
    narrowed: sideOf(around),
    saying: said.replace('…', () => saying.slice(0, saying.length - mark.length)) + mark,
    words: new Map([
      ...words,
      ...[...further].map(([name, text]) => [`${prefix}${name}`, text] as const),
    ]),
  };
}

/** What placeholders of one more condition begin with: those that are there keep their words. */
function prefixBeside(words: ReadonlyMap<string, string>): string {
  let prefix = 'further';
  while ([...words.keys()].some((name) => name.startsWith(prefix))) prefix += 'X';
  return prefix;
}

function isPlain(query: LogicalQuery): query is SelectQuery {
  if (query.kind !== 'select') return false;
  let plain = query.from.every(
    (source) =>
      source.kind !== 'derived' &&
      source.instance === 0 &&
      !(source.join && 'optional' in source.join && source.join.optional),
  );
  visitQuery(query, {
    expression({ kind }) {
      if (kind === 'subquery' || kind === 'window') plain = false;
    },
    query({ kind }) {
      if (kind === 'set') plain = false;
    },
  });
  return plain;
}

function reads(query: LogicalQuery, table: string, column: string): boolean {
  let found = false;
  visitQuery(query, {
    expression(part) {
      if (part.kind === 'field' && part.entity === table && part.field === column) found = true;
    },
  });
  return found;
}
