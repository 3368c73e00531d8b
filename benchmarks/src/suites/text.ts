import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { momqEval, type EvalSummary } from '../momq-eval.js';
import { measurement } from '../measurement.js';
import type { Measurement } from '../measurement.js';
import type { BenchCase, Suite } from '../suite.js';

const records = fileURLToPath(new URL('../../.cache/text', import.meta.url));

/** Dialects whose embedded engines answer. */
const dialects = ['sqlite', 'postgres', 'cypher'];

/** What answers, and the right answers in percent that it should reach. */
const models: Readonly<Record<string, number | null>> = {
  nano: null,
  'qwen2.5-coder-0.5b': null,
  'qwen2.5-coder-1.5b': null,
  'cascade:qwen2.5-coder-0.5b': 63,
  'cascade:qwen2.5-coder-1.5b': 68,
};

/** Execution accuracy of language models without experts, alone and with nano, on people's questions about ten unseen databases. */
export const textSuite: Suite = {
  description:
    'momq eval --suite spider-public --resume, which asks what records in benchmarks/.cache/text do not have yet: a run that was ' +
    'stopped goes on. With --questions so many evenly spaced questions. A confidence interval of 95 % stands beside each accuracy.',
  cases: Object.fromEntries(
    Object.entries(models).flatMap(([model, target]) =>
      dialects.map((dialect) => [
        `${model}/${dialect}`,
        accuracyCase({ suite: 'spider-public', model, dialect, target }),
      ]),
    ),
  ),
};

interface AccuracyCase {
  readonly suite: string;
  readonly model: string;
  readonly dialect: string;
  readonly target: number | null;
}

function accuracyCase({ suite, model, dialect, target }: AccuracyCase): BenchCase {
  return {
    description: `${model} in ${dialect} on ${suite}, one greedy answer or the first candidate that has rows.`,
    async run(progress, { questions }) {
      mkdirSync(records, { recursive: true });
      const file = `${records}/${suite}-${model}-${dialect}.jsonl`.replaceAll(':', '-');
      const args = ['--suite', suite, '--dialect', dialect, '--model', model];
      const limit = questions === undefined ? [] : ['--limit', String(questions)];
      progress(`momq eval ${[...args, ...limit].join(' ')}`);
      const summary = await momqEval([...args, ...limit, '--records', file, '--resume']);
      return figures(summary, target);
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
