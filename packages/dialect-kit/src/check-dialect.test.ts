import { describe, expect, it, test } from 'vitest';
import { checkDialect, conformanceCases } from './check-dialect.js';
import { everyConstruct, given } from './testing/json-check.js';
import { jsonDialect } from './testing/json-dialect.js';
import { testDialect } from './test-dialect.js';

testDialect({ dialect: jsonDialect(), test, ...given });

describe('checkDialect', () => {
  it('reports every case once', async () => {
    const reports = await checkDialect({ dialect: jsonDialect(), ...given });
    expect(reports.map(({ name }) => name)).toEqual(conformanceCases.map(({ name }) => name));
    const idioms = conformanceCases.filter(({ name }) => name.startsWith('idioms: '));
    expect(idioms).toHaveLength(5);
    const others = reports.filter(({ outcome }) => outcome !== 'passed');
    expect(others.map(({ name, outcome }) => [name, outcome])).toEqual([
      [everyConstruct, 'skipped'],
      ...idioms.map(({ name }) => [name, 'not-applicable']), // its language is no SQL
    ]);
  });

  it('calls a skip stale when the case passes or does not exist', async () => {
    const skip = {
      ...given.skip,
      'contract: defineDialect accepts the pack': 'late',
      'contract: gone': 'old',
    };
    const reports = await checkDialect({ dialect: jsonDialect(), ...given, skip });
    const stale = reports.filter(({ outcome }) => outcome === 'stale');
    expect(stale.map(({ name, reason }) => [name, reason])).toEqual([
      ['contract: defineDialect accepts the pack', 'skipped, but it passes'],
      ['contract: gone', 'no case has this name'],
    ]);
  });

  it('lets a pack skip what it does not pass, and leaves out what it does not claim', async () => {
    const dialect = { ...jsonDialect(), keywords: { all: ['kind'], specific: [] } };
    const skip = { 'contract: keywords are upper case and stand once': 'keywords are lower case' };
    const { language: _, ...silent } = dialect;
    const reports = await checkDialect({ dialect: silent, ...given, skip });
    const outcome = (name: string) => reports.find((report) => report.name === name)?.outcome;
    expect(outcome('contract: keywords are upper case and stand once')).toBe('skipped');
    expect(outcome('language: a pattern, case ignored')).toBe('not-applicable');
  });
});
