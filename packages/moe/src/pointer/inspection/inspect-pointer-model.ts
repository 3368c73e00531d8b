import { jit, State, type JitOptions } from '@momq/engine';
import type { CompiledSignature } from '@momq/engine/inspection';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { PointerModelConfig } from '../pointer-config.js';
import { decodeStep, type StepInputs } from '../generation/decode-step.js';
import { encodePrefix, type PrefixInputs } from '../generation/encode-prefix.js';
import { foldAdapters } from '../../generation/fold-adapters.js';
import { dropoutSeed } from '../../numerics/dropout.js';
import {
  floatTensor,
  intTensor,
  type HostParameters,
  type HostTensor,
} from '../../numerics/host-tensor.js';
import { batchTensors } from '../model/batch-tensors.js';
import { paperLossWeights } from '../../losses/loss-weights.js';
import { pointerSpecs } from '../model/pointer-parameters.js';
import { isTrainable } from '../../training/training-phase.js';
import { pointerLosses } from '../training/pointer-losses.js';
import { stateName, trainStep } from '../../training/train-step.js';
import { blankBatch, type BatchSize } from './blank-batch.js';

/** Settings of {@link inspectPointerModel}. */
export interface InspectPointerOptions extends BatchSize, Pick<JitOptions, 'threads' | 'device'> {
  /** Hypotheses of the decoding step. */
  readonly beamSize: number;
  /** Runs of each graph; the times are the mean of all but the first. At least 1. */
  readonly runs: number;
}

/** One graph of a model. */
export interface InspectedGraph {
  readonly name: 'encode prefix' | 'decode step' | 'train step';
  /** Sizes of what it was compiled for, for example `batch 1, prefix 128`. */
  readonly size: string;
  readonly report: CompiledSignature;
}

/**
 * Compiles the graphs that a pointer model runs, measures them on input of the given sizes, and reports operators,
 * floating-point operations, memory and times. The train step is that of the phase `experts` (`all` without a
 * mixture); prefixes are encoded one at a time.
 *
 * @throws EngineError when a graph does not compile or run
 */
export async function inspectPointerModel(
  { config, parameters }: { config: PointerModelConfig; parameters: HostParameters },
  options: InspectPointerOptions,
): Promise<InspectedGraph[]> {
  const { batchSize, prefixLength, outputLength, beamSize } = options;
  const folded = foldAdapters(config, parameters);
  const slots = beamSize * outputLength;
  const batch = batchTensors(
    blankBatch(folded.config, { ...options, batchSize: 1 }),
    folded.config,
  );
  const { vectors, types, flags, prefixMask, pointable, groupMask } = batch;
  const relations = intTensor(new Int32Array(prefixLength ** 2), [1, prefixLength, prefixLength]);

  const caches = new State();
  const encoded = await measure({
    ...options,
    name: 'encode prefix',
    fn: (inputs, weights) => ({
      outputs: encodePrefix(weights, folded.config, inputs as unknown as PrefixInputs, slots),
    }),
    inputs: { vectors, types, flags, prefixMask, relations, groupMask },
    state: State.from(folded.parameters),
  });
  for (const [name, tensor] of Object.entries(encoded.outputs)) caches.set(name, tensor);

  const columns = prefixLength + slots;
  const groups = groupMask.shape[1] as number;
  const decoded = await measure({
    ...options,
    name: 'decode step',
    fn: (inputs, state) => decodeStep(state, folded.config, inputs as unknown as StepInputs, state),
    inputs: {
      codes: intTensor(new Int32Array(beamSize), [beamSize, 1]),
      relations: intTensor(new Int32Array(beamSize * columns), [beamSize, columns]),
      mask: floatTensor(new Float32Array(beamSize * columns), [beamSize, columns]),
      placement: floatTensor(new Float32Array(columns * beamSize), [columns, beamSize]),
      pointable,
      groupMask: floatTensor(new Float32Array(beamSize * groups).fill(1), [beamSize, groups]),
    },
    state: caches,
    constants: folded.parameters,
  });

  const trained = await measureTrainStep({ config, parameters }, options);
  return [
    { name: 'encode prefix', size: `prefix ${prefixLength}`, report: encoded.report },
    {
      name: 'decode step',
      size: `${beamSize} beams, prefix ${prefixLength}, up to ${outputLength} outputs`,
      report: decoded.report,
    },
    {
      name: 'train step',
      size: `batch ${batchSize}, prefix ${prefixLength}, ${outputLength} outputs`,
      report: trained.report,
    },
  ];
}

async function measureTrainStep(
  { config, parameters }: { config: PointerModelConfig; parameters: HostParameters },
  options: InspectPointerOptions,
): Promise<Measured> {
  const phase = config.mixture === null ? 'all' : 'experts';
  const specs = pointerSpecs(config);
  const trainable = specs.filter((spec) => isTrainable(spec, phase)).map(({ name }) => name);
  const state = new State();
  for (const { name } of specs) state.set(stateName.weight(name), parameters[name] as HostTensor);
  for (const name of trainable) {
    const { data, shape } = parameters[name] as HostTensor;
    for (const moment of [stateName.first, stateName.second])
      state.set(moment(name), floatTensor(new Float32Array(data.length), shape));
  }
  const one = floatTensor(Float32Array.of(1), []);
  return measure({
    ...options,
    name: 'train step',
    fn: trainStep({
      losses: pointerLosses(config, paperLossWeights),
      trainable,
      frozen: specs.map(({ name }) => name).filter((name) => !trainable.includes(name)),
      optimizer: { beta1: 0.9, beta2: 0.99, epsilon: 1e-8, weightDecay: 0, clipNorm: 1 },
    }) as unknown as MeasureRequest['fn'],
    inputs: {
      ...batchTensors(blankBatch(config, options), config),
      seed: dropoutSeed(1),
      learningRate: floatTensor(Float32Array.of(0), []),
      correction1: one,
      correction2: one,
    },
    state,
  });
}

interface MeasureRequest extends Pick<InspectPointerOptions, 'runs' | 'threads' | 'device'> {
  readonly name: string;
  readonly fn: (
    inputs: Record<string, Tensor>,
    state: Record<string, Tensor>,
  ) => { outputs: Record<string, Tensor>; state?: Record<string, Tensor> };
  readonly inputs: Record<string, HostTensor>;
  readonly state: State;
  readonly constants?: HostParameters;
}

interface Measured {
  readonly report: CompiledSignature;
  readonly outputs: Awaited<ReturnType<ReturnType<typeof jit>['run']>>;
}

async function measure({ fn, inputs, state, runs, ...request }: MeasureRequest): Promise<Measured> {
  const { name, threads, device, constants } = request;
  const compiled = jit(fn, {
    name,
    profile: true,
    ...(threads !== undefined && { threads }),
    ...(device !== undefined && { device }),
    ...(constants !== undefined && { constants }),
  });
  try {
    let outputs = await compiled.run(inputs, state);
    for (let run = 1; run < runs; run++) outputs = await compiled.run(inputs, state);
    return { outputs, report: compiled.inspect()[0] as CompiledSignature };
  } finally {
    await compiled.dispose();
  }
}
