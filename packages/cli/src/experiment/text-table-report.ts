import { acrossSeeds } from '@momq/core/evaluation';
import type { Estimate } from '@momq/core/evaluation';
import { momqTables, settingLines, variantTitle } from '@momq/model-nano/experiment';
import type { SettingTable } from '@momq/model-nano/experiment';
import type { TextRunResult } from './text-table-run.js';
import { rowsOf } from './text-table-sizes.js';
import type { TextTableRuns } from './text-table.js';

/** MoMQ's loss minus a method's on the gold's tokens, in nats, mean over questions with a t interval; below zero MoMQ is better. */
export interface LossDifference extends Estimate {
  readonly setting: string;
  readonly variant: string;
  /** All dialects, or one. */
  readonly dialect: string;
  readonly questions: number;
}

/** Tables of the comparison as data. */
export interface TextTables {
  readonly tables: readonly SettingTable[];
  readonly losses: readonly LossDifference[];
}

/** The tables, and the paired differences of losses where MoMQ has the same seeds. */
export function textTables({ results, dialects }: TextTableRuns): TextTables {
  const tables = momqTables({ results });
  const losses = tables.flatMap(({ setting, rows }) =>
    rows.flatMap(({ variant, momqMinus }) => {
      if (momqMinus === null) return [];
      const of = (name: string): TextRunResult[] =>
        results.filter((run) => run.setting === setting && run.variant === name);
      const differences = questionDifferences(of('momq'), of(variant));
      return ['all', ...dialects].map((dialect) => {
        const own = [...differences]
          .filter(([id]) => dialect === 'all' || id.startsWith(`${dialect}/`))
          .map(([, value]) => value);
        return { setting, variant, dialect, questions: own.length, ...acrossSeeds(own) };
      });
    }),
  );
  return { tables, losses };
}

/** First minus second by question, mean over the seeds that the second has. */
function questionDifferences(
  first: readonly TextRunResult[],
  second: readonly TextRunResult[],
): Map<string, number> {
  const sums = new Map<string, number>();
  for (const run of second) {
    const other = first.find(({ seed }) => seed === run.seed)!;
    for (const [id, loss] of Object.entries(run.goldLoss))
      sums.set(id, (sums.get(id) ?? 0) + (other.goldLoss[id]! - loss) / second.length);
  }
  return sums;
}

const percent = (value: number): string => `${(100 * value).toFixed(1)} %`;
const signed = (x: number): string => `${x >= 0 ? '+' : '−'}${Math.abs(x).toFixed(3)}`;

/** The report as Markdown. @param command that gives it again */
export function textTableMarkdown(runs: TextTableRuns, command: string): string {
  const { sizes, results, dialects, base } = runs;
  const commits = [...new Set(results.map(({ commit }) => commit ?? 'not known'))];
  const trainers = [...new Set(results.map(({ trainer }) => trainer))];
  const settings = [...new Set(results.map(({ setting }) => setting))];
  const { losses } = textTables(runs);
  const counted = (counts: Readonly<Record<string, number>>): string =>
    Object.entries(counts)
      .map(([id, n]) => `${n} ${id}`)
      .join(', ');
  const lines = [
    `# MoMQ against other adapters on ${base}`,
    '',
    `Command: \`${command}\`, commit ${commits.join(', ')}.`,
    '',
    `The base is frozen. Each method trains adapters after the schema (\`after-prefix\`), ${sizes.epochs} epoch${sizes.epochs === 1 ? '' : 's'} with rows of`,
    `${sizes.rowLength} tokens behind their schema, a row an update, in the same order for a seed, with about as many adapter weights (LoRA rank`,
    `chosen to fit; scale 2), learning rate ${sizes.learningRate}, weight of L_DR ${sizes.dialectLoss}; trained by ${trainers.join(', ')}.`,
    ...settings.map(
      (setting) => `${title(setting)}: ${counted(rowsOf(setting, dialects, sizes))}.`,
    ),
    `Held out: ${counted(runs.testQuestions)}, the same questions in every dialect, on databases of which nothing is trained. Answers are`,
    "greedy, kept to the pack's grammar, without repair, and run on the dialects' engines as in `momq eval`. Only per-dialect LoRA is told",
    'the dialect; elsewhere the routers decide. Intervals over seeds say nothing with one seed; those of the paired differences are over questions.',
    ...settingLines(results, dialects),
    '',
    '## Loss of the gold, paired',
    '',
    'MoMQ minus the method, in nats a token of the gold, mean over questions with 95 % interval (t); below zero MoMQ is better.',
    '',
    `| setting | method | ${['all', ...dialects].join(' | ')} |`,
    `|---|---|${['all', ...dialects].map(() => '---').join('|')}|`,
    ...pairedLines(losses),
    '',
    '## Runs',
    '',
    '| setting | method | seed | steps | EX and loss by dialect | dialect router right | minutes |',
    '|---|---|---|---|---|---|---|',
    ...results.map(runLine),
    '',
    'Data:',
    '',
    ...Object.entries(runs.hashes).map(([file, hash]) => `- ${file}: sha256 ${hash}`),
    '',
  ];
  return lines.join('\n');
}

function title(setting: string): string {
  return setting === 'balanced' ? 'Balanced' : 'Imbalanced';
}

function pairedLines(losses: readonly LossDifference[]): string[] {
  const rows = new Map<string, string[]>();
  for (const { setting, variant, mean, low, high } of losses) {
    const name = `${setting} | ${variantTitle(variant as 'momq')}`;
    rows.set(name, [
      ...(rows.get(name) ?? []),
      `${signed(mean)} [${signed(low)}, ${signed(high)}]`,
    ]);
  }
  return [...rows].map(([name, cells]) => `| ${name} | ${cells.join(' | ')} |`);
}

function runLine({ setting, variant, seed, steps, dialects, minutes }: TextRunResult): string {
  const all = Object.entries(dialects);
  const measured = all.map(([id, { correct, tokenLoss }]) => {
    const answers = Object.values(correct);
    return `${id} ${answers.filter(Boolean).length}/${answers.length}, ${tokenLoss.toFixed(3)}`;
  });
  const routed = all.flatMap(([id, outcome]) =>
    outcome.routed === null ? [] : [`${id} ${percent(outcome.routed)}`],
  );
  return `| ${setting} | ${variantTitle(variant)} | ${seed} | ${steps} | ${measured.join('; ')} | ${routed.join(', ')} | ${minutes.toFixed(1)} |`;
}
