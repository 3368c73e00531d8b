/** Something compiled that holds memory until it is released. */
interface Releasable {
  release(): Promise<void>;
}

interface Entry<T> {
  readonly compiled: Promise<T>;
  users: number;
}

/**
 * What was compiled, by signature. Beyond a limit, the least recently used one that no run is using is released.
 */
export class SignatureTable<T extends Releasable> {
  readonly #entries = new Map<string, Entry<T>>(); // the least recently used first
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Signatures in the table. */
  signatures(): string[] {
    return [...this.#entries.keys()];
  }

  /** Runs `body` with what is compiled for a signature; it is not released before `body` has ended. */
  async use<R>(
    signature: string,
    compile: () => Promise<T>,
    body: (compiled: T) => Promise<R>,
  ): Promise<R> {
    let entry = this.#entries.get(signature);
    this.#entries.delete(signature);
    entry ??= { compiled: compile(), users: 0 };
    this.#entries.set(signature, entry);
    entry.users += 1;
    try {
      const compiled = await entry.compiled.catch((error: unknown) => {
        // the caller gets the error; a later call may try again
        if (this.#entries.get(signature) === entry) this.#entries.delete(signature);
        throw error;
      });
      return await body(compiled);
    } finally {
      entry.users -= 1;
      await this.#evict();
    }
  }

  /** Releases everything; the runs must have ended. */
  async clear(): Promise<void> {
    const entries = [...this.#entries.values()];
    this.#entries.clear();
    for (const { compiled } of entries) await compiled.then((each) => each.release());
  }

  async #evict(): Promise<void> {
    for (const [signature, { compiled, users }] of this.#entries) {
      if (this.#entries.size <= this.#limit) return;
      if (users > 0) continue;
      this.#entries.delete(signature);
      await compiled.then((each) => each.release());
    }
  }
}
