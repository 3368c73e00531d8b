import type { CachePool } from './cache-pool.js';
import type { Continuation, GenerationJob } from './generation-job.js';

/** A row of the batch. */
export interface BatchRow {
  readonly job: GenerationJob;
  /** Which of the job's rows it is. */
  readonly index: number;
  /** Tokens in its cache. */
  readonly length: number;
  /** The token that it reads next; null while the prompt is being read. */
  readonly token: number | null;
}

/**
 * Which request lies in which row of the cache. Rows that decode come first and without gaps, so that a pass covers just them; one
 * request whose prompt is being read may follow. Rows move when requests end, their caches with them.
 */
export class BatchRows {
  readonly #pool: CachePool;
  #rows: BatchRow[] = [];

  constructor(pool: CachePool) {
    this.#pool = pool;
  }

  /** All rows, in the order of the cache. */
  get rows(): readonly BatchRow[] {
    return this.#rows;
  }

  /** Rows that decode. */
  get ready(): number {
    return this.#rows.filter(({ token }) => token !== null).length;
  }

  /** Puts a request whose prompt is to be read behind the others. */
  admit(job: GenerationJob): void {
    this.#rows.push({ job, index: 0, length: 0, token: null });
  }

  /** Notes that a row has read tokens. */
  read(row: number, count: number): void {
    const { length, ...rest } = this.#rows[row] as BatchRow;
    this.#rows[row] = { ...rest, length: length + count };
  }

  /** Takes a request's rows out; what lay behind them moves up. */
  remove(job: GenerationJob): void {
    const kept: BatchRow[] = [];
    this.#rows.forEach((row, place) => {
      if (row.job === job) return;
      this.#pool.copy(place, kept.length, { start: 0, end: row.length });
      kept.push(row);
    });
    this.#rows = kept;
  }

  /** Replaces a request's rows by their continuations, which stand where its rows stood as far as they go. */
  continue(job: GenerationJob, next: readonly Continuation[]): void {
    if (next.length === 0) {
      this.remove(job);
      return;
    }
    const places = this.#rows.flatMap((row, place) => (row.job === job ? [place] : []));
    while (places.length < next.length) places.push(this.#insert(places));
    const old = places.map((place) => this.#rows[place] as BatchRow);
    const parentPlace = ({ parent }: Continuation): number => places[parent] as number;
    const free = new Set(places);
    const assigned = new Map<number, number>(); // continuation → place
    next.forEach((each, i) => {
      if (free.delete(parentPlace(each))) assigned.set(i, parentPlace(each));
    });
    const spare = [...free].sort((a, b) => a - b);
    next.forEach((each, i) => {
      if (assigned.has(i)) return;
      const place = spare.shift() as number;
      const { length } = old[each.parent] as BatchRow;
      // beams of a request share their prompt, so only what came after it differs
      const start =
        (old[places.indexOf(place)] as BatchRow).length === length ? job.prompt.length : 0;
      this.#pool.copy(parentPlace(each), place, { start, end: length });
      assigned.set(i, place);
    });
    next.forEach((each, i) => {
      const { length } = old[each.parent] as BatchRow;
      this.#rows[assigned.get(i) as number] = { job, index: i, length, token: each.token };
    });
    this.#drop(spare);
  }

  /** Makes room for one more row of a request, behind its last one. @returns its place */
  #insert(places: readonly number[]): number {
    const last = places.at(-1) as number;
    const { job } = this.#rows[last] as BatchRow;
    this.#rows.push({ job, index: -1, length: 0, token: 0 });
    for (let place = this.#rows.length - 1; place > last + 1; place -= 1) {
      const moved = this.#rows[place - 1] as BatchRow;
      this.#pool.copy(place - 1, place, { start: 0, end: moved.length });
      this.#rows[place] = moved;
    }
    this.#rows[last + 1] = { job, index: -1, length: 0, token: 0 };
    return last + 1;
  }

  #drop(places: readonly number[]): void {
    const gone = new Set(places);
    const kept: BatchRow[] = [];
    this.#rows.forEach((row, place) => {
      if (gone.has(place)) return;
      this.#pool.copy(place, kept.length, { start: 0, end: row.length });
      kept.push(row);
    });
    this.#rows = kept;
  }
}
