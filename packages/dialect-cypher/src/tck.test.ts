import { describe, expect, it } from 'vitest';
import { tckAbsence } from './testing/open-cypher-tck.js';
import { runTck, type TckOutcome, type TckResult } from './testing/tck-run.js';

/** Their graphs are built with DELETE, which the tests do not write. */
const knownRefusals = [
  'clauses/match/Match5.feature: [26] Handling mixed relationship patterns and directions 1',
  'clauses/match/Match5.feature: [27] Handling mixed relationship patterns and directions 2',
];

function share(of: readonly TckResult[], ...outcomes: readonly TckOutcome[]): number {
  return of.filter(({ outcome }) => outcomes.includes(outcome)).length / of.length;
}

describe.skipIf(tckAbsence !== undefined)(`openCypher's TCK (${tckAbsence ?? 'there'})`, () => {
  it('answers the reads as openCypher says, and refuses what it cannot', () => {
    const results = runTck();
    const folders = new Map<string, TckResult[]>();
    for (const result of results) {
      const folder = result.scenario.feature.split('/').slice(0, -1).join('/');
      folders.set(folder, [...(folders.get(folder) ?? []), result]);
    }
    const rates = (of: readonly TckResult[]): string =>
      `${of.length} reads: ${percent(share(of, 'right'))} right, ${percent(share(of, 'refused', 'unsupported'))} refused, ${percent(share(of, 'wrong', 'accepted'))} silently wrong`;
    for (const [folder, of] of folders) console.log(`${folder}: ${rates(of)}`);
    console.log(rates(results));
    expect(results.length).toBeGreaterThan(2500);
    expect(share(results, 'right')).toBeGreaterThan(0.995);
    expect(named(results, 'wrong', 'accepted')).toEqual([]);
    expect(named(results, 'refused', 'unsupported')).toEqual(knownRefusals);
  }, 600_000);
});

/** Queries of these outcomes, by the name of their scenario. */
function named(of: readonly TckResult[], ...outcomes: readonly TckOutcome[]): readonly string[] {
  return of
    .filter(({ outcome }) => outcomes.includes(outcome))
    .map(({ scenario: { feature, name } }) => `${feature}: ${name}`);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
