import type { DatabaseContent } from '@momq/dialect';
import { cypher } from '@momq/dialect-cypher';
import { sqlite } from '@momq/dialect-sqlite';
import { describe, expect, it } from 'vitest';

import type { HumanQuestion } from './spider-questions.js';
import { translateDatabase } from './translate-database.js';
import type { TranslationTask } from './translate-database.js';

const content: DatabaseContent = {
  schema: {
    name: 'label',
    family: 'relational',
    entities: [
      {
        name: 'Artist',
        fields: [
          { name: 'id', type: 'integer', primaryKey: true },
          { name: 'name', type: 'text' },
          { name: 'country', type: 'text' },
        ],
      },
      {
        name: 'Album',
        fields: [
          { name: 'id', type: 'integer', primaryKey: true },
          { name: 'title', type: 'text' },
          { name: 'artist_id', type: 'integer' },
        ],
      },
    ],
    links: [
      {
        name: 'Album.artist_id',
        from: { entity: 'Album', fields: ['artist_id'] },
        to: { entity: 'Artist', fields: ['id'] },
        fields: [],
      },
    ],
  },
  rows: {
    Artist: [
      [1, 'Mira', 'Peru'],
      [2, 'Jonas', 'Peru'],
      [3, 'Wei', 'Japan'],
    ],
    Album: [
      [1, 'Tide', 1],
      [2, 'Ember', 1],
      [3, 'Fox', 3],
    ],
  },
};

const ask = (id: string, goldQuery: string) => ({
  id,
  source: 's',
  licence: 'l',
  dbId: 'label',
  question: `${id}?`,
  goldQuery,
});

const task = (...questions: readonly HumanQuestion[]): TranslationTask => ({
  source: 'spider',
  id: 'label',
  split: 'train',
  content,
  questions,
});

describe('translateDatabase', () => {
  it('gives every dialect the questions whose rows agree, with the query of that dialect', async () => {
    const { pairs, report } = await translateDatabase(
      task(
        ask(
          'count',
          'SELECT country, count(*) FROM artist AS T1 JOIN album AS T2 ON T1.id = T2.artist_id GROUP BY country',
        ),
        ask(
          'again',
          'SELECT country, count(*) FROM artist AS T1 JOIN album AS T2 ON T1.id = T2.artist_id GROUP BY country',
        ),
        ask('quoted', 'SELECT name FROM artist WHERE country = "Japan"'),
        ask(
          'unsupported',
          'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3) SELECT i FROM n',
        ),
        ask('broken', 'SELECT nothing FROM artist'),
      ),
      [sqlite(), sqlite(), cypher()],
    );
    expect(pairs.map((pair) => [pair.dialect, pair.id]).sort()).toEqual([
      ['cypher', 'again'],
      ['cypher', 'count'],
      ['cypher', 'quoted'],
      ['sqlite', 'again'],
      ['sqlite', 'count'],
      ['sqlite', 'quoted'],
    ]);
    for (const pair of pairs.filter((candidate) => candidate.id === 'count')) {
      expect([...pair.rows].sort()).toEqual([
        ['Japan', 1],
        ['Peru', 2],
      ]);
      expect(pair.query).toMatch(pair.dialect === 'cypher' ? /^MATCH/ : /^SELECT/);
    }
    for (const dialect of ['sqlite', 'cypher']) {
      expect(report[dialect]!.kept).toBe(3);
      expect(
        Object.entries(report[dialect]!.dropped)
          .map(([reason, count]) => [reason.split(' ')[0], count])
          .sort(),
      ).toEqual([
        ['gold', 1],
        ['logical', 1],
      ]);
    }
  });

  it('drops a translation that gives other rows', async () => {
    const wrong = { ...sqlite(), language: { words: {}, render: () => 'SELECT name FROM Artist' } };
    const { pairs, report } = await translateDatabase(
      task(ask('count', 'SELECT count(*) FROM album')),
      [sqlite(), wrong],
    );
    expect(pairs).toEqual([]);
    expect(report['sqlite']!.dropped).toEqual({ 'other rows than the gold': 1 });
  });
});
