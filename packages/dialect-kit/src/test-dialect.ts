import assert from 'node:assert/strict';
import { conformanceCases, failureOf, runCase, unknownSkips } from './check-dialect.js';
import type { CheckDialectOptions } from './check-dialect.js';

/** What a test runner gives: `test` of vitest, `node:test` and others have this shape. */
export type RegisterTest = (name: string, run: () => Promise<void>) => unknown;

/** What {@link testDialect} needs. */
export interface TestDialectOptions extends CheckDialectOptions {
  readonly test: RegisterTest;
}

/**
 * Registers the conformance suite as tests: one a case that applies to the pack, and one for each skip that has gone stale.
 *
 * @example
 * ```ts
 * import { test } from 'vitest';
 * testDialect({ dialect: duckdb(), test, writes: ['DELETE FROM ship', 'DROP TABLE visit'] });
 * ```
 */
export function testDialect({ test, ...options }: TestDialectOptions): void {
  const { dialect, skip = {} } = options;
  for (const conformanceCase of conformanceCases) {
    if (conformanceCase.appliesTo?.(dialect) === false) continue;
    const reason = skip[conformanceCase.name];
    if (reason === undefined) test(conformanceCase.name, () => runCase(conformanceCase, options));
    else
      test(`${conformanceCase.name} (not yet: ${reason})`, async () => {
        const failure = await failureOf(conformanceCase, options);
        assert.notEqual(
          failure,
          undefined,
          'expected the skipped case to fail, but it passes. Take the skip out.',
        );
      });
  }
  for (const name of unknownSkips(skip))
    test(`skip of ${name}`, () =>
      Promise.reject(
        new Error(`expected the name of a case, got ${name}. Correct or remove the skip.`),
      ));
}
