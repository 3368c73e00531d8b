import { describe, expect, it } from 'vitest';
import { parseStatements } from './syntax/statement-parser.js';
import {
  expectedError,
  parametersOf,
  queriesOf,
  tckAbsence,
  tckScenarios,
} from './testing/nebula-tck.js';
import { knownDifferences, knownRefusals } from './testing/tck-known.js';
import { runTck, type TckOutcome, type TckResult } from './testing/tck-run.js';

/** Texts in which an outline's placeholder was left open are no queries. */
const isFilled = (text: string): boolean => !/<(vid|where_condition|id_\d+)>/.test(text);

function parses(text: string, parameters: ReadonlySet<string>): boolean {
  try {
    parseStatements(text, parameters);
    return true;
  } catch {
    return false;
  }
}

describe.skipIf(tckAbsence !== undefined)(`NebulaGraph's TCK (${tckAbsence ?? 'there'})`, () => {
  it('accepts what NebulaGraph accepts and rejects its syntax errors', () => {
    const queries = tckScenarios()
      .flatMap(queriesOf)
      .filter(({ text }) => isFilled(text));
    const taken = (wanted: boolean): readonly boolean[] =>
      queries
        .filter(({ expected }) => (expectedError(expected) === 'SyntaxError') !== wanted)
        .map(({ text, scenario }) => parses(text, new Set(Object.keys(parametersOf(scenario)))));
    const [valid, invalid] = [taken(true), taken(false)];
    const share = (list: readonly boolean[], of: boolean): number =>
      list.filter((each) => each === of).length / list.length;
    console.log(
      `accepted ${(100 * share(valid, true)).toFixed(1)} % of ${valid.length}, rejected ${(100 * share(invalid, false)).toFixed(1)} % of ${invalid.length}`,
    );
    expect(valid.length).toBeGreaterThan(5000);
    expect(share(valid, true)).toBeGreaterThan(0.98);
    expect(share(invalid, false)).toBeGreaterThan(0.95);
  });

  it('answers the reads as NebulaGraph does, refuses what it refuses, and differs where that is known', () => {
    const results = runTck();
    const share = (of: readonly TckResult[], ...outcomes: readonly TckOutcome[]): number =>
      of.filter(({ outcome }) => outcomes.includes(outcome)).length / of.length;
    const errors = results.filter(({ expected }) => expectedError(expected) !== undefined);
    const rates = {
      right: share(results, 'right'),
      'silently wrong': share(results, 'wrong', 'accepted'),
      'errors refused': share(errors, 'right', 'unsupported'),
    };
    console.log(`of ${results.length} reads, ${errors.length} with an error`, rates);
    expect(results.length).toBeGreaterThan(3000);
    expect(rates.right).toBeGreaterThan(0.97);
    expect(rates['silently wrong']).toBeLessThan(0.01);
    expect(rates['errors refused']).toBeGreaterThan(0.98);
    const named = (...outcomes: readonly TckOutcome[]): readonly string[] => [
      ...new Set(results.filter(({ outcome }) => outcomes.includes(outcome)).map(nameOf)),
    ];
    expect(named('wrong', 'accepted').filter((name) => !(name in knownDifferences))).toEqual([]);
    expect(named('refused', 'unsupported').filter((name) => !(name in knownRefusals))).toEqual([]);
  });
});

/** The end of a file's path, and the scenario. */
function nameOf({ scenario: { feature, name } }: TckResult): string {
  return `${feature.split('/').slice(-2).join('/')}: ${name}`;
}
