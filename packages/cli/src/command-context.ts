import { createMoMQ } from '@momq/core';
import type { DialectPack, MoMQ, QueryModel } from '@momq/core';
import type { Output } from './output/output.js';

/** What commands work with. */
export interface CommandContext {
  readonly output: Output;
  /** Default: the embedded model. */
  readonly model?: QueryModel;
}

/** Joins packs with the context's model. */
export function composeMoMQ(dialects: readonly DialectPack[], { model }: CommandContext): MoMQ {
  return createMoMQ({ dialects, ...(model !== undefined && { model }) });
}
