import { decoderState, decoderTrainStep, type DecoderConfig } from '../decoder.test-support.js';
import { hostTensor, jit, State, type DeviceName, type HostTensor } from '../index.js';
import type { CompiledSignature } from '../inspection/index.js';
import { decodeStep, emptyCaches } from './decode-step.test-support.js';

/** A decoder that is small enough for a software graphics driver. */
export const smallDecoder: DecoderConfig = {
  vocabulary: 61,
  width: 32,
  layers: 2,
  heads: 2,
  hidden: 48,
};

/** What a device computed, and how. */
export interface DeviceRun {
  readonly outputs: readonly Record<string, HostTensor>[];
  readonly state: Record<string, HostTensor>;
  readonly report: CompiledSignature;
}

/** AdamW steps of the decoder on a device. */
export async function trainOn(
  device: DeviceName,
  config = smallDecoder,
  steps = 3,
): Promise<DeviceRun> {
  const state = State.from(decoderState(config));
  const step = jit((inputs, tensors) => decoderTrainStep(config, inputs, tensors), {
    name: 'train',
    device,
  });
  const outputs: Record<string, HostTensor>[] = [];
  for (let run = 0; run < steps; run++)
    outputs.push(await step.run({ ids: tokens(config, 0), targets: tokens(config, 1) }, state));
  const [report] = step.inspect();
  await step.dispose();
  return { outputs, state: state.toRecord(), report: report as CompiledSignature };
}

/** Greedy decoding of six tokens for two sequences on a device, with key-value caches as state. */
export async function decodeOn(device: DeviceName, config = smallDecoder): Promise<DeviceRun> {
  const weights = Object.fromEntries(
    Object.entries(decoderState(config)).filter(([name]) => !/^(m\.|v\.|step$)/.test(name)),
  );
  const state = State.from(emptyCaches(config, 2, 8));
  const step = jit((inputs, tensors) => decodeStep(config, inputs, tensors), {
    name: 'decode',
    device,
    constants: weights,
  });
  const outputs: Record<string, HostTensor>[] = [];
  let token = hostTensor([3, 17], [2], 'int32');
  for (let position = 0; position < 6; position++) {
    const output = await step.run({ token, position: hostTensor([position], [], 'int32') }, state);
    outputs.push(output);
    token = output['next'] as HostTensor;
  }
  const [report] = step.inspect();
  await step.dispose();
  return { outputs, state: state.toRecord(), report: report as CompiledSignature };
}

/**
 * Largest difference between what two devices computed, outputs of every run and final state, relative to the larger
 * of 1 and the expected value; infinite where names, shapes or dtypes differ or a value is not a number.
 */
export function largestDifference(got: DeviceRun, expected: DeviceRun): number {
  if (got.outputs.length !== expected.outputs.length) return Infinity;
  const pairs = expected.outputs.map((outputs, run) => [got.outputs[run] ?? {}, outputs] as const);
  return [...pairs, [got.state, expected.state] as const].reduce(
    (largest, [some, others]) => Math.max(largest, recordDifference(some, others)),
    0,
  );
}

function recordDifference(
  got: Record<string, HostTensor>,
  expected: Record<string, HostTensor>,
): number {
  if (Object.keys(got).length !== Object.keys(expected).length) return Infinity;
  let largest = 0;
  for (const [name, { data, shape, dtype }] of Object.entries(expected)) {
    const other = got[name];
    if (other?.dtype !== dtype || other.shape.join() !== shape.join()) return Infinity;
    data.forEach((value, index) => {
      const difference =
        Math.abs(value - (other.data[index] as number)) / Math.max(1, Math.abs(value));
      largest = Math.max(largest, Number.isNaN(difference) ? Infinity : difference);
    });
  }
  return largest;
}

function tokens({ vocabulary }: DecoderConfig, shift: number): HostTensor {
  return hostTensor(
    Int32Array.from({ length: 16 }, (_, index) => ((index + shift) * 7) % vocabulary),
    [2, 8],
    'int32',
  );
}
