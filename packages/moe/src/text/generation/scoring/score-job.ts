import type { ActingGroup } from '../expert-lanes.js';
import type { TreeJob } from '../generation-job.js';
import { TREE_TOKENS, treePlan, type TreePass, type TreePlan } from './continuation-trees.js';
import type { PreparedScore } from './prepared-score.js';

/** Takes the log-probabilities of the tokens of each continuation, or what ended the request. */
export type SettleScores = (logProbs: readonly (readonly number[])[], error?: unknown) => void;

/** Reads continuations as trees behind a prompt, and notes how likely each token was. */
export class ScoreJob implements TreeJob {
  readonly kind = 'trees';
  readonly prefix: readonly number[];
  readonly keepPrefixOnDisk: boolean;
  readonly prompt: readonly number[];
  readonly dialect: ActingGroup;
  readonly maxRows = 1;
  readonly maxLength: number;
  readonly signal: AbortSignal | null;
  readonly onPrefix: TreeJob['onPrefix'];
  readonly #plan: TreePlan;
  readonly #settle: SettleScores;
  readonly #read: Float32Array[] = [];
  #next = 0;

  constructor(
    { prefix, keepPrefixOnDisk, prompt, continuations, dialect, signal, onPrefix }: PreparedScore,
    settle: SettleScores,
  ) {
    this.prefix = prefix;
    this.keepPrefixOnDisk = keepPrefixOnDisk;
    this.prompt = prompt.slice(0, -1); // the last token is the root of the trees
    this.dialect = dialect;
    this.#plan = treePlan(prompt.at(-1) as number, continuations);
    const last = Math.max(...this.#plan.passes.flat().map(({ offset }) => offset));
    this.maxLength = this.prompt.length + last + TREE_TOKENS;
    this.signal = signal;
    this.onPrefix = onPrefix;
    this.#settle = settle;
  }

  next(): readonly TreePass[] | null {
    return this.#plan.passes[this.#next++] ?? null;
  }

  read(logProbs: Float32Array): void {
    this.#read.push(logProbs);
  }

  finish(error?: unknown): void {
    const { places } = this.#plan;
    const found = error === undefined ? places : [];
    this.#settle(
      found.map((own) => own.map(({ pass, edge }) => this.#read[pass]?.[edge] as number)),
      error,
    );
  }
}
