import { add, type Tensor } from '@tensorflow/tfjs-core';
import type { DecoderConfig } from '../config/decoder-config.js';
import type { MixtureConfig } from '../config/mixture-config.js';
import { expertLayout } from '../mixture/expert-layout.js';
import { mixtureLayer } from '../mixture/mixture-layer.js';
import type { Routing, RoutingScope } from '../mixture/router.js';
import { noDropout, type Dropout } from '../numerics/dropout.js';
import { linear } from '../numerics/linear.js';
import { optionalParameter, parameter, type Parameters } from '../numerics/parameters.js';
import { rmsNorm } from '../numerics/rms-norm.js';
import { selfAttention, type Attend } from './attention.js';
import { gatedActivation } from './feed-forward.js';
import { loraInput } from './lora-linear.js';
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
 * @param x (B, S, D) embedded inputs
 */
export function decoder(parameters: Parameters, x: Tensor, run: DecoderRun): DecoderOutput {
  const { config, attend, mixture, folded = false, dropout = noDropout, residualDropout = 0 } = run;
  const lora = mixture === null || folded ? null : mixture.config.lora;
  const layout = mixture === null ? null : expertLayout(mixture.config);
  const norm = (name: string, input: Tensor): Tensor =>
    rmsNorm(input, parameter(parameters, `${name}.weight`), config.normEpsilon);
  const rotary = rotaryTables(config, x.shape[1] as number, run.positions ?? null);
  const routings: Routing[] = [];
  const hiddenStates: Tensor[] = [];
  let hidden = x;
  for (let layer = 0; layer < config.numLayers; layer += 1) {
    const name = `layers.${layer}`;
    if (run.collectHidden === true) hiddenStates.push(hidden);
    const attended = selfAttention(parameters, layer, norm(`${name}.input_layernorm`, hidden), {
      config,
      lora,
      attend,
      rotary,
      dropout,
    });
    hidden = add(hidden, dropout.apply(attended, residualDropout));

    const activation = gatedActivation(
      parameters,
      layer,
      loraInput(norm(`${name}.post_attention_layernorm`, hidden), lora, dropout),
    );
    const down = `${name}.mlp.down_proj`;
    let output: Tensor;
    if (mixture === null || layout === null) {
      output = linear(activation, parameter(parameters, `${down}.weight`));
    } else {
      const mixed = mixtureLayer(parameters, down, activation, { ...mixture, layout, dropout });
      output = mixed.y;
      if (mixed.routing !== null) routings.push(mixed.routing);
    }
    const bias = optionalParameter(parameters, `${down}.bias`);
    if (bias !== null) output = add(output, bias);
    hidden = add(hidden, dropout.apply(output, residualDropout));
  }
  hidden = norm('norm', hidden);
  if (run.collectHidden === true) hiddenStates.push(hidden);
  return { hidden, routings, hiddenStates };
}
