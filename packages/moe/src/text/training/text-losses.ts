import { softmaxCrossEntropy } from '@momq/engine/ops';
import { add, gather, keep, mul, scalar, slice, reshape, type Tensor } from '@tensorflow/tfjs-core';
import type { Attend } from '../../decoder/forward-pass.js';
import type { LanguageModelConfig } from '../model/language-model-config.js';
import { causalMask } from '../model/causal-mask.js';
import { languageModelHidden } from '../model/language-model.js';
import { attendAfterPrefix, prefixBias } from '../model/prefix-attention.js';
import { selectedShares } from '../../losses/balance-loss.js';
import { routerBalance } from '../../losses/router-losses.js';
import { expertLayout } from '../../mixture/expert-layout.js';
import type { Routing } from '../../mixture/router.js';
import { hashDropout, noDropout } from '../../numerics/dropout.js';
import { parameter, type Parameters } from '../../numerics/parameters.js';
import type { LossWeights } from '../../losses/loss-weights.js';
import type { LossFunction } from '../../training/train-step.js';
import { sampleDialectLogits, sampleDialectLoss, type SampleSlots } from './sample-dialect-loss.js';
import type { TextBatch, TextBatchShape } from './text-batch.js';

/** A `TextBatch` inside a graph. */
export type TextInputs = {
  readonly [Name in keyof TextBatch['tensors']]: Tensor;
};

/** Shares of a micro-batch in its update, scalars that add up to 1 over the micro-batches. */
export interface BatchShares<T> {
  /** Of the tokens in L_LM. */
  readonly answerShare: T;
  /** Of the positions in L_Bal. */
  readonly positionShare: T;
  /** Of the samples in L_DR. */
  readonly sampleShare: T;
}

/** What {@link textLosses} reads. */
type LossInputs = TextInputs &
  BatchShares<Tensor> & { readonly seed: Tensor; readonly selected: Tensor };

/** How a text model runs in training. */
export interface TextRun {
  readonly config: LanguageModelConfig;
  /** Whether rows hold several samples. */
  readonly packed: boolean;
  /** As in `TextBatchShape`. Default `read`. */
  readonly prefixes?: TextBatchShape['prefixes'];
  /** Weights with a gradient, to use gradient checkpointing; null for none. */
  readonly checkpointing: ((weight: string) => boolean) | null;
}

/** Hidden states and routings of a batch. @param seed of dropout, null for none */
export function textForward(
  parameters: Parameters,
  { config, packed, checkpointing, prefixes = 'read' }: TextRun,
  inputs: TextInputs,
  seed: Tensor | null,
) {
  const { tokens, mask, segments, positions, groupMask } = inputs;
  // padding is on the right, where causal attention never looks; only routers of whole sequences need the mask
  const places = packed ? { segments, positions } : {};
  const sentence = config.mixture?.routing === 'sentence' ? { mask } : {};
  const options = {
    dropout: seed === null ? noDropout : hashDropout(seed),
    ...(checkpointing === null ? {} : { checkpointing }),
  };
  if (prefixes !== 'apart')
    return languageModelHidden(
      parameters,
      config,
      {
        ...{ tokens, groupMask, ...places, ...sentence },
        ...(prefixes === 'rest' ? { active: mask } : {}),
      },
      options,
    );
  return languageModelHidden(
    parameters,
    config,
    { tokens, groupMask, positions },
    { ...options, attend: apartAttention(inputs, checkpointing !== null) },
  );
}

/** Each sample of a row sees the row's prefix and itself. @param lasting whether blocks are computed again, and read the biases then */
function apartAttention(
  { tokens, segments, prefix, prefixMask }: TextInputs,
  lasting: boolean,
): Attend {
  const states = { states: prefix as Tensor, mask: prefixMask as Tensor };
  const length = tokens.shape[1] as number;
  const own = causalMask(length, undefined, { mask: null, segments })(0);
  const biases = { own: () => own, prefix: prefixBias(states) };
  if (lasting) for (const bias of [own, biases.prefix]) keep(bias);
  return attendAfterPrefix(states, biases);
}

/**
 * L = L_LM + balance · L_Bal + dialect · L_DR of a batch, or its share of a larger one (arXiv 2410.18406, §4.2).
 * L_LM is the mean over answer tokens, L_Bal pools the positions of all layers that are not padding, L_DR is the mean over samples.
 * @param pooled the inputs give `selected`, the shares f_e of the whole update (see `balanceLoss`)
 */
export function textLosses(run: TextRun, weights: LossWeights, pooled: boolean): LossFunction {
  const { config } = run;
  return (parameters, inputs) => {
    const batch = inputs as unknown as LossInputs;
    const { hidden, routings } = textForward(parameters, run, batch, batch.seed);
    const head = config.tiedEmbeddings ? 'embed_tokens.weight' : 'lm_head.weight';
    const rows = reshape(hidden, [-1, hidden.shape[2] as number]);
    // logits of the answers alone: most of a sample is its prompt
    const answers = gather(rows, batch.answerPlaces);
    const entropy = softmaxCrossEntropy(answers, parameter(parameters, head), batch.targets, {
      weights: batch.targetMask,
      labelSmoothing: weights.labelSmoothing,
    });
    const lmLoss = mul(entropy, batch.answerShare);
    const selected = pooled ? batch.selected : null;
    const balanceLoss = mul(balanceOf(config, routings, batch, selected), batch.positionShare);
    const dialectLoss = mul(
      dialectLossOf(config, routings, batch, weights.dialectSmoothing),
      batch.sampleShare,
    );
    const router = add(mul(balanceLoss, weights.balance), mul(dialectLoss, weights.dialect));
    return { loss: add(lmLoss, router), lmLoss, balanceLoss, dialectLoss };
  };
}

/** f_e of a batch: the shares of its positions that choose each expert, (N) or (N / D) when balanced within groups. */
export function textSelectedShares(
  parameters: Parameters,
  run: TextRun,
  inputs: TextInputs & { readonly seed: Tensor },
): Tensor {
  const { mixture } = run.config;
  const { routings } = textForward(
    parameters,
    { ...run, checkpointing: null },
    inputs,
    inputs.seed,
  );
  const logits = routings.flatMap(({ expertLogits }) => expertLogits ?? []);
  if (mixture === null || logits.length === 0) return scalar(0);
  const mask = mixture.routing === 'sentence' ? null : inputs.mask;
  const groups = mixture.balanceWithinGroups ? mixture.groups.length : 1;
  return selectedShares(logits, mixture.expertsPerToken, mask, groups);
}

function balanceOf(
  { mixture }: LanguageModelConfig,
  routings: readonly Routing[],
  { mask, dialects }: TextInputs,
  selected: Tensor | null,
): Tensor {
  if (mixture === null) return scalar(0);
  const rows = dialects.shape[0] as number;
  const dialect = reshape(slice(dialects, [0, 0], [rows, 1]), [rows]);
  return routerBalance(mixture, routings, { positions: mask, dialect }, selected);
}

function dialectLossOf(
  { mixture }: LanguageModelConfig,
  routings: readonly Routing[],
  slots: SampleSlots,
  smoothing: number,
): Tensor {
  const logits = routings.flatMap(({ dialectLogits }) => dialectLogits ?? []);
  // with one group there is nothing to choose
  if (mixture === null || logits.length === 0 || expertLayout(mixture).numGroups < 2)
    return scalar(0);
  const everywhere = mixture.dialectLossPositions === 'all';
  const means = sampleDialectLogits(logits, slots, everywhere);
  return sampleDialectLoss(means, slots, smoothing);
}
