import type { Value } from '@momq/dialect';
import { describe, expect, it } from 'vitest';
import { domains } from '../../generated/lexicon/domain.js';
import { sampleLivedInDatabase } from './sample-lived-in-database.js';

const databases = domains.map((domain, index) =>
  sampleLivedInDatabase(domain, `db${index}`, index),
);
const tables = databases.flatMap((database) => database.tables);

/** Values of a column of the stored rows. */
function stored({ content }: (typeof databases)[number], entity: string, place: number): Value[] {
  return content.rows[entity]!.map((row) => row[place]!);
}

describe('sampleLivedInDatabase', () => {
  it('gives every table and column a name of its own, and every row its width', () => {
    for (const { content } of databases) {
      const names = content.schema.entities.map(({ name }) => name.toLowerCase());
      expect(new Set(names).size).toBe(names.length);
      for (const { name, fields } of content.schema.entities) {
        const columns = fields.map((field) => field.name.toLowerCase());
        expect([name, new Set(columns).size]).toEqual([name, columns.length]);
        expect(content.rows[name]!.filter((row) => row.length !== fields.length)).toEqual([]);
      }
    }
  });

  it('stores what its columns say', () => {
    for (const database of databases)
      for (const { table, columns } of database.tables)
        columns.forEach(({ values, name }, place) => {
          expect([name, stored(database, table, place)]).toEqual([name, values]);
        });
  });

  it('refers to rows that are there, and leaves some parents without any', () => {
    let lonely = 0;
    for (const { links } of databases)
      for (const { child, parent, column } of links) {
        const keys = new Set(parent.key.values);
        const used = new Set(column.values.filter((value) => value !== null));
        expect([child.table, [...used].filter((value) => !keys.has(value))]).toEqual([
          child.table,
          [],
        ]);
        if (used.size < keys.size) lonely += 1;
      }
    expect(lonely).toBeGreaterThan(databases.length);
  });

  it('nests rows without a circle', () => {
    const nested = tables.flatMap((table) => {
      const parent = table.columns.find(({ role }) => role === 'parent');
      return parent ? [{ keys: table.key.values, parents: parent.values }] : [];
    });
    expect(nested.length).toBeGreaterThan(20);
    for (const { keys, parents } of nested) {
      expect(parents).toContain(null);
      parents.forEach((parent, row) => {
        // Above a row are rows before it alone.
        if (parent !== null) expect(keys.indexOf(parent)).toBeLessThan(row);
      });
    }
  });

  it('declares all keys, primary ones, or none', () => {
    const declared = databases.map(({ content: { schema }, links }) => {
      const primary = schema.entities.some(({ fields }) =>
        fields.some((field) => field.primaryKey),
      );
      expect([0, links.length]).toContain(schema.links.length);
      if (schema.links.length > 0) expect(primary).toBe(true);
      return schema.links.length > 0 ? 'all' : primary ? 'primary' : 'none';
    });
    for (const kind of ['all', 'primary', 'none'])
      expect(declared.filter((each) => each === kind).length).toBeGreaterThan(12);
  });

  it('keeps a status as its words, or as codes with a table of them', () => {
    for (const database of databases)
      for (const { status } of database.tables) {
        if (!status) continue;
        const { column, words, values, codes } = status;
        expect(values.map((value) => String(value).toLowerCase())).toEqual(words);
        const allowed = codes ? stored(database, codes.table, 0) : values;
        expect(column.values.filter((value) => !allowed.includes(value))).toEqual([]);
        if (codes) expect(stored(database, codes.table, 1)).toEqual(values);
      }
    expect(tables.some(({ status }) => status?.codes)).toBe(true);
  });

  it('shows children with the label of one of their parents in a view', () => {
    const views = databases.flatMap((database) =>
      database.content.schema.entities
        .filter(({ name }) => /overview$/i.test(name))
        .map(({ name, fields }) => ({ database, name, last: fields.length - 1 })),
    );
    expect(views.length).toBeGreaterThan(10);
    for (const { database, name, last } of views) {
      const [keys, labels] = [stored(database, name, 0), stored(database, name, last)];
      const shown = database.links.filter(({ child, parent, column }) => {
        const label = (value: Value): Value | undefined =>
          parent.label?.values[parent.key.values.indexOf(value)];
        return (
          child !== parent &&
          child.key.values.join() === keys.join() &&
          column.values.every((value, row) => label(value) === labels[row])
        );
      });
      expect([name, shown.length]).toEqual([name, 1]);
    }
  });

  it('means one thing by a word within a table', () => {
    for (const { table, columns } of tables) {
      const words = columns
        .filter(({ role }) => !['noise', 'flag'].includes(role))
        .map((column) => column.words);
      expect([table, words.filter((word, at) => words.indexOf(word) !== at)]).toEqual([table, []]);
    }
  });

  it('repeats for a seed', () => {
    const again = sampleLivedInDatabase(domains[4]!, 'db4', 4);
    expect(again.content).toEqual(databases[4]!.content);
    expect(sampleLivedInDatabase(domains[4]!, 'db4', 5).content).not.toEqual(again.content);
  });
});
