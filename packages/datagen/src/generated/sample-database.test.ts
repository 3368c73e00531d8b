import { describe, expect, it } from 'vitest';

import { domains } from './lexicon/domain.js';
import { domainsOf, generateDatabases, planDatabases } from './plan-databases.js';
import { sampleDatabase } from './sample-database.js';

const databases = domains.map((domain, index) => sampleDatabase(domain, `db${index}`, index));

describe('sampleDatabase', () => {
  it('makes 2 to 7 tables with unique names, and rows as wide as the table', () => {
    for (const { content } of databases) {
      const names = content.schema.entities.map((entity) => entity.name.toLowerCase());
      expect(names.length).toBeGreaterThanOrEqual(2);
      expect(names.length).toBeLessThanOrEqual(7);
      expect(new Set(names).size).toBe(names.length);
      for (const entity of content.schema.entities) {
        const columns = entity.fields.map((field) => field.name.toLowerCase());
        expect(new Set(columns).size, `${entity.name}: ${columns.join()}`).toBe(columns.length);
        expect(content.rows[entity.name]!.length).toBeGreaterThan(0);
        for (const row of content.rows[entity.name]!) expect(row.length).toBe(columns.length);
      }
    }
  });

  it('keeps keys unique, references valid and values of their type', () => {
    for (const { content, links } of databases) {
      for (const entity of content.schema.entities) {
        entity.fields.forEach((field, index) => {
          const values = content.rows[entity.name]!.map((row) => row[index]!);
          if (field.primaryKey) expect(new Set(values).size).toBe(values.length);
          for (const value of values.filter((candidate) => candidate !== null)) {
            if (field.type === 'integer') expect(Number.isSafeInteger(value)).toBe(true);
            else if (field.type === 'real') expect(typeof value).toBe('number');
            else if (field.type === 'date') expect(value).toMatch(/^\d{4}-\d\d-\d\d$/);
            else if (field.type === 'text') expect(typeof value).toBe('string');
          }
        });
      }
      for (const link of links) {
        const keys = new Set(link.parentKey.values);
        expect(
          link.childField.values.every((value) => keys.has(value)),
          link.name,
        ).toBe(true);
      }
    }
  });

  it('has references in every database, two to one table in some, and parents without children in most', () => {
    expect(databases.every(({ links }) => links.length > 0)).toBe(true);
    expect(
      databases.some(({ links }) =>
        links.some((one) =>
          links.some(
            (other) => one !== other && one.child === other.child && one.parent === other.parent,
          ),
        ),
      ),
    ).toBe(true);
    const lonely = databases.filter(({ links }) =>
      links.some((link) =>
        link.parentKey.values.some((key) => !link.childField.values.includes(key)),
      ),
    );
    expect(lonely.length).toBeGreaterThan(databases.length * 0.7);
  });

  it('repeats for a seed', () => {
    expect(sampleDatabase(domains[3]!, 'x', 5).content).toEqual(
      sampleDatabase(domains[3]!, 'x', 5).content,
    );
    expect(sampleDatabase(domains[3]!, 'x', 6).content).not.toEqual(
      sampleDatabase(domains[3]!, 'x', 5).content,
    );
  });
});

describe('planDatabases', () => {
  it('gives each split domains of its own', () => {
    const names = (['train', 'validation', 'test'] as const).map((split) =>
      domainsOf(split).map((domain) => domain.name),
    );
    expect(new Set(names.flat()).size).toBe(domains.length);
    expect(names[2]!.length).toBe(10);
  });

  it('starts a longer plan like a shorter one', () => {
    const short = planDatabases({ train: 5, validation: 2, test: 3 }, 1);
    expect(planDatabases({ train: 9, validation: 2, test: 3 }, 1).slice(0, short.length)).toEqual(
      short,
    );
    expect(generateDatabases({ seed: 1, count: 2, split: 'test' }).map(({ id }) => id)).toEqual(
      short.slice(0, 2).map(({ id }) => id),
    );
  });
});
