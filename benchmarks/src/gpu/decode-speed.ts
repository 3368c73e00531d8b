import { hostTensor, jit, State } from '@momq/engine';
import type { DeviceName, HostTensor } from '@momq/engine';
import { decoderState } from '../../../packages/engine/src/decoder.test-support.js';
import {
  decodeStep,
  emptyCaches,
} from '../../../packages/engine/src/devices/decode-step.test-support.js';
import { median } from '../measurement.js';
import type { GpuSizes } from './gpu-sizes.js';

/** Tokens per second of greedy decoding of one sequence with key-value caches, by the median token. */
export async function decodeSpeed(
  { decoder, decoded }: GpuSizes,
  device: DeviceName,
): Promise<number> {
  const constants = Object.fromEntries(
    Object.entries(decoderState(decoder)).filter(([name]) => !/^(m\.|v\.|step$)/.test(name)),
  );
  const step = jit((inputs, tensors) => decodeStep(decoder, inputs, tensors), {
    name: 'decode',
    device,
    constants,
  });
  const state = State.from(emptyCaches(decoder, 1, decoded));
  try {
    let token = hostTensor([1], [1], 'int32');
    const seconds: number[] = [];
    for (let position = 0; position < decoded; position++) {
      const started = performance.now();
      const { next } = await step.run(
        { token, position: hostTensor([position], [], 'int32') },
        state,
      );
      if (position > 0) seconds.push((performance.now() - started) / 1000); // the first compiles
      token = next as HostTensor;
    }
    return 1 / median(seconds);
  } finally {
    await step.dispose();
  }
}
