import { describe, expect, it } from 'vitest';
import type { Condition, DatabaseContent, LogicalQuery, SelectQuery } from '@momq/dialect';
import { linkQuestion } from '../../linking/link-question.js';
import { indexContent } from '../../linking/value-index.js';
import { all, draft, field } from '../../testing/asked-shop.js';
import { smallContent } from '../../testing/small-content.js';
import { doubtOfAsked } from './asked-doubt.js';

function fleetOf(boats: Parameters<typeof smallContent>[1][string]): DatabaseContent {
  const small = smallContent(
    'fleet',
    {
      'boat(id int pk, name text, kind text)': boats,
      'berth(id int pk, name text)': [[1, 'ketch pier']],
    },
    [],
  );
  const entities = small.schema.entities.map((entity) => ({
    ...entity,
    rowCount: small.rows[entity.name]!.length,
  }));
  return { ...small, schema: { ...small.schema, entities } };
}

const fleet = fleetOf([
  [1, 'Ada', 'ketch'],
  [2, 'Bea', 'sloop'],
  [3, 'Cid', 'sloop'],
]);
const namesakes = fleetOf([
  [1, 'Ada', 'ketch'],
  [2, 'Ada', 'sloop'],
]);

function doubt(question: string, query: LogicalQuery, content = fleet): string | undefined {
  const { schema } = content;
  const index = indexContent(content);
  const { words, candidates } = linkQuestion(question, schema, index);
  return doubtOfAsked(query, {
    question,
    words,
    candidates,
    schema,
    values: ({ entity, field: name }) =>
      index.fields.find((one) => one.entity === entity && one.field === name),
  });
}

function counted(by: string): SelectQuery {
  return { ...draft('boat', '*'), select: [field(by), all], groupBy: [field(by)] };
}
const like = (name: string, value: string): Condition => ({
  kind: 'compare',
  operator: 'like',
  left: field(name),
  right: { kind: 'literal', value: `%${value}%` },
});

describe('a question cannot mean', () => {
  it('rows counted by what each row has of its own', () => {
    expect(doubt('boats per name', counted('boat.name'))).toContain('of its own');
    expect(doubt('boats per id', counted('boat.id'))).toContain('of its own');
    expect(doubt('boats per kind', counted('boat.kind'))).toBeUndefined();
    expect(doubt('boats per name', counted('boat.name'), namesakes)).toBeUndefined();
    const repeated: SelectQuery = {
      ...counted('boat.name'),
      having: {
        kind: 'compare',
        operator: '>',
        left: all,
        right: { kind: 'literal', value: 1 },
      },
    };
    expect(doubt('which boat names occur twice', repeated)).toBeUndefined();
  });

  it('rows without a key', () => {
    const isNull = (name: string): Condition => ({
      kind: 'null',
      negated: false,
      value: field(name),
    });
    expect(doubt('lost boats', draft('boat', 'count', isNull('boat.id')))).toContain('no key');
    expect(doubt('lost boats', draft('boat', 'count', isNull('boat.kind')))).toBeUndefined();
  });

  it('a piece of a text that is whole elsewhere, unless it asks for a piece', () => {
    const query = draft('berth', 'name', like('berth.name', 'ketch'));
    expect(doubt('where do ketch boats lie', query)).toContain('piece');
    expect(doubt('berths with ketch as a part of the name', query)).toBeUndefined();
    expect(doubt('berths like "ketch"', query)).toBeUndefined();
    const own = draft('boat', 'name', like('boat.kind', 'ketch'));
    expect(doubt('ketch boats', own)).toBeUndefined();
  });
});
