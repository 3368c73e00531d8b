/** The vector of each text that was asked for. */
export type TextVectorMap = ReadonlyMap<string, Float32Array>;

/** Texts whose vectors are remembered, 1.5 kB each. */
const defaultCapacity = 8192;

/** Remembers the vectors of the texts that were used last, so that a program that asks for ever does not grow. */
export class TextStore {
  readonly #encode: (texts: readonly string[]) => Promise<readonly Float32Array[]>;
  readonly #capacity: number;
  /** A Map iterates in order of insertion: the first key was used longest ago. */
  readonly #known = new Map<string, Float32Array>();

  constructor(
    encode: (texts: readonly string[]) => Promise<readonly Float32Array[]>,
    capacity = defaultCapacity,
  ) {
    this.#encode = encode;
    this.#capacity = capacity;
  }

  /** The vectors of all texts; encodes those that are not known. */
  async vectors(texts: readonly string[]): Promise<TextVectorMap> {
    const found = new Map<string, Float32Array>();
    const missing = new Set<string>();
    for (const text of texts) {
      const vector = this.#known.get(text);
      if (vector === undefined) missing.add(text);
      else found.set(text, vector);
    }
    if (missing.size > 0) {
      const names = [...missing];
      const encoded = await this.#encode(names);
      names.forEach((text, index) => found.set(text, encoded[index]!));
    }
    for (const [text, vector] of found) {
      this.#known.delete(text);
      this.#known.set(text, vector);
    }
    for (const text of this.#known.keys()) {
      if (this.#known.size <= this.#capacity) break;
      this.#known.delete(text);
    }
    return found;
  }
}
