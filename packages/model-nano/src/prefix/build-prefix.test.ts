import { expect, it } from 'vitest';
import { linkItems, schemaItems } from '@momq/core/linking';
import type { QueryItem } from '@momq/core/logical';
import { draftQuestion, harbour, hashedVectors } from '../testing/harbour.js';
import { buildPrefix } from './build-prefix.js';
import { outputRelations } from './output-relations.js';
import { positionFlags } from './position-flags.js';
import { positionTypes } from './position-types.js';
import { relationNames } from './relation-ids.js';

const question = draftQuestion();
const linked = linkItems(
  question.question,
  question.words,
  schemaItems(harbour),
  question.candidates,
);
const vectors = hashedVectors(question.words.map(({ text }) => text));
const prefix = buildPrefix(linked, harbour, vectors);

function positionOf(matches: (item: QueryItem) => boolean): number {
  return linked.items.findIndex(matches);
}
const ship = positionOf((item) => item.kind === 'entity' && item.entity === 'ship');
const visit = positionOf((item) => item.kind === 'entity' && item.entity === 'visit');
const flag = positionOf((item) => item.kind === 'field' && item.field === 'flag');
const draft = positionOf((item) => item.kind === 'field' && item.field === 'draft');
const key = positionOf(
  (item) => item.kind === 'field' && item.entity === 'ship' && item.field === 'ship_id',
);
const reference = positionOf(
  (item) => item.kind === 'field' && item.entity === 'visit' && item.field === 'ship_id',
);
const link = positionOf((item) => item.kind === 'link');
const portugal = positionOf((item) => item.kind === 'value' && item.value === 'PT');
const word = (text: string): number =>
  linked.items.length + linked.words.findIndex((one) => one.text === text);
const relation = (query: number, keyed: number): string =>
  relationNames[prefix.relations[query * prefix.prefixLength + keyed]!]!;

it('has one position per item and word, and lets only items be pointed at', () => {
  expect(prefix.prefixLength).toBe(linked.items.length + linked.words.length);
  expect([...prefix.pointable]).toEqual([
    ...linked.items.map(() => 1),
    ...linked.words.map(() => 0),
  ]);
});

it('gives every position its type', () => {
  const typeOf = (position: number): string => positionTypes[prefix.types[position]!]!;
  expect([ship, flag, draft, key, link, portugal, word('Show')].map(typeOf)).toEqual([
    'entity',
    'text',
    'real',
    'integer',
    'link',
    'text value',
    'word',
  ]);
});

it.each<[string, number, number, string]>([
  ['field and its entity', flag, ship, 'field of entity'],
  ['entity and its field', ship, flag, 'entity has field'],
  ['key and its entity', key, ship, 'key of entity'],
  ['two fields of one entity', flag, draft, 'field of same entity'],
  ['foreign key and key', reference, key, 'field references field'],
  ['key and foreign key', key, reference, 'field is referenced by field'],
  ['referencing entity', visit, ship, 'entity references entity'],
  ['link and its start', link, visit, 'link starts at entity'],
  ['link and its end', link, ship, 'link ends at entity'],
  ['value and its field', portugal, flag, 'value occurs in field'],
  ['value and its entity', portugal, ship, 'value occurs in entity'],
  ['word and the field it names', word('draft'), draft, 'word matches field exactly'],
  ['plural word and entity', word('ships'), ship, 'word matches entity exactly'],
  ['word in a value', word('PT'), portugal, 'word is in value'],
  ['word and its neighbour', word('the'), word('draft'), 'word after'],
  ['word and the one before', word('draft'), word('the'), 'word before'],
  ['unrelated word and item', word('Show'), link, 'word to item'],
  ['a position and itself', flag, flag, 'self'],
])('relates %s', (_, query, keyed, name) => {
  expect(relation(query, keyed)).toBe(name);
});

it('reads what an item belongs to, then its own name', () => {
  const width = vectors.width;
  const at = (position: number): Float32Array =>
    prefix.vectors.subarray(position * 2 * width, (position + 1) * 2 * width);
  expect(at(flag).subarray(0, width)).toEqual(vectors.ofText('ship'));
  expect(at(flag).subarray(width)).toEqual(vectors.ofText('flag'));
  expect(at(portugal).subarray(0, width)).toEqual(vectors.ofText('flag'));
});

it('flags keys, exact names and cells', () => {
  const has = (position: number, name: (typeof positionFlags)[number]): number =>
    prefix.flags[position * positionFlags.length + positionFlags.indexOf(name)]!;
  expect(has(key, 'primary key')).toBe(1);
  expect(has(reference, 'references another entity')).toBe(1);
  expect(has(draft, 'matches exactly')).toBe(1);
  expect(has(word('draft'), 'matches exactly')).toBe(1);
  expect(has(portugal, 'from a cell')).toBe(1);
  expect(has(flag, 'contains a value of the question')).toBe(1);
  expect(has(draft, 'contains a value of the question')).toBe(0);
});

it('relates outputs to what they and earlier outputs point at', () => {
  const vocabularySize = 10;
  const source = outputRelations(prefix, vocabularySize);
  const row = source.row([0, vocabularySize + ship, 3, vocabularySize + draft], 3);
  const name = (position: number): string => relationNames[row[position]!]!;
  expect(row).toHaveLength(prefix.prefixLength + 4);
  expect(name(draft)).toBe('output points at item');
  expect(name(ship)).toBe('earlier output points at item');
  expect(name(flag)).toBe('item is related to the item of this output');
  expect(name(word('draft'))).toBe('word matches the item of this output');
  expect(name(word('Show'))).toBe('output to word');
  expect([...row.subarray(prefix.prefixLength)].map((id) => relationNames[id])).toEqual([
    'output three or four before',
    'output two before',
    'output before',
    'self',
  ]);
});
