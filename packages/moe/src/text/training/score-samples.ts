import { jit, State } from '@momq/engine';
import {
  add,
  gather,
  logSumExp,
  mul,
  range,
  reshape,
  scalar,
  sub,
  zeros,
  type Tensor,
} from '@tensorflow/tfjs-core';
import type { HostParameters } from '../../numerics/host-tensor.js';
import { stateName } from '../../training/train-step.js';
import { vocabularyLogits } from '../model/language-model.js';
import type { LanguageModelConfig } from '../model/language-model-config.js';
import { sharedRows, type PlannedRow } from './batch-plan.js';
import { preparedTextRun } from './prepared-text-run.js';
import { KEPT_PREFIX_BYTES, PrefixReader, prefixTensors } from './prefix-reader.js';
import { sampleDialectLogits } from './sample-dialect-loss.js';
import { prefixesOf, textBatch } from './text-batch.js';
import { textForward, type TextInputs } from './text-losses.js';
import type { LanguageModelTrainerOptions } from './text-trainer-options.js';
import type { TokenizedSample } from './training-sample.js';

/** What a model makes of a sample that it does not train on. */
export interface SampleScore {
  readonly id: string;
  /** Negative log-likelihood of the answer's tokens, its end token among them, in nats; their sum. */
  readonly negativeLogLikelihood: number;
  /** Tokens of the answer. */
  readonly tokens: number;
  /** The group with the largest mean dialect logit over the sample's tokens, as L_DR averages them; null without a dialect router. */
  readonly routedGroup: string | null;
}

/** What {@link scoreSamples} needs: the options of the training with which the adapters were made, and their weights. */
export interface SampleScoring extends Pick<
  LanguageModelTrainerOptions,
  | 'base'
  | 'mixture'
  | 'samples'
  | 'maxLength'
  | 'sharedRowLength'
  | 'groupScope'
  | 'endToken'
  | 'threads'
  | 'keptPrefixBytes'
> {
  /** Adapters, and norms where they were trained. */
  readonly parameters: HostParameters;
}

/**
 * Scores samples with trained adapters, in float32 and without a gradient: the loss of each answer's tokens, and where the dialect
 * router sends it. Samples over `maxLength` are left out.
 *
 * @returns in the order in which rows hold them
 * @throws MoeError as `trainLanguageModel` does for options and samples
 */
export async function scoreSamples(scoring: SampleScoring): Promise<SampleScore[]> {
  const { base, mixture, maxLength, sharedRowLength, threads, parameters } = scoring;
  const { endToken, groupScope } = scoring;
  const { config, samples } = await preparedTextRun({
    ...{ base, mixture, maxLength, samples: scoring.samples },
    ...(sharedRowLength !== undefined && { sharedRowLength }),
    ...(endToken !== undefined && { endToken }),
    ...(groupScope !== undefined && { groupScope }),
    ...{ totalSteps: 1, batchSize: 1, optimizer: { learningRate: 1 } },
    onData: () => undefined,
  });
  const constants = Object.fromEntries(
    Object.entries(await base.constants())
      .filter(([name]) => !(name in parameters))
      .map(([name, constant]) => [stateName.weight(name), constant]),
  );
  const given = Object.entries(parameters);
  const state = State.from(
    Object.fromEntries(given.map(([name, value]) => [stateName.weight(name), value])),
  );
  const names = [...given.map(([name]) => stateName.weight(name)), ...Object.keys(constants)];
  const prefixes = prefixesOf(scoring);
  const settings = { constants, ...(threads !== undefined && { threads }) };
  const run = jit(
    ((inputs: TextInputs, weights: Record<string, Tensor>) =>
      scores(config, prefixes, { inputs, weights, names })) as never,
    { ...settings, name: 'score-samples' },
  );
  const keptBytes = scoring.keptPrefixBytes ?? KEPT_PREFIX_BYTES;
  const reader =
    prefixes === 'apart' ? new PrefixReader(config, { maxLength, keptBytes, jit: settings }) : null;
  const rows =
    sharedRowLength === undefined
      ? samples.map((sample) => [sample])
      : sharedRows(samples, sharedRowLength);
  const groups = mixture.groups.map(({ name }) => name);
  const scope = groupScope ?? (mixture.routing === 'dialect' ? 'own' : 'all');
  const shape = { batchSize: 1, numGroups: groups.length, packed: false, scope, prefixes };
  const found: SampleScore[] = [];
  try {
    for (const row of rows) {
      const batch = textBatch([row], { ...shape, maxLength: sharedRowLength ?? maxLength });
      const read = reader === null ? {} : await prefixOf(row, { reader, config, maxLength });
      const { losses, logits } = (await run.run({ ...batch.tensors, ...read }, state)) as Record<
        'losses' | 'logits',
        { data: Float32Array; shape: readonly number[] }
      >;
      found.push(...rowScores(row, { losses: losses.data, logits, groups, mixture }));
    }
  } finally {
    await Promise.all([run.dispose(), reader?.dispose()]);
  }
  return found;
}

