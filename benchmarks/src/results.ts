import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { runFacts, type RunFacts } from './machine.js';
import type { Measurement } from './measurement.js';

/** What a run measured. */
export interface Results {
  readonly description: string;
  readonly seed: number;
  readonly measurements: readonly Measurement[];
}

/** Content of `results/<suite>.json` of a suite with cases: each case with the machine and commit of its latest run. */
interface CaseResults {
  readonly suite: string;
  readonly description: string;
  readonly cases: Readonly<Record<string, RunFacts & Results>>;
}

/** Writes `results/<suite>.json`. */
export function saveSuite(suite: string, { description, ...results }: Results): void {
  write(suite, { suite, description, ...runFacts(), ...results });
}

/** Writes the results of one case into `results/<suite>.json`; those of the other cases stay. */
export function saveCase(
  suite: string,
  description: string,
  { name, ...results }: Results & { readonly name: string },
): void {
  const file = fileOf(suite);
  const before = existsSync(file)
    ? (JSON.parse(readFileSync(file, 'utf8')) as CaseResults).cases
    : {};
  const { description: caseDescription, ...rest } = results;
  const measured = { description: caseDescription, ...runFacts(), ...rest };
  write(suite, { suite, description, cases: { ...before, [name]: measured } });
}

function write(suite: string, record: object): void {
  writeFileSync(fileOf(suite), `${JSON.stringify(record, null, 2)}\n`);
}

function fileOf(suite: string): URL {
  return new URL(`../results/${suite}.json`, import.meta.url);
}
