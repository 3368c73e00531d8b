/** Stands for the beginning of a character that takes several tokens. */
export const unfinishedCharacter = '\uFFFD';

/** Names under one folding, asked for by their beginning. */
export class NameList {
  readonly #sorted: readonly string[];
  readonly #set: ReadonlySet<string>;

  constructor(names: Iterable<string>) {
    this.#set = new Set(names);
    this.#sorted = [...this.#set].sort((a, b) => (a < b ? -1 : 1));
  }

  /** The names, sorted by code unit. */
  get names(): readonly string[] {
    return this.#sorted;
  }

  has(name: string): boolean {
    return this.#set.has(name);
  }

  /** Whether a name begins so; {@link unfinishedCharacter} at the end stands for any character beyond ASCII. */
  begins(beginning: string): boolean {
    if (!beginning.endsWith(unfinishedCharacter)) {
      return this.#sorted[this.#firstFrom(beginning)]?.startsWith(beginning) === true;
    }
    const written = beginning.slice(0, -1);
    for (let i = this.#firstFrom(written); i < this.#sorted.length; i += 1) {
      const name = this.#sorted[i] as string;
      if (!name.startsWith(written)) return false;
      if (name.charCodeAt(written.length) > 0x7f) return true;
    }
    return false;
  }

  #firstFrom(beginning: string): number {
    let low = 0;
    let high = this.#sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#sorted[middle] as string) < beginning) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
