import type { Database, DialectPack } from '@momq/dialect';
import { contractCases } from './cases/contract-cases.js';
import { databaseCases } from './cases/database-cases.js';
import { guardCases } from './cases/guard-cases.js';
import { idiomCases } from './cases/idiom-cases.js';
import { languageCases } from './cases/language-cases.js';
import { limitCases } from './cases/limit-cases.js';
import { parserCases } from './cases/parser-cases.js';
import type { ConformanceCase } from './conformance-case.js';

/** Every case of the suite, in the order in which they run. */
export const conformanceCases: readonly ConformanceCase[] = [
  ...contractCases,
  ...parserCases,
  ...databaseCases,
  ...limitCases,
  ...guardCases,
  ...languageCases,
  ...idiomCases,
];

/** What is checked, and what a pack says of itself. */
export interface CheckDialectOptions {
  readonly dialect: DialectPack;
  /** Statements of the dialect that would write to tables `ship` and `visit` (labels, in graphs); none may have an effect. */
  readonly writes: readonly string[];
  /** Files or servers that cannot be opened, for packs that open some; a password in them must be `hunter2`. Default: none. */
  readonly unreachable?: readonly string[];
  /** Cases that the pack does not pass, by exact name, with the reason. They run all the same: one that passes is an error. */
  readonly skip?: Readonly<Record<string, string>>;
}

/** What became of a case. `stale`: it is skipped but would pass, or the skip names no case. */
export type CaseOutcome = 'passed' | 'failed' | 'skipped' | 'stale' | 'not-applicable';

/** One case and what became of it. */
export interface CaseReport {
  readonly name: string;
  readonly outcome: CaseOutcome;
  /** Why it failed, or the reason of the skip. */
  readonly reason?: string;
  readonly elapsedMs: number;
}

/** Runs one case; the databases that it opens are closed afterwards. */
export async function runCase(
  conformanceCase: ConformanceCase,
  { dialect, writes, unreachable = [] }: CheckDialectOptions,
): Promise<void> {
  const opened: Database[] = [];
  try {
    await conformanceCase.run({
      pack: dialect,
      writes,
      unreachable,
      async open(content) {
        const database = await dialect.createDatabase(content);
        opened.push(database);
        return database;
      },
    });
  } finally {
    await Promise.all(opened.map((database) => database.close()));
  }
}

/** Runs every case that applies to the pack, one after the other. Nothing is thrown: the report says what failed. */
export async function checkDialect(options: CheckDialectOptions): Promise<readonly CaseReport[]> {
  const { dialect, skip = {} } = options;
  const reports: CaseReport[] = [];
  for (const conformanceCase of conformanceCases) {
    const { name } = conformanceCase;
    if (conformanceCase.appliesTo?.(dialect) === false) {
      reports.push({ name, outcome: 'not-applicable', elapsedMs: 0 });
      continue;
    }
    const started = performance.now();
    const failure = await failureOf(conformanceCase, options);
    const elapsedMs = performance.now() - started;
    reports.push({ name, elapsedMs, ...verdict(failure, skip[name]) });
  }
  for (const name of unknownSkips(skip))
    reports.push({ name, outcome: 'stale', reason: 'no case has this name', elapsedMs: 0 });
  return reports;
}

/** Names of skips that no case has. */
export function unknownSkips(skip: Readonly<Record<string, string>>): string[] {
  const known = new Set(conformanceCases.map(({ name }) => name));
  return Object.keys(skip).filter((name) => !known.has(name));
}

/** What a case failed with, as text; undefined where it passed. */
export async function failureOf(
  conformanceCase: ConformanceCase,
  options: CheckDialectOptions,
): Promise<string | undefined> {
  try {
    await runCase(conformanceCase, options);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function verdict(
  failure: string | undefined,
  skipReason: string | undefined,
): Pick<CaseReport, 'outcome' | 'reason'> {
  if (skipReason !== undefined)
    return failure === undefined
      ? { outcome: 'stale', reason: 'skipped, but it passes' }
      : { outcome: 'skipped', reason: skipReason };
  return failure === undefined ? { outcome: 'passed' } : { outcome: 'failed', reason: failure };
}
