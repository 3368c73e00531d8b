/** An output in the making. */
export interface Hypothesis {
  /** Log-probability of its tokens. */
  readonly logProb: number;
  /** Number of its tokens. */
  readonly length: number;
}

/** A way to go on with a hypothesis. */
export interface Extension {
  readonly token: number;
  /** Log-probability of the hypothesis with this token. */
  readonly logProb: number;
}

/** A hypothesis that is complete. */
export interface Finished<H> {
  readonly hypothesis: H;
  /** `logProb / length ^ lengthPenalty` */
  readonly score: number;
}

/** A live hypothesis with the row of the step that it continues. */
export interface Continued<H> {
  readonly hypothesis: H;
  readonly parent: number;
}

/** Sizes of a search. */
export interface BeamSearchSettings {
  readonly beams: number;
  /** 0 = raw log-probability, 1 = mean per token. */
  readonly lengthPenalty: number;
  /** Most tokens of an output. */
  readonly maxLength: number;
  /** What is less likely than the likeliest by more than this, in natural logarithms, is given up. Default: nothing is. */
  readonly margin?: number;
}

/** How a step's result continues the hypotheses. */
export interface BeamStep<H> {
  /** At most `count` likeliest continuations of the hypothesis in `row`, best first, of equals the smaller token. */
  extensions(hypothesis: H, row: number, count: number): readonly Extension[];
  /** The hypothesis with one more token. */
  extend(hypothesis: H, row: number, extension: Extension): H;
  /** Whether an extended hypothesis is complete. */
  isComplete(hypothesis: H): boolean;
}

/**
 * Beam search: of all continuations of all live hypotheses the best ones live on. Who runs the model's steps is the caller's
 * affair. The search is over when no live hypothesis can beat the worst of as many finished ones as there are beams, or when what
 * lives is outside of the margin.
 */
export class BeamSearch<H extends Hypothesis> {
  readonly #settings: BeamSearchSettings;
  #live: readonly H[];
  #finished: Finished<H>[] = [];

  constructor(first: H, settings: BeamSearchSettings) {
    this.#settings = settings;
    this.#live = [first];
  }

  /** Hypotheses to run the next step of, in the order of its rows; none when the search is over. */
  get live(): readonly H[] {
    return this.#live;
  }

  /** Complete outputs, best score first, at most as many as there are beams. */
  get finished(): readonly Finished<H>[] {
    return this.#finished;
  }

  /** Takes the result of a step. @returns the new live hypotheses */
  advance(step: BeamStep<H>): readonly Continued<H>[] {
    const { beams } = this.#settings;
    const going: Continued<H>[] = [];
    for (const { parent, token, logProb } of this.#bestExtensions(step)) {
      if (going.length === beams) break;
      const hypothesis = step.extend(this.#live[parent] as H, parent, { token, logProb });
      if (step.isComplete(hypothesis))
        this.#finished.push({ hypothesis, score: this.#score(hypothesis) });
      else going.push({ hypothesis, parent });
    }
    const worth = this.#worthGoing(going);
    this.#finished = this.#finished
      .filter(worth)
      .sort((a, b) => b.score - a.score)
      .slice(0, beams);
    const kept = going.filter(worth);
    this.#live = kept.map(({ hypothesis }) => hypothesis);
    if (!this.#isDecided()) return kept;
    this.#live = [];
    return [];
  }

  /** What is within the margin of the likeliest, complete or not. */
  #worthGoing(
    going: readonly Continued<H>[],
  ): (of: { readonly hypothesis: Hypothesis }) => boolean {
    const { margin = Infinity } = this.#settings;
    const all = [...going, ...this.#finished].map(({ hypothesis }) => hypothesis.logProb);
    const least = Math.max(...all) - margin;
    return ({ hypothesis }) => hypothesis.logProb >= least;
  }

  /** The 2 · beams most likely continuations: even if half of them are complete, the beam stays full. */
  #bestExtensions(step: BeamStep<H>): (Extension & { readonly parent: number })[] {
    const count = 2 * this.#settings.beams;
    return this.#live
      .flatMap((hypothesis, parent) =>
        step
          .extensions(hypothesis, parent, count)
          .map(({ token, logProb }) => ({ token, logProb, parent })),
      )
      .sort((a, b) => b.logProb - a.logProb || a.parent - b.parent || a.token - b.token)
      .slice(0, count);
  }

  #score({ logProb, length }: Hypothesis): number {
    return logProb / length ** this.#settings.lengthPenalty;
  }

  /** Log-probabilities only fall, so a live hypothesis scores at most what it would as it is, a token longer or at full length. */
  #isDecided(): boolean {
    const { beams, maxLength } = this.#settings;
    const worst = this.#finished[beams - 1];
    if (worst === undefined) return this.#live.length === 0;
    return this.#live.every(({ logProb, length }) =>
      [length + 1, maxLength].every((end) => this.#score({ logProb, length: end }) <= worst.score),
    );
  }
}
