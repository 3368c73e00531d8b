import type { CachePool } from './cache-pool.js';
import type { Continuation, Job } from './generation-job.js';
import type { SharedPrefix } from './prefix/shared-prefix.js';

/** A row of the batch. */
export interface BatchRow {
  readonly job: Job;
  /** What it begins with and shares with others; null for nothing. */
  readonly prefix: SharedPrefix | null;
  /** Which of the job's rows it is. */
  readonly index: number;
  /** Tokens in its own cache. */
  readonly length: number;
  /** The token that it reads next; null while the prompt is being read. */
  readonly token: number | null;
}

/** Neighbouring rows with one prefix, all of the bare base or none. */
export interface RowGroup {
  readonly prefix: SharedPrefix | null;
  /** First row. */
  readonly first: number;
  /** Rows, of which the last decodes. */
  readonly count: number;
}

/** Whether two rows can share a pass. */
function together(one: BatchRow, other: BatchRow): boolean {
  return (
    one.prefix === other.prefix && (one.job.dialect === false) === (other.job.dialect === false)
  );
}

/**
 * Which request lies in which row of the cache. Rows with one prefix are neighbours, so that a pass covers just them; among them may
 * be one request whose prompt is being read. Rows move when requests come and end, their caches with them.
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

  /** The row whose prompt is being read; -1 for none. */
  get reading(): number {
    return this.#rows.findIndex(({ token }) => token === null);
  }

  /** The rows that decode, by prefix; a row whose prompt is being read may stand between them. */
  groups(): RowGroup[] {
    const groups: RowGroup[] = [];
    this.#rows.forEach((row, place) => {
      if (row.token === null) return;
      const last = groups.at(-1);
      const { prefix } = row;
      if (last === undefined || !together(this.#rows[last.first]!, row))
        groups.push({ prefix, first: place, count: 1 });
      else groups[groups.length - 1] = { ...last, count: place - last.first + 1 };
    });
    return groups;
  }

  /** Puts a request whose prompt is to be read behind the others of its prefix. */
  admit(job: Job, prefix: SharedPrefix | null): void {
    const own: BatchRow = { job, prefix, index: 0, length: 0, token: null };
    const last = this.#rows.findLastIndex((row) => together(row, own));
    const place = last < 0 ? this.#rows.length : last + 1;
    this.#makeGap(place);
    this.#rows[place] = own;
  }

  /** Notes that a row has read tokens. */
  read(row: number, count: number): void {
    const { length, ...rest } = this.#rows[row] as BatchRow;
    this.#rows[row] = { ...rest, length: length + count };
  }

  /** Takes a request's rows out; what lay behind them moves up. */
  remove(job: Job): void {
    const kept: BatchRow[] = [];
    this.#rows.forEach((row, place) => {
      if (row.job === job) return;
      this.#pool.copy(place, kept.length, { start: 0, end: row.length });
      kept.push(row);
    });
    this.#rows = kept;
  }

  /** Replaces a request's rows by their continuations, which stand where its rows stood as far as they go. */
  continue(job: Job, next: readonly Continuation[]): void {
    if (next.length === 0) {
      this.remove(job);
      return;
    }
    const indexOf = (place: number): number => (this.#rows[place] as BatchRow).index;
    // parents are named by what the rows are of the job, and rows that were copied lie in other places
    const places = this.#rows
      .flatMap((row, place) => (row.job === job ? [place] : []))
      .sort((a, b) => indexOf(a) - indexOf(b));
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
      const { length, prefix } = old[each.parent] as BatchRow;
      this.#rows[assigned.get(i) as number] = { job, prefix, index: i, length, token: each.token };
    });
    this.#drop(spare);
  }

  /** Makes room for one more row of a request, behind its last one. @returns its place */
  #insert(places: readonly number[]): number {
    const last = Math.max(...places);
    const { job, prefix } = this.#rows[last] as BatchRow;
    this.#makeGap(last + 1);
    this.#rows[last + 1] = { job, prefix, index: -1, length: 0, token: 0 };
    return last + 1;
  }

  /** Moves the rows from `gap` on by one place. */
  #makeGap(gap: number): void {
    for (let place = this.#rows.length; place > gap; place -= 1) {
      const moved = this.#rows[place - 1] as BatchRow;
      this.#pool.copy(place - 1, place, { start: 0, end: moved.length });
      this.#rows[place] = moved;
    }
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
