/** Every case of the check has a pack that breaks it alone. */
import { beforeAll, describe, expect, it } from 'vitest';
import { checkDialect, conformanceCases } from './check-dialect.js';
import type { CaseReport } from './check-dialect.js';
import { brokenDatabases } from './testing/broken/broken-databases.js';
import { brokenLanguages } from './testing/broken/broken-languages.js';
import { brokenLimits } from './testing/broken/broken-limits.js';
import { brokenParsers } from './testing/broken/broken-parsers.js';
import { everyConstruct, given } from './testing/json-check.js';

const broken = [...brokenParsers, ...brokenDatabases, ...brokenLimits, ...brokenLanguages];

/** Cases without a broken pack: the reference dialect skips the one, and is no SQL, which the others ask. */
const unbroken = conformanceCases
  .map(({ name }) => name)
  .filter((name) => name === everyConstruct || name.startsWith('idioms: '));

describe('a broken pack', () => {
  it('is there for every case', () => {
    expect([...broken.map(([name]) => name), ...unbroken].sort()).toEqual(
      conformanceCases.map(({ name }) => name).sort(),
    );
  });

  // Four at once: each waits for queries that run into their time limit, and these waits are one. All at once would
  // count the others' time against the parser's limit on a busy machine.
  const checked = new Map<string, readonly CaseReport[]>();
  beforeAll(async () => {
    const rest = [...broken];
    const checkRest = async (): Promise<void> => {
      for (let next = rest.shift(); next !== undefined; next = rest.shift())
        checked.set(next[0], await checkDialect({ dialect: next[1], ...given }));
    };
    await Promise.all([checkRest(), checkRest(), checkRest(), checkRest()]);
  });

  it.each(broken)('fails exactly: %s', (name) => {
    const reports = checked.get(name)!;
    const failed = reports.filter(({ outcome }) => outcome === 'failed');
    expect(failed.map((report) => report.name)).toEqual([name]);
    expect(failed[0]!.reason).not.toBe('');
  });
});
