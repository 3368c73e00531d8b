import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDatabase } from '@momq/core';
import type { Database } from '@momq/core';
import { sqlite } from '@momq/dialect-sqlite';
import { readRestriction } from '../../testing/read-restriction.js';
import type { Row } from '../../testing/read-restriction.js';
import { smallLibrary } from '../../testing/small-library.js';
import { Speaker } from '../english/speaker.js';
import type { SpokenEntity } from '../generated-database.js';
import { Random } from '../random.js';
import { drawFilter } from './draw-filter.js';
import type { Filter } from './filter.js';
import { from, ref, select } from './query-builder.js';

const pack = sqlite();
const library = smallLibrary();
let database: Database;
beforeAll(async () => {
  database = await createDatabase(pack, library.content);
});
afterAll(() => database.close());

/** The rows that a condition finds, by their places in the table; `known` has those of conditions that were asked before. */
async function found(
  entity: SpokenEntity,
  { condition }: Filter,
  known: Map<string, number[]>,
): Promise<number[]> {
  const query = select(
    from(entity),
    entity.fields.map((field) => ref(field)),
    { where: condition },
  );
  const text = pack.language.render(query, library.content.schema);
  if (!known.has(text)) {
    const { rows } = await database.query(text);
    const places = library.content.rows[entity.table]!.map((row) => JSON.stringify(row));
    known.set(text, rows.map((row) => places.indexOf(JSON.stringify(row))).sort());
  }
  return known.get(text)!;
}

/** The rows that a reader of the words takes, or the words where they make no sense. */
function read(entity: SpokenEntity, { before, after }: Filter): number[] | string {
  // Only a genre stands before its noun here.
  const holds =
    after === undefined ? readRestriction(`with the genre ${before!}`) : readRestriction(after);
  if (!holds) return `no sense: ${after ?? before}`;
  return entity.fields[0]!.values.flatMap((_, place) => {
    const row: Row = Object.fromEntries(
      entity.fields.map(({ column, values }) => [column, values[place]!]),
    );
    return holds(row) ? [place] : [];
  });
}

describe('drawFilter', () => {
  it.each(library.entities.map((entity) => [entity.noun, entity] as const))(
    'restricts each %s as its words say',
    async (_, entity) => {
      const drawn = new Map<string, Filter>();
      for (let seed = 0; seed < 300; seed += 1) {
        const filter = drawFilter(new Speaker(new Random(seed)), entity);
        if (filter) drawn.set(`${filter.before} ${filter.after}`, filter);
      }
      expect(drawn.size).toBeGreaterThan(60);
      const known = new Map<string, number[]>();
      const rows: number[][] = [];
      for (const filter of drawn.values()) rows.push(await found(entity, filter, known));
      const meant = [...drawn].map(([words, filter]) => [words, read(entity, filter)]);
      expect([...drawn.keys()].map((words, place) => [words, rows[place]])).toEqual(meant);
    },
  );
});