/** Losses (A) of the answers' tokens, and mean dialect logits (1, M, D) of the samples; (1, 1, 1) without a dialect router. */
function scores(
  config: LanguageModelConfig,
  prefixes: ReturnType<typeof prefixesOf>,
  {
    inputs,
    weights,
    names,
  }: {
    readonly inputs: TextInputs;
    readonly weights: Record<string, Tensor>;
    readonly names: readonly string[];
  },
) {
  const own = names.map((name) => [name.slice(stateName.weight('').length), weights[name]!]);
  const parameters = Object.fromEntries(own) as Record<string, Tensor>;
  const run = { config, packed: false, checkpointing: null, prefixes };
  const { hidden, routings } = textForward(parameters, run, inputs, null);
  const answers = gather(reshape(hidden, [-1, hidden.shape[2]!]), inputs.answerPlaces);
  const vocabulary = vocabularyLogits(parameters, config, answers); // (A, V)
  const [count, size] = vocabulary.shape as [number, number];
  const places = add(mul(range(0, count, 1, 'int32'), scalar(size, 'int32')), inputs.targets);
  const wanted = gather(reshape(vocabulary, [-1]), places);
  const dialects = routings.flatMap(({ dialectLogits }) => dialectLogits ?? []);
  return {
    outputs: {
      losses: sub(logSumExp(vocabulary, 1), wanted),
      logits:
        dialects.length === 0 ? zeros([1, 1, 1]) : sampleDialectLogits(dialects, inputs, false),
    },
  };
}

async function prefixOf(
  [first]: PlannedRow,
  {
    reader,
    config,
    maxLength,
  }: {
    readonly reader: PrefixReader;
    readonly config: LanguageModelConfig;
    readonly maxLength: number;
  },
) {
  const { prefix, tokens } = first as TokenizedSample;
  const read =
    prefix === undefined ? null : await reader.read(prefix.index, tokens.slice(0, prefix.length));
  return prefixTensors([read], config, maxLength);
}

function rowScores(
  row: PlannedRow,
  {
    losses,
    logits,
    groups,
    mixture,
  }: {
    readonly losses: Float32Array;
    readonly logits: { readonly data: Float32Array };
    readonly groups: readonly string[];
    readonly mixture: SampleScoring['mixture'];
  },
): SampleScore[] {
  let start = 0;
  return row.map(({ id, tokens, promptLength }, slot) => {
    const own = losses.subarray(start, start + tokens.length - promptLength);
    start += own.length;
    const ours = logits.data.subarray(slot * groups.length, (slot + 1) * groups.length);
    return {
      id,
      negativeLogLikelihood: own.reduce((sum, each) => sum + each, 0),
      tokens: own.length,
      routedGroup: mixture.dialectRouter ? (groups[ours.indexOf(Math.max(...ours))] ?? null) : null,
    };
  });
}
