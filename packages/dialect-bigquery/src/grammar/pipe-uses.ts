/** What expressions of a pipe operator use. */
export interface PipeUses {
  /** Names with dots between them of columns and tables, lower case; those in subqueries too. */
  readonly paths: readonly (readonly string[])[];
  /** Whether a window function is in it, outside subqueries. */
  readonly isWindowed: boolean;
  /** Aggregates without OVER outside subqueries, as written. */
  readonly aggregates: readonly string[];
}

/** Functions that make one value of many rows. */
const AGGREGATES =
  /^(any_value|approx_(count_distinct|quantiles|top_count|top_sum)|array_(concat_)?agg|avg|bit_(and|or|xor)|corr|count|countif|covar_(pop|samp)|hll_count\.(init|merge|merge_partial)|logical_(and|or)|max|max_by|min|min_by|st_(centroid_agg|extent|union_agg)|stddev(_pop|_samp)?|string_agg|sum|var_(pop|samp)|variance)$/i;

/** Notes what expressions use while a text is read. */
export class UseNotes {
  private readonly paths: (readonly string[])[] = [];
  private readonly calls: { readonly depth: number; readonly aggregate?: string }[] = [];
  private depth = 0;

  /** Reads a query, which is deeper. */
  inQuery(read: () => void): void {
    this.depth += 1;
    read();
    this.depth -= 1;
  }

  addPath(names: readonly string[]): void {
    this.paths.push(names.map((name) => name.toLowerCase()));
  }

  addWindow(): void {
    this.calls.push({ depth: this.depth });
  }

  /** A function without OVER. */
  addCall(name: string): void {
    if (AGGREGATES.test(name)) this.calls.push({ depth: this.depth, aggregate: name });
  }

  /** Begins a part. @returns what tells of the part up to then */
  begin(): () => PipeUses {
    const [path, call] = [this.paths.length, this.calls.length];
    return () => {
      const own = this.calls.slice(call).filter(({ depth }) => depth === this.depth);
      return {
        paths: this.paths.slice(path),
        isWindowed: own.some(({ aggregate }) => aggregate === undefined),
        aggregates: own.flatMap(({ aggregate }) => aggregate ?? []),
      };
    };
  }
}
