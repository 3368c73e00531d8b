import {
  createPointerGenerator,
  createPointerScorer,
  pointerSpecs,
  trainPointerModel,
} from '@momq/moe/pointer';
import type { HostParameters } from '@momq/moe';
import type { PointerModelConfig } from '@momq/moe/pointer';
import type { LogicalDialectPack } from '@momq/dialect';
import type { LinkedPrefix } from '../prefix/build-prefix.js';
import { encodePair, examplesBatch, pairBatches } from './example-batches.js';
import type { DialectPair, ExampleReader, GroupUse } from './example-batches.js';
import { evenly } from './experiment-data.js';
import type { ExperimentData } from './experiment-data.js';
import { experimentShape } from './experiment-settings.js';
import type { ExperimentSetting, ExperimentSizes } from './experiment-settings.js';
import type { ExperimentVariant, SizedVariant } from './experiment-variants.js';
import { predictQuery, testPrefix } from './predict-queries.js';
import type { Prediction, QueryVerdicts } from './query-verdicts.js';

/** What one run found in one dialect. */
export interface DialectOutcome {
  /** Whether each held-out question was answered correctly, by question id. */
  readonly correct: Readonly<Record<string, boolean>>;
  /** Negative log-likelihood per held-out target code, in nats. */
  readonly tokenLoss: number;
  /** Share of questions whose mean dialect logits are largest for their own dialect; null without a dialect router. */
  readonly routed: number | null;
}

/** One run: a variant, a setting, a seed. */
export interface RunResult {
  /** Identity of everything that the run depends on besides the next three. */
  readonly experiment: string;
  /** Commit of the code that ran, or null outside a repository. */
  readonly commit: string | null;
  readonly setting: ExperimentSetting;
  readonly variant: ExperimentVariant;
  readonly seed: number;
  readonly rank: number;
  readonly adapterWeights: number;
  /** Adapters, norms and the two vocabulary matrices. */
  readonly trainedWeights: number;
  readonly steps: number;
  readonly trainLoss: number;
  readonly dialects: Readonly<Record<string, DialectOutcome>>;
  /** Processor seconds of the process by part. */
  readonly cpuSeconds: Readonly<Record<'train' | 'decode' | 'execute' | 'score', number>>;
}

/** What all runs share. */
export interface ExperimentWorld {
  readonly packs: readonly LogicalDialectPack[];
  readonly data: ExperimentData;
  readonly reader: ExampleReader;
  readonly sizes: ExperimentSizes;
  /** The base: its config without adapters, and its weights. */
  readonly base: { readonly config: PointerModelConfig; readonly parameters: HostParameters };
  readonly verdicts: QueryVerdicts;
  /** Prefixes of the held-out questions by dialect, made once. */
  readonly prefixes: ReadonlyMap<string, readonly LinkedPrefix[]>;
}

/** Start-token and keyword rows are learnt with the adapters: the base has never seen the other dialects' words. */
const vocabularyWeights = ['pointer.token_embedding', 'pointer.keyword_head.weight'];

/** The pairs that the adapters see. */
export function trainingPairs(
  { data, packs, sizes }: Pick<ExperimentWorld, 'data' | 'packs' | 'sizes'>,
  setting: ExperimentSetting,
): DialectPair[] {
  return packs.flatMap(({ id: dialect }, place) => {
    const poor = setting === 'imbalanced' && place > 0;
    const questions = data.train.filter((question) => question.targets.has(dialect));
    return evenly(questions, poor ? sizes.poorPairs : sizes.richPairs).map((question) => ({
      question,
      dialect,
    }));
  });
}

/** Makes the held-out prefixes. Those longer than the shape are left out. */
export function testPrefixes(
  reader: ExampleReader,
  data: ExperimentData,
): ReadonlyMap<string, readonly LinkedPrefix[]> {
  return new Map(
    [...data.test].map(([dialect, tests]) => [
      dialect,
      tests.map((test) => testPrefix(reader, test, dialect)),
    ]),
  );
}

