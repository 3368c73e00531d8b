import { expect, it } from 'vitest';
import type { LogicalQuery } from '@momq/dialect';
import { field, select } from '../testing/flight-queries.js';
import { shop, tinyDialect } from '../testing/tiny-dialect.js';
import type { CandidateReport } from './answer.js';
import { otherReadings } from './other-readings.js';
import type { GeneratedCandidate } from './query-model.js';

const number = select({ select: [field('flight.number')] });
const id = select({ select: [field('flight.id')] });

async function readingsOf(
  candidates: readonly (GeneratedCandidate & Pick<CandidateReport, 'outcome'>)[],
  read?: (text: string) => LogicalQuery,
) {
  const dialect = tinyDialect();
  const language = { ...dialect.language!, ...(read !== undefined && { read }) };
  return otherReadings({
    candidates,
    reports: candidates,
    chosen: candidates.findIndex(({ outcome }) => outcome === 'chosen'),
    dialect: { ...dialect, language },
    schema: shop.schema,
    parser: await dialect.createParser(),
    confidence: (place) => 1 / (place + 1),
  });
}

it('puts the answer and what else may be meant into words', async () => {
  const readings = await readingsOf([
    { query: 'get invoice', logical: id, outcome: 'empty' },
    { query: 'get customer', logical: number, outcome: 'chosen' },
  ]);
  expect(readings).toEqual({
    reading: 'lists number of flight',
    alternatives: [{ query: 'get invoice', reading: 'lists id of flight', confidence: 1 }],
  });
});

it('leaves out what did not run, could write, or says the same', async () => {
  const { alternatives } = await readingsOf([
    { query: 'get nothing', logical: id, outcome: 'failed' },
    { query: 'get customer', logical: number, outcome: 'chosen' },
    { query: 'get  customer', logical: number, outcome: 'skipped' },
    { query: 'drop customer', logical: id, outcome: 'skipped' },
    { query: 'nonsense', logical: id, outcome: 'skipped' },
    { query: 'get invoice', logical: id, outcome: 'skipped' },
    { query: 'get invoice;', logical: id, outcome: 'skipped' },
  ]);
  expect(alternatives.map(({ query }) => query)).toEqual(['get invoice']);
});

it('reads the text where the model gives no logical form, and offers it without words where the pack reads none', async () => {
  const texts = [
    { query: 'get customer', outcome: 'chosen' },
    { query: 'get invoice', outcome: 'skipped' },
  ] as const;
  const read = (text: string) => (text === 'get invoice' ? id : number);
  expect(await readingsOf(texts, read)).toMatchObject({
    reading: 'lists number of flight',
    alternatives: [{ reading: 'lists id of flight' }],
  });
  expect(await readingsOf(texts)).toEqual({
    alternatives: [{ query: 'get invoice', confidence: 0.5 }],
  });
});
