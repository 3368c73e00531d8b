import { MoeError } from '../../errors.js';
import { BatchRows, type BatchRow } from './batch-rows.js';
import { CachePool } from './cache-pool.js';
import type { ExpertLanes } from './expert-lanes.js';
import type { Continuation, GenerationJob, RowOutput } from './generation-job.js';
import type { LaneBook } from './lane-book.js';
import type { StepResult, StepRunner } from './step-runner.js';
import { layerTraces } from './trace.js';

/** Passes over a prompt take so many tokens; shorter rests are padded to the smallest. */
const CHUNKS = [128, 16] as const;
/** Prompt tokens read between two tokens of the requests that decode. */
const PROMPT_TOKENS_PER_STEP = 512;
/** Caches have room for a multiple of so many tokens, growing fourfold, so that few sizes are compiled. */
const FIRST_SLOTS = 128;

/** Sizes of a scheduler. */
export interface SchedulerOptions {
  /** Rows at once. */
  readonly maxBatch: number;
  /** Longest row. */
  readonly contextLength: number;
}

/**
 * Continuous batching: requests of any dialect share passes, join when there is room, first come first served, and leave when they
 * are done. Prompts are read in pieces between the steps of those that decode.
 */
export class BatchScheduler {
  readonly #runner: StepRunner;
  readonly #lanes: LaneBook;
  readonly #options: SchedulerOptions;
  readonly #pool: CachePool;
  readonly #rows: BatchRows;
  readonly #queue: GenerationJob[] = [];
  readonly #rowSizes: readonly number[];
  #running: Promise<void> | null = null;
  #closed = false;

  constructor(runner: StepRunner, lanes: LaneBook, options: SchedulerOptions) {
    this.#runner = runner;
    this.#lanes = lanes;
    this.#options = options;
    this.#pool = new CachePool(lanes.decoder);
    this.#rows = new BatchRows(this.#pool);
    this.#rowSizes = rowSizes(options.maxBatch);
  }

  /** Queues a request; its `finish` is called when it is done. */
  submit(job: GenerationJob): void {
    if (this.#closed) {
      job.finish(disposed());
      return;
    }
    this.#queue.push(job);
    this.#running ??= this.#loop().finally(() => (this.#running = null));
  }

