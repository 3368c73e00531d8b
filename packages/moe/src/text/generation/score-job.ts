import type { Continuation, GenerationJob, RowOutput } from './generation-job.js';
import type { PreparedScore } from './prepared-score.js';

/** Reads continuations token by token, a row each, and notes how likely each token was. */
export class ScoreJob implements GenerationJob {
  readonly prefix: readonly number[];
  readonly prompt: readonly number[];
  readonly dialect: string | null;
  readonly maxRows: number;
  readonly maxLength: number;
  readonly signal: AbortSignal | null;
  readonly onPrefix: GenerationJob['onPrefix'];
  readonly #continuations: readonly (readonly number[])[];
  readonly #settle: (logProbs: readonly (readonly number[])[], error?: unknown) => void;
  readonly #logProbs: number[][];
  #live: readonly number[];
  #read = 0;

  constructor(
    { prefix, prompt, continuations, dialect, signal, onPrefix }: PreparedScore,
    settle: (logProbs: readonly (readonly number[])[], error?: unknown) => void,
  ) {
    this.prefix = prefix;
    this.prompt = prompt;
    this.dialect = dialect;
    this.maxRows = continuations.length;
    this.maxLength = prompt.length + Math.max(...continuations.map(({ length }) => length));
    this.signal = signal;
    this.onPrefix = onPrefix;
    this.#continuations = continuations;
    this.#settle = settle;
    this.#logProbs = continuations.map(() => []);
    this.#live = continuations.map((_, number) => number);
  }

  advance(rows: readonly RowOutput[]): readonly Continuation[] {
    const going: { number: number; parent: number; token: number }[] = [];
    this.#live.forEach((number, i) => {
      const parent = this.#read === 0 ? 0 : i; // all begin where the prompt ends
      const { logits, logSumExp } = rows[parent] as RowOutput;
      const tokens = this.#continuations[number] as readonly number[];
      const token = tokens[this.#read] as number;
      (this.#logProbs[number] as number[]).push((logits[token] as number) - logSumExp);
      if (this.#read + 1 < tokens.length) going.push({ number, parent, token });
    });
    this.#read += 1;
    this.#live = going.map(({ number }) => number);
    return going.map(({ parent, token }) => ({ parent, token }));
  }

  finish(error?: unknown): void {
    this.#settle(this.#logProbs, error);
  }
}
