import { describe, expect, it } from 'vitest';

import { generateCandidates } from './generate-candidates.js';
import { domains } from './lexicon/domain.js';
import { sampleDatabase } from './sample-database.js';

const databases = domains
  .filter((_, index) => index % 4 === 0)
  .map((domain, index) => sampleDatabase(domain, `db${index}`, index));
const asked = databases.flatMap((database, index) =>
  generateCandidates(database, 60, index).map((candidate) => ({ ...candidate, database })),
);

const numberWords = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
];

/** All constants of a query, wherever they stand. */
function literals(part: unknown): (string | number)[] {
  if (Array.isArray(part)) return part.flatMap(literals);
  if (typeof part !== 'object' || part === null) return [];
  const { kind, value } = part as { kind?: unknown; value?: unknown };
  if (kind === 'literal')
    return typeof value === 'string' || typeof value === 'number' ? [value] : [];
  return Object.values(part).flatMap(literals);
}

describe('generateCandidates', () => {
  it('mentions every constant of the query', () => {
    const missing = asked.flatMap(({ question, query }) => {
      const text = question.toLowerCase();
      return literals(query)
        .filter((value) => {
          if (typeof value === 'string')
            return !text.includes(value.replaceAll('%', '').toLowerCase());
          return ![
            String(value),
            value.toLocaleString('en-US').toLowerCase(),
            numberWords[value] ?? '\0',
          ].some((spelling) => text.includes(spelling));
        })
        .map((value) => `${value} in: ${question}`);
    });
    expect(missing).toEqual([]);
  });

  it('asks in many ways, about every clause', () => {
    expect(asked.length).toBeGreaterThan(databases.length * 55);
    const forms = asked.map(({ query }) => JSON.stringify(query));
    const share = (pattern: RegExp): number =>
      forms.filter((form) => pattern.test(form)).length / forms.length;
    expect(share(/"kind":"link"/)).toBeGreaterThan(0.3);
    expect(share(/"orderBy":\[\{/)).toBeGreaterThan(0.1);
    expect(share(/"groupBy":\[\{/)).toBeGreaterThan(0.1);
    expect(share(/"having"/)).toBeGreaterThan(0.03);
    expect(share(/"subquery"/)).toBeGreaterThan(0.04);
    expect(share(/"kind":"set"/)).toBeGreaterThan(0.01);
    expect(share(/"between"/)).toBeGreaterThan(0.01);
    expect(share(/"like"/)).toBeGreaterThan(0.01);
    const openings = new Set(
      asked.map(({ question }) => question.split(' ').slice(0, 3).join(' ').toLowerCase()),
    );
    expect(openings.size).toBeGreaterThan(200);
  });

  it('leaves no unfilled template and no doubled words', () => {
    for (const { question } of asked) {
      expect(question).not.toMatch(/undefined|\{|\}| {2}|\bthe the\b|\ba an\b|\.\.|\?\?/);
      expect(question.length).toBeLessThan(300);
    }
  });

  it('repeats for a seed', () => {
    expect(generateCandidates(databases[0]!, 20, 9)).toEqual(
      generateCandidates(databases[0]!, 20, 9),
    );
  });
});
