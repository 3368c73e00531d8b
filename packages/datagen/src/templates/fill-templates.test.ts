import { describe, expect, it } from 'vitest';
import { createDatabase } from '@momq/core';
import { sqlite } from '@momq/dialect-sqlite';
import { planDatabases } from '../generated/plan-databases.js';
import { fillTemplates } from './fill-templates.js';
import { sampleLivedInDatabase } from './lived-in/sample-lived-in-database.js';
import { questionTemplates } from './questions/all-templates.js';
import { sqlWriter } from './sql-writer.js';

const pack = sqlite();
const databases = planDatabases({ train: 24, validation: 0, test: 0 }, 5).map(
  ({ domain, id, seed }) => sampleLivedInDatabase(domain, id, seed),
);

describe('fillTemplates', () => {
  const filled = databases.map((database) => [...fillTemplates(database, 7)]);

  it('fills every template somewhere, in several wordings each', () => {
    const wordings = new Map<string, Set<string>>();
    for (const { template, question } of filled.flat())
      wordings.set(template, (wordings.get(template) ?? new Set()).add(question));
    expect([...wordings.keys()].sort()).toEqual(questionTemplates.map(({ name }) => name).sort());
    expect(Math.min(...[...wordings.values()].map((questions) => questions.size))).toBeGreaterThan(
      2,
    );
  });

  it('asks no question twice of a database, and the same ones for the same seed', () => {
    for (const [index, questions] of filled.entries()) {
      const texts = questions.map(({ question }) => question);
      expect(new Set(texts).size).toBe(texts.length);
      expect(texts.filter((text) => /undefined|NaN|null|\[object/.test(text))).toEqual([]);
      if (index < 3)
        expect([...fillTemplates(databases[index]!, 7)].map(({ question }) => question)).toEqual(
          texts,
        );
    }
    expect([...fillTemplates(databases[0]!, 8)][0]!.question).not.toBe(filled[0]![0]!.question);
  });

  it('writes queries that run, whatever names and encodings the database has', async () => {
    for (const index of [0, 1, 2]) {
      const { content } = databases[index]!;
      const writer = sqlWriter(pack, content.schema)!;
      const database = await createDatabase(pack, content);
      try {
        for (const { sql, template } of filled[index]!.slice(0, 60)) {
          const { rows } = await database.query(sql(writer));
          expect(rows, template).toBeInstanceOf(Array);
        }
      } finally {
        await database.close();
      }
    }
  });
});

describe('sampleLivedInDatabase', () => {
  it('has the habits of real ones: undeclared keys, odd names, code tables, every encoding of time', () => {
    const schemas = databases.map(({ content }) => content.schema);
    expect(schemas.filter(({ links }) => links.length === 0).length).toBeGreaterThan(6);
    expect(schemas.filter(({ links }) => links.length > 0).length).toBeGreaterThan(4);
    expect(schemas.some(({ entities }) => entities.some(({ name }) => name.includes(' ')))).toBe(
      true,
    );
    const columns = databases.flatMap(({ tables }) => tables.flatMap((table) => table.columns));
    expect(new Set(columns.flatMap(({ encoding }) => encoding ?? []))).toEqual(
      new Set(['date', 'datetime', 'text-date', 'text-datetime', 'unix-seconds']),
    );
    expect(databases.some(({ tables }) => tables.some(({ status }) => status?.codes))).toBe(true);
    expect(columns.some(({ cents }) => cents)).toBe(true);
  });
});
