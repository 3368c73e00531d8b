import { acrossSeeds } from '@momq/core/evaluation';
import type { Estimate, PairedDifference } from '@momq/core/evaluation';
import {
  accuracy,
  differences,
  interval,
  lossDifference,
  mean,
  pValue,
  signed,
  signedNats,
  verdict,
} from './paired-report.js';
import type { Outcomes } from './paired-report.js';
import { dataClaims } from './sqlgen-arms.js';
import type { Claim } from './sqlgen-arms.js';
import type { SqlgenRun } from './sqlgen-run.js';
import { sqlgenParts } from './sqlgen-settings.js';
import type { SqlgenPart } from './sqlgen-settings.js';

/** One arm of a table, over its seeds. */
export interface ArmRow {
  readonly arm: string;
  readonly seeds: number;
  /** Different pairs that it was trained on, mean over seeds. */
  readonly pairs: number;
  readonly steps: number;
  /** Execution accuracy by set of held-out questions; mean and interval over seeds. */
  readonly ex: Readonly<Record<string, Estimate>>;
  /** Held-out token loss in nats by set. */
  readonly tokenLoss: Readonly<Record<string, Estimate>>;
}

/** First minus second, over seeds that both have. */
export interface ArmDifference {
  readonly first: string;
  readonly second: string;
  readonly seeds: number;
  /** In accuracy, over all sets (`all`) and by set. */
  readonly minus: Readonly<Record<string, PairedDifference>>;
  /** In nats a token of the gold, by set; below zero the first is better. */
  readonly lossMinus: Readonly<Record<string, Estimate>>;
}

/** The table of one part in one dialect. */
export interface SqlgenTable {
  readonly part: SqlgenPart;
  /** Null for models of several dialects. */
  readonly dialect: string | null;
  /** Held-out questions by set. */
  readonly questions: Readonly<Record<string, number>>;
  readonly rows: readonly ArmRow[];
  readonly differences: readonly ArmDifference[];
}

function rowOf(arm: string, runs: readonly SqlgenRun[]): ArmRow {
  const sets = Object.keys(runs[0]!.tests);
  const estimates = (of: (run: SqlgenRun, set: string) => number) =>
    Object.fromEntries(sets.map((set) => [set, acrossSeeds(runs.map((run) => of(run, set)))]));
  return {
    arm,
    seeds: runs.length,
    pairs: mean(runs.map(({ pairs }) => pairs)),
    steps: runs[0]!.steps,
    ex: estimates((run, set) => accuracy(run.tests[set]!)),
    tokenLoss: estimates((run, set) => run.tests[set]!.tokenLoss),
  };
}

/** The table of some arms; null without a run of any. */
function tableOf(
  part: SqlgenPart,
  dialect: string | null,
  results: readonly SqlgenRun[],
  { arms, claims }: { readonly arms: readonly string[]; readonly claims: readonly Claim[] },
): SqlgenTable | null {
  const runsOf = (arm: string): SqlgenRun[] =>
    results
      .filter((run) => run.dialect === dialect && run.arm === arm)
      .sort((a, b) => a.seed - b.seed);
  const present = arms.filter((arm) => runsOf(arm).length > 0);
  const [example] = present.flatMap(runsOf);
  if (example === undefined) return null;
  const sets = Object.keys(example.tests);
  return {
    part,
    dialect,
    questions: Object.fromEntries(
      sets.map((set) => [set, Object.keys(example.tests[set]!.correct).length]),
    ),
    rows: present.map((arm) => rowOf(arm, runsOf(arm))),
    differences: claims.flatMap(({ first, second }) => {
      const seeds = new Set(runsOf(second).map(({ seed }) => seed));
      const both = runsOf(first).filter(({ seed }) => seeds.has(seed));
      if (both.length === 0) return [];
      const same = runsOf(second).filter(({ seed }) => both.some((run) => run.seed === seed));
      const [ours, others] = [both, same].map((runs) => runs.map(({ tests }) => tests)) as [
        Outcomes[],
        Outcomes[],
      ];
      const lossMinus = Object.fromEntries(
        sets.map((set) => [set, lossDifference(ours, others, [set])]),
      );
      const minus = differences(ours, others, sets);
      return [{ first, second, seeds: both.length, minus, lossMinus }];
    }),
  };
}

