import { acrossSeeds, pairedDifference } from '@momq/core/evaluation';
import type { AnswersByQuestion, Estimate, PairedDifference } from '@momq/core/evaluation';
import type { Outcome } from './measure-model.js';

/** Runs of one method, one for each seed, with their outcomes by set of questions. */
export type Outcomes = Readonly<Record<string, Outcome>>;

/** Mean of numbers. */
export function mean(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0) / values.length;
}

/** Share of right answers. */
export function accuracy({ correct }: Outcome): number {
  return mean(Object.values(correct).map(Number));
}

/** Answers of all seeds by question, of some sets of questions. */
export function answersOf(runs: readonly Outcomes[], sets: readonly string[]): AnswersByQuestion {
  const answers = new Map<string, boolean[]>();
  for (const run of runs)
    for (const set of sets)
      for (const [id, correct] of Object.entries(run[set]!.correct)) {
        const key = `${set}/${id}`;
        answers.set(key, [...(answers.get(key) ?? []), correct]);
      }
  return answers;
}

/** First minus second in accuracy, over all sets (`all`) and by set. */
export function differences(
  first: readonly Outcomes[],
  second: readonly Outcomes[],
  sets: readonly string[],
): Readonly<Record<string, PairedDifference>> {
  const of = (chosen: readonly string[]): PairedDifference =>
    pairedDifference(answersOf(first, chosen), answersOf(second, chosen));
  return { all: of(sets), ...Object.fromEntries(sets.map((set) => [set, of([set])])) };
}

/** First minus second in nats a token of the gold: mean over the questions that both scored, each the mean of its seeds, with a t interval. */
export function lossDifference(
  first: readonly Outcomes[],
  second: readonly Outcomes[],
  sets: readonly string[],
): Estimate {
  const sums = new Map<string, number>();
  for (const [seed, run] of first.entries())
    for (const set of sets)
      for (const [id, loss] of Object.entries(run[set]!.goldLoss ?? {})) {
        const other = second[seed]![set]!.goldLoss?.[id];
        if (other === undefined) continue;
        const key = `${set}/${id}`;
        sums.set(key, (sums.get(key) ?? 0) + (loss - other) / first.length);
      }
  return acrossSeeds([...sums.values()]);
}

/** A share in percent. */
export function percent(value: number): string {
  return (100 * value).toFixed(1);
}

/** An estimate with its interval, in percent. */
export function interval({ mean: value, low, high }: Estimate): string {
  return `${percent(value)} [${percent(low)}, ${percent(high)}]`;
}

/** A difference with its interval, in points. */
export function signed({ mean: value, low, high }: Estimate): string {
  const sign = (x: number): string => `${x >= 0 ? '+' : '−'}${percent(Math.abs(x))}`;
  return `${sign(value)} [${sign(low)}, ${sign(high)}]`;
}

/** A difference of losses with its interval, in nats. */
export function signedNats({ mean: value, low, high }: Estimate): string {
  const sign = (x: number): string => `${x >= 0 ? '+' : '−'}${Math.abs(x).toFixed(3)}`;
  return `${sign(value)} [${sign(low)}, ${sign(high)}]`;
}

/** The p of a McNemar test. */
export function pValue({ mcNemar }: PairedDifference): string {
  return mcNemar < 0.001 ? '< 0.001' : mcNemar.toFixed(3);
}

/** What came out, in one sentence. */
export function verdict(first: string, second: string, difference: Estimate): string {
  const points = `${signed(difference)} points.`;
  if (difference.low > 0) return `${first} is better than ${second}: ${points}`;
  if (difference.high < 0) return `${first} is worse than ${second}: ${points}`;
  return `No difference shown between ${first} and ${second}: ${points}`;
}
