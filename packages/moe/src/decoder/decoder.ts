import { add, type Tensor } from '@tensorflow/tfjs-core';
import type { DecoderConfig } from '../config/decoder-config.js';
import type { MixtureConfig } from '../config/mixture-config.js';
import { expertLayout } from '../mixture/expert-layout.js';
import type { Adapters } from '../mixture/adapters.js';
import { routeByHidden, type Routing } from '../mixture/router.js';
import type { RoutingScope } from '../mixture/routing-scope.js';
import { noDropout, type Dropout } from '../numerics/dropout.js';
import { parameter, type Parameters } from '../numerics/parameters.js';
import { rmsNorm } from '../numerics/rms-norm.js';
import { selfAttention, type Attend } from './attention.js';
import { feedForward } from './feed-forward.js';
import { rotaryTables } from './rotary.js';

/** How a stack of blocks runs. */
export interface DecoderRun {
  readonly config: DecoderConfig;
  readonly attend: Attend;
  /** The adapters, or null for the plain base. */
  readonly mixture: { readonly config: MixtureConfig; readonly scope: RoutingScope } | null;
  /** The plain LoRAs are already part of the base weights (see `foldAdapters`). Default false. */
  readonly folded?: boolean;
  readonly dropout?: Dropout;
  /** Dropout rate of the residual branches. Default 0. */
  readonly residualDropout?: number;
  /** (B, S) int32 positions for RoPE. Default: 0 … S-1 in every row. */
  readonly positions?: Tensor | null;
  /** Also return what each layer reads. Default false. */
  readonly collectHidden?: boolean;
}

/** Last hidden states and what the routers of each layer decided (empty without expert groups). */
export interface DecoderOutput {
  /** (B, S, D) after the final norm. */
  readonly hidden: Tensor;
  readonly routings: readonly Routing[];
  /** With `collectHidden`: the input, the result of every layer but the last, and `hidden`, each (B, S, D), as Hugging Face's `output_hidden_states`; else empty. */
  readonly hiddenStates: readonly Tensor[];
}

/**
 * The block stack: x += attention(norm(x)); x += down(silu(gate) · up)(norm(x)); final norm.
 * With two-pass routing the stack runs twice, first without adapters; `attend` is then called twice per layer.
 * @param x (B, S, D) embedded inputs
 */
export function decoder(parameters: Parameters, x: Tensor, run: DecoderRun): DecoderOutput {
  const { mixture, folded = false, dropout = noDropout } = run;
  if (mixture === null) return blocks(parameters, x, run, null);
  const { config, scope } = mixture;
  const routeRun = { config, scope, layout: expertLayout(config), dropout };
  const adapters: Adapters = { ...routeRun, folded, given: null, routings: [] };
  if (config.routing !== 'two-pass' || routeRun.layout.numExperts === 0)
    return blocks(parameters, x, run, adapters);
  const first = blocks(parameters, x, { ...run, collectHidden: false }, null);
  const given = routeByHidden(parameters, 'scaling', first.hidden, routeRun);
  return blocks(parameters, x, run, { ...adapters, given, routings: [given] });
}

function blocks(
  parameters: Parameters,
  x: Tensor,
  run: DecoderRun,
  adapters: Adapters | null,
): DecoderOutput {
  const { config, attend, dropout = noDropout, residualDropout = 0 } = run;
  const norm = (name: string, input: Tensor): Tensor =>
    rmsNorm(input, parameter(parameters, `${name}.weight`), config.normEpsilon);
  const rotary = rotaryTables(config, x.shape[1] as number, run.positions ?? null);
  const hiddenStates: Tensor[] = [];
  let hidden = x;
  for (let layer = 0; layer < config.numLayers; layer += 1) {
    const name = `layers.${layer}`;
    if (run.collectHidden === true) hiddenStates.push(hidden);
    const normed = norm(`${name}.input_layernorm`, hidden);
    const attended = selfAttention(parameters, layer, normed, { config, adapters, attend, rotary });
    hidden = add(hidden, dropout.apply(attended, residualDropout));
    const residual = norm(`${name}.post_attention_layernorm`, hidden);
    const output = feedForward(parameters, layer, residual, adapters);
    hidden = add(hidden, dropout.apply(output, residualDropout));
  }
  hidden = norm('norm', hidden);
  if (run.collectHidden === true) hiddenStates.push(hidden);
  return { hidden, routings: adapters?.routings ?? [], hiddenStates };
}
