import { acrossSeeds } from '@momq/core/evaluation';
import type { Estimate, PairedDifference } from '@momq/core/evaluation';
import {
  accuracy,
  differences,
  interval,
  lossDifference,
  mean,
  percent,
  pValue,
  signed,
  signedNats,
  verdict,
} from './paired-report.js';
import type { Outcomes } from './paired-report.js';
import { claims } from './sqlgen-arms.js';
import type { AnyClaim } from './sqlgen-arms.js';
import type { Outcome } from './measure-model.js';
import { mergeClaims } from './sqlgen-merge-run.js';
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
  /** Execution accuracy by set of held-out questions, and the mean of the sets (`all`); mean and interval over seeds. */
  readonly ex: Readonly<Record<string, Estimate>>;
  /** Held-out token loss in nats, likewise. */
  readonly tokenLoss: Readonly<Record<string, Estimate>>;
}

/** First minus second, over seeds that both have. */
export interface ArmDifference {
  readonly first: string;
  readonly second: string;
  readonly seeds: number;
  /** In accuracy, over all sets (`all`) and by set. */
  readonly minus: Readonly<Record<string, PairedDifference>>;
  /** In nats a token of the gold, likewise; below zero the first is better. */
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
  const estimates = (of: (outcome: Outcome) => number) => ({
    ...Object.fromEntries(
      sets.map((set) => [set, acrossSeeds(runs.map(({ tests }) => of(tests[set]!)))]),
    ),
    all: acrossSeeds(runs.map(({ tests }) => mean(sets.map((set) => of(tests[set]!))))),
  });
  return {
    arm,
    seeds: runs.length,
    pairs: mean(runs.map(({ pairs }) => pairs)),
    steps: runs[0]!.steps,
    ex: estimates(accuracy),
    tokenLoss: estimates(({ tokenLoss }) => tokenLoss),
  };
}

