import { acrossSeeds } from '@momq/core/evaluation';
import type { Estimate, PairedDifference } from '@momq/core/evaluation';
import type { MomqTableRuns } from './momq-table.js';
import { experimentSettings } from './experiment-settings.js';
import type { ExperimentSetting } from './experiment-settings.js';
import { variantTitle } from './experiment-variants.js';
import type { ExperimentVariant } from './experiment-variants.js';
import {
  accuracy,
  differences,
  interval,
  mean,
  percent,
  pValue,
  signed,
  verdict,
} from './paired-report.js';
import type { RunResult } from './run-variant.js';

/** One row of the table. */
export interface VariantRow {
  readonly variant: ExperimentVariant;
  readonly rank: number;
  readonly adapterWeights: number;
  readonly trainedWeights: number;
  readonly seeds: number;
  /** Execution accuracy by dialect, and `mean` over the dialects; mean and interval over seeds. */
  readonly ex: Readonly<Record<string, Estimate>>;
  /** Held-out token loss in nats, mean of the dialects. */
  readonly tokenLoss: Estimate;
  /** Share of questions that the dialect router gives to their own group, mean of seeds and dialects; null without one. */
  readonly routed: number | null;
  /** MoMQ minus this variant, in accuracy, over all dialects and by dialect; null for MoMQ itself and without its runs. */
  readonly momqMinus: Readonly<Record<string, PairedDifference>> | null;
}

/** The table of one setting. */
export interface SettingTable {
  readonly setting: ExperimentSetting;
  readonly rows: readonly VariantRow[];
}

function rowOf(runs: readonly RunResult[], momq: readonly RunResult[]): VariantRow {
  const [first] = runs as [RunResult];
  const dialects = Object.keys(first.dialects);
  const routed = runs.flatMap((run) =>
    Object.values(run.dialects).flatMap((outcome) => outcome.routed ?? []),
  );
  const seeds = new Set(runs.map(({ seed }) => seed));
  const same = momq.filter(({ seed }) => seeds.has(seed));
  const compared = first.variant !== 'momq' && same.length === runs.length;
  const outcomes = (of: readonly RunResult[]) => of.map((run) => run.dialects);
  return {
    variant: first.variant,
    rank: first.rank,
    adapterWeights: first.adapterWeights,
    trainedWeights: first.trainedWeights,
    seeds: runs.length,
    ex: {
      mean: acrossSeeds(runs.map((run) => mean(dialects.map((id) => accuracy(run.dialects[id]!))))),
      ...Object.fromEntries(
        dialects.map((id) => [id, acrossSeeds(runs.map((run) => accuracy(run.dialects[id]!)))]),
      ),
    },
    tokenLoss: acrossSeeds(
      runs.map((run) => mean(Object.values(run.dialects).map(({ tokenLoss }) => tokenLoss))),
    ),
    routed: routed.length === 0 ? null : mean(routed),
    momqMinus: compared ? differences(outcomes(same), outcomes(runs), dialects) : null,
  };
}

/** The tables of an experiment, MoMQ first. Settings and variants without a run are left out. */
export function momqTables({ results }: Pick<MomqTableRuns, 'results'>): SettingTable[] {
  return experimentSettings.flatMap((setting) => {
    const ofSetting = results.filter((run) => run.setting === setting);
    const variants = [...new Set(ofSetting.map(({ variant }) => variant))];
    if (variants.length === 0) return [];
    const runsOf = (variant: ExperimentVariant): RunResult[] =>
      ofSetting.filter((run) => run.variant === variant).sort((a, b) => a.seed - b.seed);
    return [{ setting, rows: variants.map((variant) => rowOf(runsOf(variant), runsOf('momq'))) }];
  });
}

/** What a report says besides the tables. */
export interface ReportFacts {
  readonly command: string;
}

