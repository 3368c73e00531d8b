import { DatagenError } from '../../datagen-error.js';

/** Ends a stage whose model gives nothing that can be used, with the reasons. */
export class Patience {
  readonly #limit: number;
  readonly #what: string;
  readonly #reasons = new Map<string, number>();
  #row = 0;

  /** @param limit - unusable results in a row, at which the run ends */
  constructor(limit: number, what: string) {
    this.#limit = limit;
    this.#what = what;
  }

  /** Something could be used. */
  usable(): void {
    this.#row = 0;
    this.#reasons.clear();
  }

  /** @throws DatagenError `DATAGEN_NOTHING_USABLE` when it was one too many */
  unusable(reason: string): void {
    this.#row += 1;
    this.#reasons.set(reason, (this.#reasons.get(reason) ?? 0) + 1);
    if (this.#row < this.#limit) return;
    const reasons = [...this.#reasons]
      .sort((a, b) => b[1] - a[1])
      .slice(0, 3)
      .map(([text, count]) => `${count} × ${text}`);
    throw new DatagenError(
      'DATAGEN_NOTHING_USABLE',
      `${this.#what}: expected something usable from the model, got ${this.#limit} in a row that are not: ${reasons.join('; ')}. Take a larger model, or look at rejected.jsonl; what was kept so far is written.`,
    );
  }
}
