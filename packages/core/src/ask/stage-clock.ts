import type { AskEvent, AskOptions, AskTimings } from './answer.js';

type Stage = Extract<AskEvent, { type: 'stage' }>['stage'];

/** Tells where a question is, stops it at the signal, and adds up where its time went. */
export class StageClock {
  readonly #options: Pick<AskOptions, 'signal' | 'onProgress'>;
  readonly #start = performance.now();
  readonly #openMs: number | undefined;
  readonly #spent: Record<Stage, number> = {
    schema: 0,
    model: 0,
    generate: 0,
    execute: 0,
    repair: 0,
  };
  #checkMs = 0;
  #running: { readonly stage: Stage; readonly since: number } | undefined;

  /** @param openMs - what opening the database took, where this answer is the first to tell */
  constructor(options: Pick<AskOptions, 'signal' | 'onProgress'>, openMs?: number) {
    this.#options = options;
    this.#openMs = openMs;
  }

  /** Ends the stage that runs and begins another. @throws the signal's reason once it is aborted */
  begin(stage: Stage): void {
    this.end();
    this.#options.signal?.throwIfAborted();
    this.#options.onProgress?.({ type: 'stage', stage });
    this.#running = { stage, since: performance.now() };
  }

  /** Ends the stage that runs. */
  end(): void {
    if (this.#running === undefined) return;
    this.#spent[this.#running.stage] += performance.now() - this.#running.since;
    this.#running = undefined;
  }

  /** Counts a part of `execute` as the checking of candidates. */
  addChecks(milliseconds: number): void {
    this.#checkMs += milliseconds;
  }

  /** What was spent so far. */
  timings(): AskTimings {
    const { schema, model, generate, execute, repair } = this.#spent;
    const openMs = this.#openMs;
    return {
      ...(openMs !== undefined && { openMs }),
      schemaMs: schema,
      modelMs: model,
      generateMs: generate + repair,
      checkMs: this.#checkMs,
      executeMs: Math.max(0, execute - this.#checkMs),
      totalMs: performance.now() - this.#start + (openMs ?? 0),
    };
  }
}
