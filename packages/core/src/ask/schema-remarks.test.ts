import { expect, it } from 'vitest';
import type { DatabaseSchema } from '@momq/dialect';
import { SchemaRemarks } from './schema-remarks.js';

const copy = 'shop.db is read from a private copy, because the engine cannot share locks.';
const view = 'The view heavy_orders was left out: no such table: ledger.';

function schema(notes?: readonly string[]): DatabaseSchema {
  return { name: 'shop', family: 'relational', entities: [], links: [], ...(notes && { notes }) };
}

it('tells everything once for each reading of the schema', () => {
  const remarks = new SchemaRemarks();
  const first = schema([copy, view]);
  expect(remarks.of(first, 'How many customers are there?')).toEqual([copy, view]);
  expect(remarks.of(first, 'How many customers are there?')).toEqual([]);
  expect(remarks.of(schema([copy, view]), 'How many?')).toEqual([copy, view]);
  expect(remarks.of(schema(), 'How many?')).toEqual([]);
});

it('repeats what names something that the question asks about', () => {
  const remarks = new SchemaRemarks();
  const known = schema([copy, view]);
  remarks.of(known, 'Anything?');
  expect(remarks.of(known, 'Which orders are the most expensive?')).toEqual([view]);
  expect(remarks.of(known, 'What is in the ledger?')).toEqual([view]);
  expect(remarks.of(known, 'Which files are read from the table?')).toEqual([]);
});

it('counts those beyond the first five', () => {
  const notes = Array.from({ length: 7 }, (_, index) => `Note ${String(index)}.`);
  const told = new SchemaRemarks().of(schema(notes), 'How many?');
  expect(told).toEqual([...notes.slice(0, 5), "2 more remarks stand in the schema's notes."]);
});
