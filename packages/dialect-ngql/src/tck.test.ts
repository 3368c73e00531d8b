import { describe, expect, it } from 'vitest';
import { parseStatements } from './syntax/statement-parser.js';
import {
  expectedError,
  parametersOf,
  queriesOf,
  tckAbsence,
  tckScenarios,
} from './testing/nebula-tck.js';

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
});
