import { createMoMQ } from '@momq/core';
import type { DialectPack, MoMQ, QueryModel } from '@momq/core';
import { loadModel } from './models/load-model.js';
import type { Output } from './output/output.js';

/** Lines that a person types, or that come from a program. */
export interface CommandInput {
  readonly stream: NodeJS.ReadableStream;
  /** True when a person types: lines are edited and remembered, and a prompt is written to `echo`. */
  readonly terminal: boolean;
  readonly echo?: NodeJS.WritableStream;
}

/** What commands work with. */
export interface CommandContext {
  readonly output: Output;
  /** Called by a command that did its work and has more to say than that, with one of the exit codes. */
  readonly exitWith?: (code: number) => void;
  /** Where `chat` reads from; default: standard input. */
  readonly input?: CommandInput;
  /** Replaces the embedded model. */
  readonly model?: QueryModel;
}

/** Loads the model of a command. */
export type ModelLoader = () => Promise<QueryModel>;

/**
 * Starts to load the model, so that it is being read while packs and databases open.
 *
 * @param source - see {@link loadModel}; default: the embedded model
 */
export function startModel({ model }: CommandContext, source?: string): ModelLoader {
  const loading = model === undefined ? loadModel(source) : Promise.resolve(model);
  loading.catch(() => undefined); // whoever asks a question sees the error; without a question there is none
  return () => loading;
}

/** Joins packs with a model that {@link startModel} loads. */
export function composeMoMQ(dialects: readonly DialectPack[], model: ModelLoader): MoMQ {
  return createMoMQ({ dialects, model });
}
