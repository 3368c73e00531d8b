import type { JitFunction } from '@momq/engine';

/**
 * Passes that are compiled, each for one kind and size. Each may hold a copy of the whole base, laid out for the kernels: where there
 * are as many as may be, those that were not used for longest are freed before the next is compiled. Passes run one after the other.
 */
export class CompiledPasses {
  readonly #limit: number;
  readonly #kept = new Map<string, JitFunction>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** The pass of that name. @param create makes its function; it compiles with its first run */
  async of(name: string, create: () => JitFunction): Promise<JitFunction> {
    let found = this.#kept.get(name);
    if (found === undefined) {
      await this.#free(this.#limit - 1);
      found = create();
    }
    this.#kept.delete(name); // the most recent one comes last
    this.#kept.set(name, found);
    return found;
  }

  /** Frees all. */
  clear(): Promise<void> {
    return this.#free(0);
  }

  async #free(left: number): Promise<void> {
    for (const [name, each] of this.#kept) {
      if (this.#kept.size <= left) return;
      this.#kept.delete(name);
      await each.dispose();
    }
  }
}
