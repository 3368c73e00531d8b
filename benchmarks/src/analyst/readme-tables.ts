import type { EvaluationQuestion } from '@momq/core/evaluation';
import { leaderboardTable } from './leaderboard.js';
import type { Leaderboard } from './leaderboard.js';
import { questionCounts } from './question-counts.js';

/** The README with its counts and its leaderboard as they are now, between the comments that name them. */
export function withTables(
  readme: string,
  questions: readonly EvaluationQuestion[],
  board: Leaderboard,
): string {
  const parts = { counts: questionCounts(questions), leaderboard: leaderboardTable(board) };
  return Object.entries(parts).reduce(
    (text, [name, part]) =>
      text.replace(
        new RegExp(`(<!-- ${name} -->\n)[^]*?(\n<!-- end of ${name} -->)`),
        (_, before: string, after: string) => `${before}\n${part}\n${after}`,
      ),
    readme,
  );
}
