import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { momqEval, type EvalSummary } from '../momq-eval.js';
import { measurement } from '../measurement.js';
import type { Measurement } from '../measurement.js';
import type { BenchCase, Suite } from '../suite.js';

const records = fileURLToPath(new URL('../../.cache/text', import.meta.url));

/** Dialects whose embedded engines answer. */
const dialects = ['sqlite', 'postgres', 'cypher'];

/** The experts of this repository, as `--model` takes them. */
const experts = fileURLToPath(
  new URL('../../../packages/experts-qwen2.5-coder-0.5b/weights', import.meta.url),
);

/** Right answers in percent that a case should reach: in SQL dialects, and in Cypher. */
type Targets = readonly [sql: number, cypher: number] | null;

/** What answers, by the name of its cases. */
interface Contestant {
  /** As `--model` takes it. */
  readonly model: string;
  /** Queries that vote. Default: one greedy query, or what the model proposes by itself. */
  readonly candidates?: number;
  readonly targets: Targets;
}

const contestants: Readonly<Record<string, Contestant>> = {
  nano: { model: 'nano', targets: null },
  'qwen2.5-coder-0.5b': { model: 'qwen2.5-coder-0.5b', targets: null },
  'qwen2.5-coder-1.5b': { model: 'qwen2.5-coder-1.5b', targets: null },
  'qwen2.5-coder-0.5b-experts': { model: experts, targets: null },
  'qwen2.5-coder-0.5b-experts-voted': { model: experts, candidates: 8, targets: [66, 62] },
  'cascade:qwen2.5-coder-0.5b': { model: 'cascade:qwen2.5-coder-0.5b', targets: [63, 63] },
  'cascade:qwen2.5-coder-1.5b': { model: 'cascade:qwen2.5-coder-1.5b', targets: [68, 68] },
  'cascade:qwen2.5-coder-0.5b-experts': { model: `cascade:${experts}`, targets: [74, 69] },
};

/** Execution accuracy of language models, bare, with experts and with nano, on people's questions about ten unseen databases. */
export const textSuite: Suite = {
  description:
    'momq eval --suite spider-public --resume, which asks what records in benchmarks/.cache/text do not have yet: a run that was ' +
    'stopped goes on. With --questions so many evenly spaced questions. A confidence interval of 95 % stands beside each accuracy.',
  cases: Object.fromEntries(
    Object.entries(contestants).flatMap(([name, contestant]) =>
      dialects.map((dialect) => [`${name}/${dialect}`, accuracyCase(name, contestant, dialect)]),
    ),
  ),
};

function accuracyCase(
  name: string,
  { model, candidates, targets }: Contestant,
  dialect: string,
): BenchCase {
  const suite = 'spider-public';
  const written =
    candidates === undefined
      ? 'one greedy query, or the first candidate that has rows'
      : `at most ${candidates} queries that vote by their rows`;
  return {
    description: `${name} in ${dialect} on ${suite}, ${written}.`,
    async run(progress, { questions }) {
      mkdirSync(records, { recursive: true });
      const file = `${records}/${suite}-${name}-${dialect}.jsonl`.replaceAll(':', '-');
      const args = ['--suite', suite, '--dialect', dialect, '--model', model];
      if (candidates !== undefined) args.push('--candidates', String(candidates));
      if (questions !== undefined) args.push('--limit', String(questions));
      progress(`momq eval ${args.join(' ')}`);
      const summary = await momqEval([...args, '--records', file, '--resume']);
      return figures(summary, targets === null ? null : targets[dialect === 'cypher' ? 1 : 0]);
    },
  };
}

function figures(summary: EvalSummary, target: number | null): Measurement[] {
  const { n, ex, low, high, executable, declined } = summary;
  const percent = (name: string, share: number): Measurement =>
    measurement(name, { value: 100 * share, unit: '%' }, 'report only');
  return [
    measurement(
      'execution accuracy',
      { value: 100 * ex, unit: '%' },
      target === null ? 'report only' : { atLeast: target },
    ),
    percent('at least (95 %)', low),
    percent('at most (95 %)', high),
    percent('executable', executable),
    percent('declined', declined),
    measurement('questions', { value: n, unit: 'questions' }, 'report only'),
  ];
}