/** The tables of a comparison, part by part and dialect by dialect. Parts without a run are left out. */
export function sqlgenTables(
  results: readonly SqlgenRun[],
  parts: readonly SqlgenPart[] = sqlgenParts,
): readonly SqlgenTable[] {
  const dialects = [...new Set(results.map(({ dialect }) => dialect))];
  return parts.flatMap((part) =>
    dialects.flatMap((dialect) => {
      if (part !== 'data' && part !== 'augmentation') return [];
      const claim = dataClaims[part];
      const arms = [claim.second, claim.first];
      return tableOf(part, dialect, results, { arms, claims: [claim] }) ?? [];
    }),
  );
}

const titles: Readonly<Record<SqlgenPart, { readonly head: string; readonly text: string }>> = {
  data: {
    head: 'Generated pairs against translated human ones',
    text: 'Trained from the start on as many pairs of one kind as of the other (tables 1 to 3 of the paper).',
  },
  augmentation: {
    head: 'Human and generated pairs against human alone',
    text: 'As many human pairs in both, as many generated ones beside them in one, the same number of updates: each human pair is seen half as often there (table 6: two epochs against one).',
  },
  adaptation: { head: 'Adaptation to one database', text: '' },
  merging: { head: 'Models of single dialects merged', text: '' },
};

/** The tables as lines of Markdown. */
export function sqlgenLines(tables: readonly SqlgenTable[]): readonly string[] {
  const lines: string[] = [];
  for (const part of sqlgenParts) {
    const own = tables.filter((table) => table.part === part);
    if (own.length === 0) continue;
    const sets = Object.keys(own[0]!.questions);
    lines.push(
      ...['', `## ${titles[part].head}`, '', titles[part].text, ''],
      'Execution accuracy in %, mean over seeds with 95 % interval (t; one seed has none); in brackets the token loss of the golds in nats.',
      '',
      `| dialect | trained on | pairs | updates | ${sets.map((set) => `${set} questions`).join(' | ')} | seeds |`,
      `|---|---|---|---|${sets.map(() => '---').join('|')}|---|`,
      ...own.flatMap(({ dialect, rows, questions }) =>
        rows.map(({ arm, pairs, steps, ex, tokenLoss, seeds }) => {
          const cells = sets.map(
            (set) =>
              `${interval(ex[set]!)} of ${questions[set]} (${tokenLoss[set]!.mean.toFixed(3)})`,
          );
          return `| ${dialect ?? 'all'} | ${arm} | ${pairs} | ${steps} | ${cells.join(' | ')} | ${seeds} |`;
        }),
      ),
      '',
      'Differences, paired by question and seed. Points: bootstrap over questions, 95 %; b / c: pairs that only the first, only the second answered; p: exact McNemar test. Nats a token of the gold: mean over questions, t interval; below zero the first is better.',
      '',
      '| dialect | difference | questions | points | b / c | p | nats |',
      '|---|---|---|---|---|---|---|',
      ...own.flatMap(({ dialect, differences: found }) =>
        found.flatMap(({ first, second, minus, lossMinus }) =>
          sets.map((set) => {
            const { onlyFirst, onlySecond } = minus[set]!;
            return `| ${dialect ?? 'all'} | ${first} minus ${second} | ${set} | ${signed(minus[set]!)} | ${onlyFirst} / ${onlySecond} | ${pValue(minus[set]!)} | ${signedNats(lossMinus[set]!)} |`;
          }),
        ),
      ),
      '',
      ...own.flatMap(({ dialect, differences: found }) =>
        found.flatMap(({ first, second, minus }) =>
          sets.map(
            (set) =>
              `- ${dialect ?? 'All dialects'}, ${set} questions: ${verdict(first, second, minus[set]!)}`,
          ),
        ),
      ),
    );
  }
  return lines;
}