/** The tables of every setting with what came out, as lines of Markdown. @param dialects in the order of the columns */
export function settingLines(
  results: readonly RunResult[],
  dialects: readonly string[],
): readonly string[] {
  const lines: string[] = [];
  for (const { setting, rows } of momqTables({ results })) {
    const heads = ['mean', ...dialects];
    lines.push(
      '',
      `## ${setting === 'balanced' ? 'Balanced' : 'Imbalanced'}`,
      '',
      'Execution accuracy in %, mean over seeds with 95 % interval (t); token loss in nats.',
      '',
      `| method | ${heads.join(' | ')} | token loss | rank | adapter weights | routed right | seeds |`,
      `|---|${heads.map(() => '---').join('|')}|---|---|---|---|---|`,
      ...rows.map((row) =>
        [
          '',
          variantTitle(row.variant),
          ...heads.map((id) => interval(row.ex[id]!)),
          row.tokenLoss.mean.toFixed(3),
          String(row.rank),
          row.adapterWeights.toLocaleString('en'),
          row.routed === null ? '' : `${percent(row.routed)} %`,
          String(row.seeds),
          '',
        ]
          .join(' | ')
          .trim(),
      ),
      '',
      'MoMQ minus the method in points, paired by question and seed: bootstrap over questions, 95 %; b / c: pairs that only MoMQ, only the method answered; p: exact McNemar test.',
      '',
      `| method | all | ${dialects.join(' | ')} | b / c | p |`,
      `|---|---|${dialects.map(() => '---').join('|')}|---|---|`,
      ...rows.flatMap(({ variant, momqMinus }) => {
        if (momqMinus === null) return [];
        const all = momqMinus['all']!;
        const cells = ['all', ...dialects].map((id) => signed(momqMinus[id]!));
        return [
          `| ${variantTitle(variant)} | ${cells.join(' | ')} | ${all.onlyFirst} / ${all.onlySecond} | ${pValue(all)} |`,
        ];
      }),
      '',
      ...rows.flatMap(({ variant, momqMinus }) =>
        momqMinus === null
          ? []
          : [`- ${verdict('MoMQ', variantTitle(variant), momqMinus['all']!)}`],
      ),
    );
  }
  return lines;
}

/** The report as Markdown. */
export function momqTableMarkdown(runs: MomqTableRuns, facts: ReportFacts): string {
  const { sizes, results } = runs;
  const dialects = Object.keys(runs.testQuestions);
  const commits = [...new Set(results.map(({ commit }) => commit ?? 'not known'))];
  const [rich, ...poor] = dialects as [string, ...string[]];
  const lines = [
    '# MoMQ against other adapters at small scale',
    '',
    `Command: \`${facts.command}\`, commit ${commits.join(', ')}.`,
    '',
    `A decoder of 4 layers and width 128, trained for ${sizes.baseSteps} steps on ${sizes.basePairs} ${rich} pairs alone, is frozen. Each`,
    `method trains its adapters, the norms and the two vocabulary matrices for ${sizes.steps} steps of 16 pairs, with the same`,
    'samples in the same order for a seed, and about as many adapter weights (LoRA rank chosen to fit; scale 2 for all).',
    `Balanced: ${sizes.richPairs} pairs of each dialect. Imbalanced: ${sizes.richPairs} of ${rich}, ${sizes.poorPairs} each of ${poor.join(' and ')}. Held out:`,
    `${Object.entries(runs.testQuestions)
      .map(([id, n]) => `${n} ${id}`)
      .join(
        ', ',
      )} questions on databases of domains that no training data has; answers by greedy decoding under the query`,
    "grammar, run on the dialects' engines. Every method reads the dialect's start token. Only per-dialect LoRA is told which",
    'group to use; elsewhere the routers decide.',
    ...settingLines(results, dialects),
  ];
  const cpu = results
    .flatMap(({ cpuSeconds }) => Object.values(cpuSeconds))
    .reduce((sum, seconds) => sum + seconds, 0);
  lines.push(
    '',
    `Processor time of the ${results.length} runs: ${(cpu / 60).toFixed(0)} minutes, one thread. Data:`,
    '',
    ...Object.entries(runs.hashes).map(([file, hash]) => `- ${file}: sha256 ${hash}`),
    '',
  );
  return lines.join('\n');
}
