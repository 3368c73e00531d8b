import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDatabase } from '@momq/core';
import type { Database } from '@momq/core';
import type { Value } from '@momq/dialect';
import { sqlite } from '@momq/dialect-sqlite';
import { readRestriction } from '../../testing/read-restriction.js';
import type { Row } from '../../testing/read-restriction.js';
import { smallLibrary } from '../../testing/small-library.js';
import { Speaker } from '../english/speaker.js';
import { Random } from '../random.js';
import { setOperation } from './groups.js';
import type { Intent } from './intent.js';
import { parentsInBoth } from './parent-sets.js';

const pack = sqlite();
const library = smallLibrary();
let database: Database;
beforeAll(async () => {
  database = await createDatabase(pack, library.content);
});
afterAll(() => database.close());

function rowsOf(table: string): Row[] {
  const { fields } = library.entities.find((entity) => entity.table === table)!;
  return fields[0]!.values.map((_, place) =>
    Object.fromEntries(fields.map(({ column, values }) => [column, values[place]!])),
  );
}

const names = new Map(rowsOf('author').map((row) => [row['author_id'], row['name']!]));

/** What a restriction leaves: "novel books", "books rated above 4". */
function read(words: string): Row[] | undefined {
  const [, before, after] = /^(?:(\w+) )?books(?: (.*))?$/.exec(words) ?? [];
  const test = readRestriction(after ?? `with the genre ${before}`);
  return test && rowsOf('book').filter(test);
}

/** How a question joins its two restrictions; what it asks for of both sides stands before. */
const joints = [
  [/(?: but no | but not | and without | but not of any | and no )(?=(?:\w+ )?books)/, 'except'],
  [/(?: and also | as well as | and )(?=(?:\w+ )?books)/, 'intersect'],
  [/(?: or | together with those of )(?=(?:\w+ )?books)/, 'union'],
] as const;

/** The values that a question asks for, or why it makes no sense. */
function meant(question: string, column: (row: Row) => Value): Value[] | string {
  const start = /\b(?:(?:have both|have|with|of|by) )(?=(?:(?:novel|poem|essay) )?books)/.exec(
    question,
  );
  if (!start) return 'no start';
  const body = question.slice(start.index + start[0].length).replace(/[.?]$/, '');
  for (const [joint, operation] of joints) {
    const [left, right, ...more] = body.split(joint);
    if (right === undefined || more.length > 0) continue;
    const sides = [left!, right].map(read);
    if (sides.includes(undefined)) return `no sense: ${left} / ${right}`;
    const [one, other] = sides.map((rows) => new Set(rows!.map(column)));
    const all = [...new Set([...one!, ...other!])];
    const isMeant = {
      except: (value: Value) => one!.has(value) && !other!.has(value),
      intersect: (value: Value) => one!.has(value) && other!.has(value),
      union: () => true,
    }[operation];
    return all.filter(isMeant).sort();
  }
  return `no joint: ${body}`;
}

describe.each([
  ['setOperation', setOperation, /genres|kinds/i, (row: Row) => row['genre']!],
  ['parentsInBoth', parentsInBoth, /authors/, (row: Row) => names.get(row['author_id']!)!],
] as const)('%s', (_, intent: Intent, about, column) => {
  it('asks for what its words say', async () => {
    const asked = new Map<string, string>();
    for (let seed = 0; seed < 260; seed += 1) {
      const one = intent({ speaker: new Speaker(new Random(seed)), database: library });
      if (one && about.test(one.question))
        asked.set(one.question, pack.language.render(one.query, library.content.schema));
    }
    expect(asked.size).toBeGreaterThan(50);
    const answers = await Promise.all(
      [...asked].map(async ([question, query]) => {
        const { rows } = await database.query(query);
        return [question, rows.flat().sort()] as const;
      }),
    );
    expect(answers).toEqual(answers.map(([question]) => [question, meant(question, column)]));
    expect(new Set(answers.map(([, rows]) => rows.length)).size).toBeGreaterThan(2);
  });
});
