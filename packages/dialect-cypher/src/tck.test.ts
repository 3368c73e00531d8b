import { describe, expect, it } from 'vitest';
import { tckAbsence } from './testing/open-cypher-tck.js';
import { runTck, type TckOutcome, type TckResult } from './testing/tck-run.js';

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
    expect(share(results, 'right')).toBeGreaterThan(0.92);
    expect(share(results, 'wrong', 'accepted')).toBeLessThan(0.01);
  });
});

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