/** The table of some arms; null without a run of any. */
function tableOf(
  part: SqlgenPart,
  dialect: string | null,
  results: readonly SqlgenRun[],
  compared: { readonly arms: readonly string[]; readonly claims: readonly AnyClaim[] },
): SqlgenTable | null {
  const runsOf = (arm: string): SqlgenRun[] =>
    results
      .filter((run) => run.dialect === dialect && run.arm === arm)
      .sort((a, b) => a.seed - b.seed);
  const present = compared.arms.filter((arm) => runsOf(arm).length > 0);
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
    differences: compared.claims.flatMap(({ first, second }) => {
      const seeds = new Set(runsOf(second).map(({ seed }) => seed));
      const both = runsOf(first).filter(({ seed }) => seeds.has(seed));
      if (both.length === 0) return [];
      const same = runsOf(second).filter(({ seed }) => both.some((run) => run.seed === seed));
      const [ours, others] = [both, same].map((runs) => runs.map(({ tests }) => tests)) as [
        Outcomes[],
        Outcomes[],
      ];
      const lossMinus = Object.fromEntries(
        [...sets.map((set) => [set, [set]] as const), ['all', sets] as const].map(([name, of]) => [
          name,
          lossDifference(ours, others, of),
        ]),
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
  return sqlgenParts
    .filter((part) => parts.includes(part))
    .flatMap((part) =>
      dialects.flatMap((dialect) => {
        if ((part === 'merging') !== (dialect === null)) return [];
        const own = part === 'merging' ? mergeClaims(results) : claims[part];
        const arms = new Set([
          ...own.map(({ second }) => second),
          ...own.map(({ first }) => first),
        ]);
        return tableOf(part, dialect, results, { arms: [...arms], claims: own }) ?? [];
      }),
    );
}

const titles: Readonly<Record<SqlgenPart, readonly [head: string, text: string]>> = {
  data: [
    'Generated pairs against translated human ones',
    'Trained from the start on as many pairs of the one kind as of the other (tables 1 to 3 of the paper).',
  ],
  augmentation: [
    'Human and generated pairs against human alone',
    'As many human pairs in both, as many generated ones beside them in one, the same number of updates: each human pair is seen half as often there (table 6: two epochs against one).',
  ],
  adaptation: [
    'Adaptation to one database',
    'The model of human pairs goes on: with human pairs alone (not adapted), or evenly mixed with pairs that are made, without a model, for the database that it is then asked about (adapted, a model for each database) or for as many databases that it knows (adapted to others); the same number of updates, human questions about held-out databases (table 4).',
  ],
  merging: [
    'Models of single dialects merged',
    "A base trained on human pairs of all dialects is tuned to the generated pairs of each (expert), or of all (generalist), by a LoRA of rank 16 on every linear layer; every model has as many updates. The experts are then merged, without further training: by SLERP, TIES, DARE, or to a mixture of their feed-forward blocks with SLERP's attention and top-2 gates that start from the dialect's keywords, or at random. Asked are human and generated questions in every dialect; updates of the merged are those of each expert (table 7).",
  ],
};

/** The tables as lines of Markdown. */
export function sqlgenLines(tables: readonly SqlgenTable[]): readonly string[] {
  return sqlgenParts.flatMap((part) => {
    const own = tables.filter((table) => table.part === part);
    if (own.length === 0) return [];
    const [head, text] = titles[part];
    return [
      ...['', `## ${head}`, '', text, ''],
      'Execution accuracy in %, mean over seeds with 95 % interval (t; none with one seed); loss in nats a token of the gold.',
      '',
      '| dialect | questions | n | trained on | pairs | updates | right | loss | seeds |',
      '|---|---|---|---|---|---|---|---|---|',
      ...own.flatMap(accuracyLines),
      '',
      'Differences, paired by question and seed. Points: bootstrap over questions, 95 %; b / c: pairs that only the first, only the second answered; p: exact McNemar test. Nats a token of the gold: mean over questions, t interval; below zero the first is better.',
      '',
      '| dialect | questions | difference | points | b / c | p | nats |',
      '|---|---|---|---|---|---|---|',
      ...own.flatMap(differenceLines),
      '',
      ...own.flatMap(verdictLines),
    ];
  });
}

function accuracyLines(table: SqlgenTable): string[] {
  const { dialect, questions, rows } = table;
  const all = Object.values(questions).reduce((sum, n) => sum + n, 0);
  return comparedSets(table).flatMap((set) =>
    rows.map(
      ({ arm, pairs, steps, ex, tokenLoss, seeds }) =>
        `| ${dialect ?? 'all'} | ${set} | ${questions[set] ?? all} | ${arm} | ${pairs} | ${steps} | ${seeds === 1 ? percent(ex[set]!.mean) : interval(ex[set]!)} | ${tokenLoss[set]!.mean.toFixed(3)} | ${seeds} |`,
    ),
  );
}

/** The sets of a table, and all together where they are questions of one kind. */
function comparedSets({ part, questions }: SqlgenTable): string[] {
  const sets = Object.keys(questions);
  return (part === 'adaptation' || part === 'merging') && sets.length > 1 ? [...sets, 'all'] : sets;
}

function differenceLines(table: SqlgenTable): string[] {
  return table.differences.flatMap(({ first, second, minus, lossMinus }) =>
    comparedSets(table).map((set) => {
      const found = minus[set]!;
      return `| ${table.dialect ?? 'all'} | ${set} | ${first} minus ${second} | ${signed(found)} | ${found.onlyFirst} / ${found.onlySecond} | ${pValue(found)} | ${signedNats(lossMinus[set]!)} |`;
    }),
  );
}

function verdictLines(table: SqlgenTable): string[] {
  const sets = comparedSets(table);
  return table.differences.flatMap(({ first, second, minus, lossMinus }) =>
    sets
      .filter((set) => sets.at(-1) !== 'all' || set === 'all')
      .map((set) => {
        const where = `${table.dialect ?? 'All dialects'}, ${set} questions`;
        return `- ${where}: ${verdict(first, second, minus[set]!)} ${lossVerdict(first, lossMinus[set]!)}`;
      }),
  );
}

function lossVerdict(first: string, { low, high }: Estimate): string {
  if (high < 0) return `By the loss of the gold, ${first} is better.`;
  if (low > 0) return `By the loss of the gold, ${first} is worse.`;
  return 'The loss of the gold shows no difference.';
}
