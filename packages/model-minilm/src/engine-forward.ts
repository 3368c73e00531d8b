import { hostTensor, jit, State } from '@momq/engine';
import { bertForward } from './bert-forward.js';
import type { Parameter } from './bert-weights.js';
import type { ForwardPass } from './hidden-states.js';
import { minilmConfig } from './minilm-config.js';

/** The encoder layers on `@momq/engine`, and what frees them. */
export interface EngineForward {
  /** Runs the layers; compiles each (B, T) when first met (about 40 ms). */
  readonly forward: ForwardPass;
  /** Frees graphs and parameters. */
  readonly release: () => Promise<void>;
}

/**
 * Puts the encoder layers on the engine.
 *
 * @param parameters - parameters of {@link bertForward}, shared by the graphs of all shapes
 * @param threads - threads of one operation; default: all CPU cores
 */
export function createEngineForward(
  parameters: ReadonlyMap<string, Parameter>,
  threads?: number,
): EngineForward {
  const tensors = [...parameters].map(
    ([name, { shape, values }]) => [name, hostTensor(values, shape)] as const,
  );
  // As state, one copy serves every shape; as graph constants each shape would hold its own 42 MB.
  const state = State.from(Object.fromEntries(tensors));
  const layers = jit(
    ({ embeddings, maskBias }, parameter) => ({
      outputs: { hidden: bertForward({ embeddings: embeddings!, maskBias: maskBias! }, parameter) },
    }),
    { name: 'minilm', ...(threads === undefined ? {} : { threads }) },
  );
  return {
    async forward({ numRows, length, embeddings, maskBias }) {
      const inputs = {
        embeddings: hostTensor(embeddings, [numRows, length, minilmConfig.width]),
        maskBias: hostTensor(maskBias, [numRows, length]),
      };
      const { hidden } = await layers.run(inputs, state);
      return hidden!.data as Float32Array;
    },
    release: () => layers.dispose(),
  };
}
