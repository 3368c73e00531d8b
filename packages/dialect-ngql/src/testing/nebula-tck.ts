import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { readFeature, type Scenario, type Step } from '@momq/dialect-kit';

const folder = join(
  process.env.MOMQ_DATA ?? '../../../shared/data',
  'conformance/nebula-tck/tests',
);

/** Why the tests that need NebulaGraph's TCK are skipped; undefined where it is. */
export const tckAbsence = existsSync(folder)
  ? undefined
  : 'the TCK of NebulaGraph is not in MOMQ_DATA';

/** Text of a file of the TCK. */
export function tckFile(path: string): string {
  return readFileSync(join(folder, path), 'utf8');
}

/** All scenarios of the TCK, in the order of their files. */
export function tckScenarios(): readonly Scenario[] {
  return readdirSync(join(folder, 'tck'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.feature'))
    .sort()
    .flatMap((file) =>
      readFeature(relative('', file), readFileSync(join(folder, 'tck', file), 'utf8')),
    );
}

/** A query of a scenario, and the step that says what comes of it. */
export interface TckQuery {
  readonly scenario: Scenario;
  readonly text: string;
  readonly expected: Step | undefined;
}

/** The queries of a scenario. */
export function queriesOf(scenario: Scenario): readonly TckQuery[] {
  const queries: TckQuery[] = [];
  scenario.steps.forEach(({ text, doc }, index) => {
    if (doc === undefined || !/(execut|profiling|try to execute)/.test(text)) return;
    const isGiven = text.startsWith('having executed');
    queries.push({
      scenario,
      text: doc,
      expected: isGiven ? undefined : expectation(scenario.steps.slice(index + 1)),
    });
  });
  return queries;
}

/** The step that says what comes of a query: the next one, or that after the lists which its table names. */
function expectation([step, next]: readonly Step[]): Step | undefined {
  if (step === undefined || next === undefined) return step;
  if (!step.text.startsWith('define some list variables')) return step;
  const [names = [], ...rows] = step.table;
  const lists = new Map(
    names.map((name, column) => [
      `<[${name}]>`,
      `[${rows
        .map((row) => row[column])
        .filter(Boolean)
        .join(', ')}]`,
    ]),
  );
  return { ...next, table: next.table.map((row) => row.map((cell) => lists.get(cell) ?? cell)) };
}

/** Parameters that a scenario declares. */
export function parametersOf(scenario: Scenario): Readonly<Record<string, unknown>> {
  const given = scenario.steps.find(({ text }) => text.startsWith('parameters'));
  const json = /parameters[^{]*(\{.*\})/.exec(given?.text ?? '')?.[1];
  return json === undefined ? {} : (JSON.parse(json) as Record<string, unknown>);
}

/** The kind of error that a step expects. */
export function expectedError(step: Step | undefined): string | undefined {
  return /^an? (\w+Error) should be raised/.exec(step?.text ?? '')?.[1];
}
