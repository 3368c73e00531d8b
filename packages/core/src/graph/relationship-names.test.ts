import { describe, expect, it } from 'vitest';
import type { DatabaseSchema, Link } from '@momq/dialect';
import { relationshipNames } from './relationship-names.js';

function schemaOf(...keys: [table: string, columns: string[], target: string][]): DatabaseSchema {
  const links = keys.map(([table, columns, target], index): Link => ({
    name: `key ${index}`,
    from: { entity: table, fields: columns },
    to: { entity: target, fields: columns.map(() => 'id') },
    fields: [],
  }));
  return { name: 'test', family: 'relational', entities: [], links };
}

function namesOf(...keys: [table: string, columns: string[], target: string][]): string[] {
  return [...relationshipNames(schemaOf(...keys)).entries()].sort().map(([, name]) => name);
}

describe('relationshipNames', () => {
  it.each([
    ['singer_id', 'SINGER'],
    ['Channel', 'CHANNEL'],
    ['homeTeamId', 'HOME_TEAM'],
    ['Home Team ID', 'HOME_TEAM'],
    ['StuID', 'STU'],
  ])('names the key on %s %s', (column, expected) => {
    expect(namesOf(['concert', [column], 'singer'])).toEqual([expected]);
  });

  it('joins the columns of a key', () => {
    expect(namesOf(['stay', ['block_floor', 'block_code'], 'block'])).toEqual([
      'BLOCK_FLOOR_BLOCK_CODE',
    ]);
  });

  it('names a key on a column called id after both tables', () => {
    expect(namesOf(['manager', ['id'], 'person'])).toEqual(['MANAGER_PERSON']);
  });

  it('puts the table in front where two links would share a name', () => {
    expect(
      namesOf(['concert', ['singer_id'], 'singer'], ['album', ['singer_id'], 'singer']),
    ).toEqual(['CONCERT_SINGER', 'ALBUM_SINGER']);
  });

  it('gives every link a name of its own, also when a key is declared twice', () => {
    const names = namesOf(['a', ['b_id'], 'b'], ['a', ['b_id'], 'b'], ['a', ['b'], 'c']);
    expect(new Set(names).size).toBe(3);
    expect(names).toContain('A_B_C');
  });
});
