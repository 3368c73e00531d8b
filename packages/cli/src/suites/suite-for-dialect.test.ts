import { expect, it } from 'vitest';
import type { DatabaseContent } from '@momq/core';
import type { EvaluationQuestion } from '@momq/core/evaluation';
import { loadDialect } from '../dialects/find-dialects.js';
import { suiteForDialect } from './suite-for-dialect.js';

const content: DatabaseContent = {
  schema: {
    name: 'shop',
    family: 'relational',
    entities: [
      {
        name: 'sale',
        fields: [
          { name: 'day', type: 'text' },
          { name: 'price', type: 'integer' },
        ],
      },
    ],
    links: [],
  },
  rows: {
    sale: [
      ['2024-01-01', 3],
      ['2024-01-02', 5],
    ],
  },
};

function question(
  id: string,
  gold: EvaluationQuestion['gold'],
  unanswerable?: string,
): EvaluationQuestion {
  return {
    id,
    dbId: 'shop',
    question: id,
    gold,
    ...(unanswerable !== undefined && { unanswerable }),
  };
}

const running = 'SELECT day, SUM(price) OVER (ORDER BY day) FROM sale';
const ofGraphs = question('prices', {
  sqlite: 'SELECT price FROM sale',
  ngql: 'MATCH (s:sale) RETURN s.sale.price',
});
const declined = question('weather', {}, 'no weather is kept');

async function asked(questions: readonly EvaluationQuestion[]): Promise<[string[], string[]]> {
  const said: string[] = [];
  const suite = { name: 'shop', questions, content: () => Promise.resolve(content) };
  const prepared = await suiteForDialect(suite, await loadDialect('ngql'), (line) =>
    said.push(line),
  );
  return [prepared.questions.map(({ id }) => id), said];
}

it('asks a graph dialect what has a gold of its own, and what cannot be answered', async () => {
  const translatable = question('days', { sqlite: 'SELECT day FROM sale' });
  expect(await asked([ofGraphs, translatable, declined])).toEqual([
    ['prices', 'weather'],
    ['1 of 2 questions have a gold query in ngql; those are asked.'],
  ]);
});

it('translates golds where no question has one of the dialect', async () => {
  const plain = question('days', { sqlite: 'SELECT day FROM sale' });
  expect(await asked([plain, question('running', { sqlite: running }), declined])).toEqual([
    ['days', 'weather'],
    [
      '1 of 2 questions have a gold query that gives the same answer on the migrated database; those are asked.',
    ],
  ]);
});
