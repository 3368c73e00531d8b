import { hostTensor, jit, State } from '@momq/engine';
import type { DeviceName, JitOptions } from '@momq/engine';
import type { CompiledSignature } from '@momq/engine/inspection';
import {
  decoderState,
  decoderTrainStep,
} from '../../../packages/engine/src/decoder.test-support.js';
import { median } from '../measurement.js';
import type { GpuSizes } from './gpu-sizes.js';

/** Steps before the counted ones; as many as in `torch_decoder.py`, so that last losses can be compared. */
const WARM_UP = 3;

/** How fast train steps went, and what they are made of. */
export interface TrainSpeed {
  /** Median seconds of a step. */
  readonly seconds: number;
  readonly tokensPerSecond: number;
  /** Loss of the first step, on the initial weights. */
  readonly firstLoss: number;
  readonly lastLoss: number;
  readonly report: CompiledSignature;
}

/** Token ids of the batch; `shift` 1 gives the targets. */
export function batchTokens({ decoder, batch, tokens }: GpuSizes, shift: number): Int32Array {
  return Int32Array.from(
    { length: batch * tokens },
    (_, index) => ((index + shift) * 7919) % decoder.vocabulary,
  );
}

/** Measures AdamW steps of the decoder on a device, weights and moments going in and out each step. */
export async function trainSpeed(
  sizes: GpuSizes,
  device: DeviceName,
  { precision = 'float32', profile = false }: Pick<JitOptions, 'precision' | 'profile'> = {},
): Promise<TrainSpeed> {
  const state = State.from(decoderState(sizes.decoder));
  const step = jit((inputs, tensors) => decoderTrainStep(sizes.decoder, inputs, tensors), {
    name: 'train',
    device,
    precision,
    profile,
  });
  const shape = [sizes.batch, sizes.tokens];
  const inputs = {
    ids: hostTensor(batchTokens(sizes, 0), shape, 'int32'),
    targets: hostTensor(batchTokens(sizes, 1), shape, 'int32'),
  };
  try {
    const losses: number[] = [];
    const seconds: number[] = [];
    for (let run = 0; run < sizes.steps + WARM_UP; run++) {
      const started = performance.now();
      const { loss } = await step.run(inputs, state);
      if (run >= WARM_UP) seconds.push((performance.now() - started) / 1000);
      losses.push(loss?.data[0] as number);
    }
    const middle = median(seconds);
    return {
      seconds: middle,
      tokensPerSecond: (sizes.batch * sizes.tokens) / middle,
      firstLoss: losses[0] as number,
      lastLoss: losses.at(-1) as number,
      report: step.inspect()[0] as CompiledSignature,
    };
  } finally {
    await step.dispose();
  }
}
