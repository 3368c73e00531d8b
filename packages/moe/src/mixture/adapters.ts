import type { Tensor } from '@tensorflow/tfjs-core';
import { loraTargets, mixtureTargets, type AdaptedLinear } from '../config/mixture-config.js';
import { loraLinear } from '../decoder/lora-linear.js';
import type { Parameters } from '../numerics/parameters.js';
import { baseLinear } from '../numerics/quantized-linear.js';
import { linearName } from './linear-shape.js';
import { mixtureLayer } from './mixture-layer.js';
import type { RouteRun, Routing } from './router.js';

/** The adapters of one forward pass. */
export interface Adapters extends RouteRun {
  /** The plain LoRAs are already part of the base weights (see `foldAdapters`). */
  readonly folded: boolean;
  /** The same expert weights for every layer; null: each layer's routers decide. */
  readonly given: Routing | null;
  /** Collects what the routers decide, layer after layer. */
  readonly routings: Routing[];
}

/** An input that one or more adapted layers read. */
export interface AdaptedInput {
  /** (B, S, in) */
  readonly x: Tensor;
  /** x after the plain LoRAs' dropout; those that read it share one mask. */
  readonly dropped: Tensor;
}

/** Prepares `x` for the layers that read it. */
export function adaptedInput(x: Tensor, adapters: Adapters | null): AdaptedInput {
  if (adapters === null || adapters.folded) return { x, dropped: x };
  return { x, dropped: adapters.dropout.apply(x, adapters.config.lora.dropout) };
}

/**
 * A linear layer of a block with the adapter that the config gives it: the mixture, a plain LoRA or none.
 * @returns (B, S, out)
 */
export function adaptedLinear(
  parameters: Parameters,
  { layer, part }: { readonly layer: number; readonly part: AdaptedLinear },
  { x, dropped }: AdaptedInput,
  adapters: Adapters | null,
): Tensor {
  const name = linearName(layer, part);
  if (adapters !== null && mixtureTargets(adapters.config).includes(part)) {
    const { y, routing } = mixtureLayer(parameters, name, x, adapters);
    if (routing !== null && adapters.given === null) adapters.routings.push(routing);
    return y;
  }
  if (adapters !== null && !adapters.folded && loraTargets(adapters.config).includes(part))
    return loraLinear(parameters, name, { x, dropped }, adapters.config.lora);
  return baseLinear(parameters, name, x);
}