/** Trains a variant's adapters on the frozen base and measures it on the held-out questions. */
export async function runVariant(
  world: ExperimentWorld,
  run: Pick<RunResult, 'experiment' | 'commit' | 'setting' | 'variant' | 'seed'>,
  { mixture, rank, adapterWeights }: SizedVariant,
): Promise<RunResult> {
  const cpuSeconds = { train: 0, decode: 0, execute: 0, score: 0 };
  const timed = async <T>(part: keyof typeof cpuSeconds, work: () => Promise<T>): Promise<T> => {
    const before = process.cpuUsage();
    const result = await work();
    const { user, system } = process.cpuUsage(before);
    cpuSeconds[part] += (user + system) / 1e6;
    return result;
  };
  const { sizes, reader, base } = world;
  const config: PointerModelConfig = { ...base.config, mixture, dropout: 0 };
  const use: GroupUse = {
    groups: mixture.groups.map(({ name }) => name),
    ownGroupOnly: mixture.routing === 'dialect',
  };
  const adapterRoles = ['lora', 'shared', 'group', 'norm'];
  const trained = pointerSpecs(config).filter(
    ({ name, role }) => adapterRoles.includes(role) || vocabularyWeights.includes(name),
  );
  const names = new Set(trained.map(({ name }) => name));
  const { parameters, lastEntry, steps } = await timed('train', () =>
    trainPointerModel({
      config,
      phase: 'experts-and-head',
      trainable: (name) => names.has(name),
      parameters: base.parameters,
      batches: pairBatches(reader, trainingPairs(world, run.setting), use, run.seed),
      totalSteps: sizes.steps,
      optimizer: { learningRate: sizes.learningRate, emaDecay: null },
      seed: run.seed,
      threads: 1,
      logEverySteps: 25,
    }),
  );
  const dialects: Record<string, DialectOutcome> = {};
  const generator = createPointerGenerator(
    { config, parameters },
    {
      prefixBuckets: [experimentShape.prefixLength + 24],
      maxOutputLength: experimentShape.outputLength + 4,
      routing: use.ownGroupOnly ? 'known' : 'soft',
    },
  );
  const scorer = createPointerScorer({ config, parameters }, { threads: 1 });
  try {
    for (const pack of world.packs) {
      const tests = world.data.test.get(pack.id)!;
      const groups = use.ownGroupOnly ? { groups: [pack.id] } : {};
      const predictions: Prediction[] = [];
      await timed('decode', async () => {
        for (const [i, test] of tests.entries()) {
          const prefix = world.prefixes.get(pack.id)![i]!;
          const query = await predictQuery(generator, reader, { pack, test, prefix, ...groups });
          predictions.push({ test, query });
        }
      });
      const correct = await timed('execute', () => world.verdicts.judge(pack, predictions));
      const pairs = tests.map(({ question }) => ({ question, dialect: pack.id }));
      dialects[pack.id] = {
        correct: Object.fromEntries(tests.map(({ evaluation }, i) => [evaluation.id, correct[i]!])),
        ...(await timed('score', () => scorePairs(scorer, reader, pairs, use))),
      };
    }
  } finally {
    await Promise.all([generator.dispose(), scorer.dispose()]);
  }
  return {
    ...run,
    rank,
    adapterWeights,
    trainedWeights: trained.reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0),
    steps,
    trainLoss: lastEntry?.lmLoss ?? NaN,
    dialects,
    cpuSeconds,
  };
}

async function scorePairs(
  scorer: ReturnType<typeof createPointerScorer>,
  reader: ExampleReader,
  pairs: readonly DialectPair[],
  use: GroupUse,
): Promise<Pick<DialectOutcome, 'tokenLoss' | 'routed'>> {
  const encoded = pairs.flatMap((pair) => {
    const example = encodePair(reader, pair);
    return example === null ? [] : [{ encoded: example, dialect: pair.dialect }];
  });
  let [loss, codes, routed] = [0, 0, 0];
  let routes = false;
  const { batchSize } = experimentShape;
  for (let start = 0; start < encoded.length; start += batchSize) {
    const part = encoded.slice(start, start + batchSize);
    // the last batch is filled up, so that one graph serves all
    const full = Array.from({ length: batchSize }, (_, i) => part[i] ?? part[0]!);
    const batch = examplesBatch(full, use);
    const scores = await scorer.score(batch);
    part.forEach((_, i) => {
      loss += scores.negativeLogLikelihood[i]!;
      codes += scores.codes[i]!;
      if (scores.routedGroup === null) return;
      routes = true;
      routed += Number(scores.routedGroup[i] === batch.dialect[i]);
    });
  }
  return { tokenLoss: loss / codes, routed: routes ? routed / encoded.length : null };
}
