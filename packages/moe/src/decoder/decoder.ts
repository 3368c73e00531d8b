import { keep, type Tensor } from '@tensorflow/tfjs-core';
import type { DecoderConfig } from '../config/decoder-config.js';
import type { MixtureConfig } from '../config/mixture-config.js';
import { expertLayout } from '../mixture/expert-layout.js';
import type { Adapters } from '../mixture/adapters.js';
import { routeByHidden, type Routing } from '../mixture/router.js';
import type { RoutingScope } from '../mixture/routing-scope.js';
import { noDropout, type Dropout } from '../numerics/dropout.js';
import { parameter, type Parameters } from '../numerics/parameters.js';
import { rmsNorm } from '../numerics/rms-norm.js';
import type { Attend } from './attention.js';
import { checkpointedBlock } from './checkpointed-block.js';
import { decoderBlock } from './decoder-block.js';
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
  /**
   * Gradient checkpointing: blocks keep their input only and are computed again for the gradient. Tells which weights have one.
   * Not for sentence routing. Default: off.
   */
  readonly checkpointing?: (weight: string) => boolean;
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
  const { config, dropout = noDropout } = run;
  const rotary = rotaryTables(config, x.shape[1] as number, run.positions ?? null);
  // blocks that are computed again still read them then
  if (run.checkpointing !== undefined && rotary !== null)
    for (const table of [rotary.cosines, rotary.sines]) keep(table);
  const hiddenStates: Tensor[] = [];
  let hidden = x;
  for (let layer = 0; layer < config.numLayers; layer += 1) {
    if (run.collectHidden === true) hiddenStates.push(hidden);
    const block = { run, adapters, rotary, dropout };
    hidden =
      run.checkpointing === undefined
        ? decoderBlock(parameters, layer, hidden, block)
        : checkpointedBlock(parameters, layer, hidden, block);
  }
  hidden = rmsNorm(hidden, parameter(parameters, 'norm.weight'), config.normEpsilon);
  if (run.collectHidden === true) hiddenStates.push(hidden);
  return { hidden, routings: adapters?.routings ?? [], hiddenStates };
}
