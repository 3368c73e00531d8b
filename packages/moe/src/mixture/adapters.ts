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
