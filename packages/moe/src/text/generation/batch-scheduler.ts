import { MoeError } from '../../errors.js';
import { BatchRows, type BatchRow, type RowGroup } from './batch-rows.js';
import { CachePool } from './cache-pool.js';
import type { ExpertLanes } from './expert-lanes.js';
import type { Continuation, GenerationJob, Job, RowOutput, TreeJob } from './generation-job.js';
import type { LaneBook } from './lane-book.js';
import type { PrefixReader } from './prefix/prefix-reader.js';
import type { SharedPrefix } from './prefix/shared-prefix.js';
import { PIECES, promptPiece } from './prompt-piece.js';
import { TREE_TOKENS } from './scoring/continuation-trees.js';
import type { StepResult, StepRunner } from './step-runner.js';
import { layerTraces } from './trace.js';

/** Prompt tokens read between two tokens of the requests that decode. */
const PROMPT_TOKENS_PER_STEP = 512;
/** Caches have room for a multiple of so many tokens, growing fourfold, so that few sizes are compiled. */
const FIRST_SLOTS = 512;

/** Sizes of a scheduler. */
export interface SchedulerOptions {
  /** Rows at once. */
  readonly maxBatch: number;
  /** Longest row. */
  readonly contextLength: number;
}

/** What a scheduler works with. */
export interface SchedulerParts {
  readonly runner: StepRunner;
  readonly lanes: LaneBook;
  readonly prefixes: PrefixReader;
}

/**
 * Continuous batching: requests of any dialect share passes, join when there is room, first come first served, and leave when they
 * are done. Prompts are read in pieces between the steps of those that decode.
 */
export class BatchScheduler {
  readonly #runner: StepRunner;
  readonly #lanes: LaneBook;
  readonly #prefixes: PrefixReader;
  readonly #options: SchedulerOptions;
  readonly #pool: CachePool;
  readonly #rows: BatchRows;
  readonly #queue: Job[] = [];
  readonly #rowSizes: readonly number[];
  #running: Promise<void> | null = null;
  #closed = false;

  constructor({ runner, lanes, prefixes }: SchedulerParts, options: SchedulerOptions) {
    this.#runner = runner;
    this.#lanes = lanes;
    this.#prefixes = prefixes;
    this.#options = options;
    this.#pool = new CachePool(lanes.decoder);
    this.#rows = new BatchRows(this.#pool);
    this.#rowSizes = rowSizes(options.maxBatch);
  }

  /** Queues a request; its `finish` is called when it is done. */
  submit(job: Job): void {
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
    this.#pool.resize(0, 0, []); // many long rows take gigabytes
    this.#runner.forget();
  }

  #jobs(): Set<Job> {
    return new Set(this.#rows.rows.map(({ job }) => job));
  }