  /** Requests that wait, and rows in use. */
  load(): { readonly waiting: number; readonly rows: number } {
    return { waiting: this.#queue.length, rows: this.#rows.rows.length };
  }

  /** Ends all requests with `MOE_DISPOSED`. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#running;
  }

  async #loop(): Promise<void> {
    await Promise.resolve(); // requests of the same moment start together
    while (this.#queue.length > 0 || this.#rows.rows.length > 0) {
      this.#endAborted();
      if (this.#closed) return this.#endAll(disposed());
      try {
        await this.#readPrompts();
        await this.#decode();
      } catch (error) {
        this.#endAll(error); // a pass failed, and with it the caches of every row
      }
      await new Promise(setImmediate); // lets aborts and new requests in
    }
  }

  #jobs(): Set<GenerationJob> {
    return new Set(this.#rows.rows.map(({ job }) => job));
  }

  #end(job: GenerationJob, error?: unknown): void {
    this.#rows.remove(job);
    job.finish(error);
  }

  #endAll(error: unknown): void {
    for (const job of this.#jobs()) this.#end(job, error);
    if (this.#closed) for (const job of this.#queue.splice(0)) job.finish(error);
  }

  #endAborted(): void {
    for (const job of this.#jobs()) if (job.signal?.aborted === true) this.#end(job, aborted(job));
    for (let i = this.#queue.length - 1; i >= 0; i -= 1) {
      const job = this.#queue[i] as GenerationJob;
      if (job.signal?.aborted !== true) continue;
      this.#queue.splice(i, 1);
      job.finish(aborted(job));
    }
  }

  /** The first waiting request, when its rows fit beside those that the others may come to need. */
  #admit(): void {
    const next = this.#queue[0];
    if (next === undefined) return;
    const taken = [...this.#jobs()].reduce((sum, { maxRows }) => sum + maxRows, 0);
    if (taken + next.maxRows > this.#options.maxBatch) return;
    this.#queue.shift();
    this.#rows.admit(next);
    this.#makeRoom();
  }

  #makeRoom(): void {
    const jobs = [...this.#jobs()];
    const rows = this.#rowSize(jobs.reduce((sum, { maxRows }) => sum + maxRows, 0));
    const longest = Math.max(...jobs.map(({ maxLength }) => maxLength));
    const alone = jobs.length === 1;
    const slots = this.#slots(longest);
    const moved = this.#pool.resize(
      alone ? rows : Math.max(rows, this.#pool.rows),
      alone ? slots : Math.max(slots, this.#pool.slots),
      this.#rows.rows.map(({ length }) => length),
    );
    if (moved) this.#runner.forget();
  }

  #slots(length: number): number {
    const smallest = CHUNKS.at(-1) as number;
    const limit = Math.ceil(this.#options.contextLength / smallest) * smallest;
    let slots = FIRST_SLOTS;
    while (slots < length) slots *= 4;
    return Math.min(slots, limit);
  }

  #rowSize(rows: number): number {
    return this.#rowSizes.find((size) => size >= rows) as number;
  }

  /** Reads prompts, request after request, up to the share of one step. */
  async #readPrompts(): Promise<void> {
    for (let left = PROMPT_TOKENS_PER_STEP; left > 0;) {
      if (this.#rows.ready === this.#rows.rows.length) this.#admit();
      const place = this.#rows.ready;
      const row = this.#rows.rows[place];
      if (row === undefined) return;
      left -= await this.#readChunk(place, row);
    }
  }

  async #readChunk(place: number, { job, length }: BatchRow): Promise<number> {
    const remaining = job.prompt.length - length;
    const [large, small] = CHUNKS;
    const size = remaining > 2 * small && length + large <= this.#pool.slots ? large : small;
    const tokens = job.prompt.slice(length, length + size);
    const count = tokens.length;
    const lanes = this.#lanes.of([job.dialect]);
    const result = await this.#runner.run(
      {
        first: place,
        tokens: [[...tokens, ...new Array<number>(size - count).fill(0)]],
        starts: [length],
        last: count - 1,
        groupMask: [this.#lanes.mask(lanes, job.dialect)],
      },
      lanes,
      this.#pool,
    );
    this.#rows.read(place, count);
    if (count === remaining) this.#advance(job, [outputOf(result, 0, 1, lanes)]);
    return size;
  }

  /** One token for every row that decodes. */
  async #decode(): Promise<void> {
    const { ready } = this.#rows;
    if (ready === 0) return;
    const size = Math.min(this.#rowSize(ready), this.#pool.rows);
    const rows = this.#rows.rows.slice(0, size);
    const lanes = this.#lanes.of(rows.slice(0, ready).map(({ job }) => job.dialect));
    const filled = <T>(of: (row: BatchRow) => T, rest: T): T[] =>
      Array.from({ length: size }, (_, i) => {
        const row = rows[i];
        return row === undefined ? rest : of(row);
      });
    const result = await this.#runner.run(
      {
        first: 0,
        tokens: filled(({ token }) => [token ?? 0], [0]),
        // a row whose prompt is being read gets a token behind what it has read, which the next piece overwrites
        starts: filled(({ length }) => length, 0),
        last: 0,
        groupMask: filled(
          ({ job, token }) => this.#lanes.mask(lanes, token === null ? undefined : job.dialect),
          this.#lanes.mask(lanes, undefined),
        ),
      },
      lanes,
      this.#pool,
    );
    const outputs = new Map<GenerationJob, RowOutput[]>();
    for (let place = 0; place < ready; place += 1) {
      this.#rows.read(place, 1);
      const { job, index } = rows[place] as BatchRow;
      const own = outputs.get(job) ?? [];
      own[index] = outputOf(result, place, size, lanes);
      outputs.set(job, own);
    }
    for (const [job, own] of outputs) this.#advance(job, own);
  }

  #advance(job: GenerationJob, outputs: readonly RowOutput[]): void {
    let next: readonly Continuation[];
    try {
      next = job.advance(outputs);
    } catch (error) {
      this.#end(job, error);
      return;
    }
    this.#rows.continue(job, next);
    if (next.length === 0) job.finish();
  }
}

function outputOf(result: StepResult, row: number, rows: number, lanes: ExpertLanes): RowOutput {
  const width = result.logits.length / rows;
  return {
    logits: result.logits.subarray(row * width, (row + 1) * width),
    logSumExp: result.logSumExp[row] as number,
    trace: () => layerTraces(result, { row, rows }, lanes),
  };
}

/** 1, 4, 16, … up to the largest batch: each is a graph of its own. */
function rowSizes(maxBatch: number): number[] {
  const sizes: number[] = [];
  for (let size = 1; size < maxBatch; size *= 4) sizes.push(size);
  return [...sizes, maxBatch];
}

function aborted({ signal }: GenerationJob): MoeError {
  return new MoeError(
    'MOE_ABORTED',
    'expected to generate to the end, got an abort; call again without it',
    { cause: signal?.reason },
  );
}

function disposed(): MoeError {
  return new MoeError(
    'MOE_DISPOSED',
    'expected a live text generator, got one that was disposed; create a new one with createTextGenerator',
  );
}
