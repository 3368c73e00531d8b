import type { Tensor } from '@tensorflow/tfjs-core';
import type { RouteRun, Routing } from './router.js';

/** The adapters of one forward pass. */
export interface Adapters extends RouteRun {
  /** The plain LoRAs are already part of the base weights (see `foldAdapters`). */
  readonly folded: boolean;
  /** The same expert weights for every layer; null: each layer's routers decide. */
  readonly given: Routing | null;
  /** (B, S, 1) 1 = the adapters act on the token, 0 = the bare base reads it; null: they act on all. */
  readonly active: Tensor | null;
  /** Collects what the routers decide, layer after layer. */
  readonly routings: Routing[];
}