  #end(job: Job, error?: unknown): void {
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
      const job = this.#queue[i] as Job;
      if (job.signal?.aborted !== true) continue;
      this.#queue.splice(i, 1);
      job.finish(aborted(job));
    }
  }

  /**
   * The first waiting request, when its rows fit beside those that the others may come to need and its prefix is there.
   * @returns tokens that were read of its prefix; 0 when there is nothing to read
   */
  async #admit(): Promise<number> {
    const next = this.#queue[0];
    if (next === undefined) return 0;
    const taken = [...this.#jobs()].reduce((sum, { maxRows }) => sum + maxRows, 0);
    if (taken + next.maxRows > this.#options.maxBatch) return 0;
    let prefix: SharedPrefix | null = null;
    if (next.prefix.length > 0) {
      try {
        const inUse = this.#rows.rows.map((row) => row.prefix);
        const found = await this.#prefixes.advance(next, inUse);
        if (typeof found === 'number') return found;
        prefix = found;
      } catch (error) {
        this.#queue.shift();
        next.finish(error);
        return 0;
      }
    }
    this.#queue.shift();
    this.#makeRoom(next);
    this.#rows.admit(next, prefix);
    return 0;
  }

  #makeRoom(next: Job): void {
    const jobs = [...this.#jobs(), next];
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
    const smallest = PIECES.at(-1) as number;
    const limit = Math.ceil(this.#options.contextLength / smallest) * smallest;
    let slots = FIRST_SLOTS;
    while (slots < length) slots *= 4;
    return Math.min(slots, Math.max(limit, Math.ceil(length / smallest) * smallest));
  }

  #rowSize(rows: number): number {
    return this.#rowSizes.find((size) => size >= rows) as number;
  }

  /** Reads prefixes and prompts, request after request, up to the share of one step. */
  async #readPrompts(): Promise<void> {
    for (let left = PROMPT_TOKENS_PER_STEP; left > 0;) {
      const ofPrefix = this.#rows.reading < 0 ? await this.#admit() : 0;
      const place = this.#rows.reading;
      if (place >= 0) left -= await this.#readPiece(place, this.#rows.rows[place] as BatchRow);
      else if (ofPrefix > 0) left -= ofPrefix;
      else return;
    }
  }

  async #readPiece(place: number, row: BatchRow): Promise<number> {
    const { job, length, prefix } = row;
    if (job.kind === 'trees' && length === job.prompt.length)
      return this.#readTrees(place, row, job);
    const { tokens, count } = promptPiece(job.prompt, length, this.#pool.slots);
    const lanes = this.#lanes.of([job.dialect]);
    const result = await this.#runner.run(
      {
        first: place,
        tokens: [tokens],
        starts: [length],
        last: count - 1,
        groupMask: [this.#lanes.mask(lanes, job.dialect)],
      },
      lanes,
      { pool: this.#pool, prefix },
    );
    this.#rows.read(place, count);
    if (job.kind === 'generation' && length + count === job.prompt.length)
      this.#advance(job, [outputOf(result, 0, 1, lanes)]);
    return tokens.length;
  }

  /** Reads trees behind a row's prompt, where the next ones overwrite them. */
  async #readTrees(place: number, { prefix, length }: BatchRow, job: TreeJob): Promise<number> {
    const trees = job.next();
    if (trees === null) {
      this.#end(job);
      return 0;
    }
    const lanes = this.#lanes.of([job.dialect]);
    const groupMask = [this.#lanes.mask(lanes, job.dialect)];
    for (const tree of trees)
      job.read(
        await this.#runner.runTree(
          { row: place, start: length + tree.offset, tree, groupMask },
          lanes,
          { pool: this.#pool, prefix },
        ),
      );
    return trees.length * TREE_TOKENS;
  }

  /** One token for every row that decodes, a pass for every prefix. */
  async #decode(): Promise<void> {
    const outputs = new Map<GenerationJob, RowOutput[]>();
    for (const group of this.#rows.groups()) await this.#decodeGroup(group, outputs);
    for (const [job, own] of outputs) this.#advance(job, own);
  }

  /**
   * A pass covers as many rows as a graph has. Those that are too many, of another prefix or with a prompt that is being read, get a
   * token behind what they have read, which their next pass overwrites.
   */
  async #decodeGroup(
    { prefix, first: wanted, count }: RowGroup,
    outputs: Map<GenerationJob, RowOutput[]>,
  ): Promise<void> {
    const size = Math.min(this.#rowSize(count), this.#pool.rows);
    const first = Math.min(wanted, this.#pool.rows - size);
    const rows = Array.from({ length: size }, (_, i) => this.#rows.rows[first + i]);
    const decodes = rows.map(
      (row, i) => first + i >= wanted && first + i < wanted + count && row?.token !== null,
    );
    const lanes = this.#lanes.of(
      rows.flatMap((row, i) => (decodes[i] === true ? [(row as BatchRow).job.dialect] : [])),
    );
    const result = await this.#runner.run(
      {
        first,
        tokens: rows.map((row, i) => [decodes[i] === true ? (row?.token as number) : 0]),
        starts: rows.map((row) => row?.length ?? 0),
        last: 0,
        groupMask: rows.map((row, i) =>
          this.#lanes.mask(lanes, decodes[i] === true ? row?.job.dialect : undefined),
        ),
      },
      lanes,
      { pool: this.#pool, prefix },
    );
    rows.forEach((row, i) => {
      if (decodes[i] !== true || row === undefined) return;
      this.#rows.read(first + i, 1);
      const job = row.job as GenerationJob; // no other decodes
      const own = outputs.get(job) ?? [];
      own[row.index] = outputOf(result, i, size, lanes);
      outputs.set(job, own);
    });
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

/** 1, 4, 8, 16, … up to the largest batch: each is a graph of its own, and between 1 and 4 rows little is to be saved. */
function rowSizes(maxBatch: number): number[] {
  const sizes: number[] = [];
  for (let size = 1; size < maxBatch; size *= size === 1 ? 4 : 2) sizes.push(size);
  return [...sizes, maxBatch];
}

function aborted({ signal }: Job): MoeError {
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
