import { describe, expect, it } from 'vitest';
import type { LogicalQuery, SelectQuery } from '@momq/dialect';
import { visitQuery } from '@momq/core/logical';

import { generateCandidates } from './generate-candidates.js';
import { domains } from './lexicon/domain.js';
import { sampleDatabase } from './sample-database.js';

/** Questions of every domain, each with the query that a model will be told is right. */
const asked = domains.flatMap((domain, index) =>
  generateCandidates(sampleDatabase(domain, `db${index}`, index), 60, index + 100),
);

const selects = asked.flatMap(({ question, query }) =>
  query.kind === 'select' ? [{ question: question.toLowerCase(), query }] : [],
);

/** What of the questions a check is about, and those whose words contradict their query. */
function contradicted(
  about: (query: SelectQuery, question: string) => boolean,
  holds: (query: SelectQuery, question: string) => boolean,
): { seen: number; wrong: string[] } {
  const chosen = selects.filter(({ query, question }) => about(query, question));
  const wrong = chosen.filter(({ query, question }) => !holds(query, question));
  return { seen: chosen.length, wrong: wrong.map(({ question }) => question) };
}

const functionsOf = (query: LogicalQuery): Set<string> => {
  const found = new Set<string>();
  visitQuery(query, {
    expression: (part) => {
      if (part.kind === 'aggregate') found.add(part.function);
    },
  });
  return found;
};

describe('the words of a question and its query', () => {
  it('agree on the direction of an order', () => {
    const sorted = (query: SelectQuery): boolean => query.orderBy.length === 1;
    for (const [words, descending] of [
      [/\bdescending\b|high to low|z to a|reverse alphabetical/, true],
      [/\bascending\b|low to high|a to z|(?<!reverse )alphabetical/, false],
    ] as const) {
      const { seen, wrong } = contradicted(
        (query, question) => sorted(query) && words.test(question),
        (query) => query.orderBy[0]!.descending === descending,
      );
      expect(seen).toBeGreaterThan(20);
      expect(wrong).toEqual([]);
    }
  });

  it('agree on which end a superlative takes', () => {
    for (const [words, descending] of [
      [/\b(highest|largest|greatest|biggest|latest|most recent)\b/, true],
      [/\b(lowest|smallest|earliest)\b/, false],
    ] as const) {
      const { seen, wrong } = contradicted(
        (query, question) =>
          query.limit !== undefined &&
          functionsOf(query).size === 0 &&
          words.test(question) &&
          !/\b(lowest|smallest|earliest|highest|largest|latest)\b.*\b(lowest|smallest|earliest|highest|largest|latest)\b/.test(
            question,
          ),
        (query) => query.orderBy[0]!.descending === descending,
      );
      expect(seen).toBeGreaterThan(20);
      expect(wrong).toEqual([]);
    }
  });

  it('agree on the aggregate', () => {
    for (const [words, name] of [
      [/\b(average|mean)\b/, 'avg'],
      [/\bhow many\b/, 'count'],
    ] as const) {
      const { seen, wrong } = contradicted(
        (_, question) => words.test(question),
        (query) => functionsOf(query).has(name),
      );
      expect(seen).toBeGreaterThan(50);
      expect(wrong).toEqual([]);
    }
  });

  it('agree on how many rows are wanted', () => {
    const numbers = ['two', 'three', 'four', 'five'];
    const { seen, wrong } = contradicted(
      ({ limit }) => limit !== undefined && limit > 1,
      ({ limit = 0 }, question) =>
        question.includes(String(limit)) || question.includes(numbers[limit - 2] ?? '\0'),
    );
    expect(seen).toBeGreaterThan(20);
    expect(wrong).toEqual([]);
  });

  it('agree on different values', () => {
    const { seen, wrong } = contradicted(
      (_, question) => /\b(distinct|unique)\b|\bdifferent\b(?! from)/.test(question),
      (query) => query.groupBy.length > 0 || JSON.stringify(query).includes('"distinct":true'),
    );
    expect(seen).toBeGreaterThan(30);
    expect(wrong).toEqual([]);
  });

  it('agree on what is absent', () => {
    const { seen, wrong } = contradicted(
      (_, question) =>
        /\b(without|not|never)\b|\bno\b(?! (less|more|fewer|later|earlier) than|,)/.test(question),
      (query) =>
        /"negated":true|"not like"|"!="|"null"|"except"|"operator":"="|"operator":"</.test(
          JSON.stringify(query),
        ),
    );
    expect(seen).toBeGreaterThan(20);
    expect(wrong).toEqual([]);
  });
});
