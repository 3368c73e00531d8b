import type { DialectCount, PairReport } from './pair-report.js';

/** Why a question was dropped, short enough to count: the error's code and the first words of its message. */
export function dropReason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  const words = error.message
    .replace(/["'`][^"'`]*["'`]/g, '…')
    .replace(/\d+/g, 'N')
    .replace(/\s+/g, ' ');
  return `${code}: ${words.slice(0, 80)}`;
}

/** Counts kept and dropped questions by dialect. */
export class PairCounter {
  readonly #counts = new Map<
    string,
    { kept: number; keptEmpty: number; dropped: Map<string, number> }
  >();

  /** Counts one kept pair. */
  keep(dialect: string, rowCount: number): void {
    const count = this.#of(dialect);
    count.kept += 1;
    if (rowCount === 0) count.keptEmpty += 1;
  }

  /** Counts `times` dropped questions. */
  drop(dialect: string, reason: string, times = 1): void {
    const { dropped } = this.#of(dialect);
    dropped.set(reason, (dropped.get(reason) ?? 0) + times);
  }

  /** Adds the counts of another report. */
  add(report: PairReport): void {
    for (const [dialect, count] of Object.entries(report)) {
      const mine = this.#of(dialect);
      mine.kept += count.kept;
      mine.keptEmpty += count.keptEmpty;
      for (const [reason, times] of Object.entries(count.dropped))
        this.drop(dialect, reason, times);
    }
  }

  /** Reasons come most frequent first. */
  report(): PairReport {
    const entries = [...this.#counts].map(([dialect, count]): [string, DialectCount] => [
      dialect,
      {
        kept: count.kept,
        keptEmpty: count.keptEmpty,
        dropped: Object.fromEntries([...count.dropped].sort((left, right) => right[1] - left[1])),
      },
    ]);
    return Object.fromEntries(entries);
  }

  #of(dialect: string): { kept: number; keptEmpty: number; dropped: Map<string, number> } {
    const known = this.#counts.get(dialect) ?? {
      kept: 0,
      keptEmpty: 0,
      dropped: new Map<string, number>(),
    };
    this.#counts.set(dialect, known);
    return known;
  }
}
