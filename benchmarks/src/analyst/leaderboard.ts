import { markdownTable } from './markdown-table.js';
import { goldDialects } from './question-kinds.js';

/** One measured run: what `momq eval --json` says, and what it was said of. Rates are in [0, 1]. */
export interface LeaderboardEntry {
  readonly model: string;
  readonly dialect: string;
  /** Commit of the benchmark and the program. */
  readonly commit: string;
  /** Answerable questions that were asked. */
  readonly n: number;
  /** Execution accuracy with its 95 % interval. */
  readonly ex: number;
  readonly low: number;
  readonly high: number;
  /** The same, where columns that the gold does not have are passed over. */
  readonly exExtraColumns: number;
  readonly executable: number;
  /** Of the questions that cannot be answered; absent where none was asked. */
  readonly declining?: { readonly precision?: number; readonly recall: number };
}

/** `leaderboard.json`: how to measure, and what was measured. */
export interface Leaderboard {
  readonly command: string;
  /** Models as `--model` takes them, in the order of the table. */
  readonly models: readonly string[];
  readonly entries: readonly LeaderboardEntry[];
}

/** Execution accuracy of every model in every dialect, then its declining: a dash where nobody measured. */
export function leaderboardTable({ models, entries }: Leaderboard): string {
  const percent = (share: number): string => (100 * share).toFixed(1);
  const rows = models.map((model) => {
    const some = entries.filter((entry) => entry.model === model);
    const cells = goldDialects.map((id) => {
      const entry = some.find(({ dialect }) => dialect === id);
      return entry
        ? `${percent(entry.ex)} (${percent(entry.low)}–${percent(entry.high)}; n = ${entry.n})`
        : '–';
    });
    const declining = some.find((entry) => entry.declining !== undefined)?.declining;
    return [
      `\`${model}\``,
      ...cells,
      declining ? percent(declining.recall) : '–',
      declining?.precision !== undefined ? percent(declining.precision) : '–',
    ];
  });
  return markdownTable(
    ['model', ...goldDialects, 'recall of declining', 'precision of declining'],
    rows,
  );
}

/** The board with a run in it, in the place of an earlier one of the same model and dialect. */
export function withEntry(board: Leaderboard, entry: LeaderboardEntry): Leaderboard {
  const isSame = ({ model, dialect }: LeaderboardEntry): boolean =>
    model === entry.model && dialect === entry.dialect;
  return {
    ...board,
    models: board.models.includes(entry.model) ? board.models : [...board.models, entry.model],
    entries: [...board.entries.filter((other) => !isSame(other)), entry],
  };
}
