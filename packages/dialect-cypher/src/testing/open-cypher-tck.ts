import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readFeature, type Scenario, type Step } from '@momq/dialect-kit';

const folder = join(
  process.env.MOMQ_DATA ?? '../../../shared/data',
  'conformance/opencypher-tck/tck',
);

/** Why the tests that need openCypher's TCK are skipped; undefined where it is. */
export const tckAbsence = existsSync(folder) ? undefined : "openCypher's TCK is not in MOMQ_DATA";

/** Text of a graph that scenarios name. */
export function tckGraph(name: string): string {
  return readFileSync(join(folder, 'graphs', name, `${name}.cypher`), 'utf8');
}

/** All scenarios, in the order of their files; `feature` is the path of the file. */
export function tckScenarios(): readonly Scenario[] {
  return readdirSync(join(folder, 'features'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.feature'))
    .sort()
    .flatMap((file) => readFeature(file, readFileSync(join(folder, 'features', file), 'utf8')));
}

/** A query of a scenario, and the step that says what comes of it. */
export interface TckQuery {
  readonly text: string;
  readonly expected: Step;
}

/** The queries of a scenario that have an expectation. */
export function queriesOf({ steps }: Scenario): readonly TckQuery[] {
  return steps.flatMap(({ text, doc }, index) => {
    const expected = steps[index + 1];
    if (doc === undefined || !/^executing (control )?query/.test(text) || !expected) return [];
    return [{ text: doc, expected }];
  });
}

/** Texts that build the graph of a scenario. */
export function setupOf({ steps }: Scenario): readonly string[] {
  return steps.flatMap(({ text, doc }) => {
    const graph = /^the ([\w-]+) graph$/.exec(text)?.[1];
    if (graph !== undefined) return [tckGraph(graph)];
    return doc !== undefined && text.startsWith('having executed') ? [doc] : [];
  });
}
