import type { PointerModelConfig } from '../pointer-config.js';
import { validatePointerModel } from '../validate-pointer-model.js';
import { decoderSpecs } from '../../decoder/decoder-parameters.js';
import { mixtureSpecs } from '../../mixture/mixture-parameters.js';
import type { HostParameters } from '../../numerics/host-tensor.js';
import { initialParameters, type ParameterSpec } from '../../numerics/parameter-spec.js';

function frontSpecs({ decoder, pointer }: PointerModelConfig): ParameterSpec[] {
  const { width, numLayers, numHeads } = decoder;
  const { vectorWidth, numTypes, numFlags, numRelations, vocabularySize } = pointer;
  const scaled = (fan: number) => ({ kind: 'normal', deviation: 1 / Math.sqrt(fan) }) as const;
  const small = { kind: 'normal', deviation: 0.5 } as const;
  const zero = { kind: 'constant', value: 0 } as const;
  const role = 'embedding';
  return [
    // text vectors have unit length, so this gain brings them to unit variance
    {
      name: 'pointer.vector_proj.weight',
      shape: [width, vectorWidth],
      role,
      init: { kind: 'normal', deviation: 1 },
    },
    { name: 'pointer.vector_proj.bias', shape: [width], role, init: zero },
    { name: 'pointer.type_embedding', shape: [numTypes, width], role, init: small },
    { name: 'pointer.flag_proj.weight', shape: [width, numFlags], role, init: small },
    {
      name: 'pointer.token_embedding',
      shape: [vocabularySize, width],
      role,
      init: { kind: 'normal', deviation: 1 },
    },
    { name: 'pointer.pointed_proj.weight', shape: [width, width], role, init: scaled(width) },
    { name: 'pointer.pointed_vector', shape: [width], role, init: small },
    {
      name: 'pointer.input_norm.weight',
      shape: [width],
      role: 'norm',
      init: { kind: 'constant', value: 1 },
    },
    {
      name: 'pointer.relation_bias',
      shape: [numLayers * numHeads, numRelations],
      role,
      init: zero,
    },
    {
      name: 'pointer.keyword_head.weight',
      shape: [vocabularySize, width],
      role: 'head',
      init: { kind: 'normal', deviation: 0.02 },
    },
    { name: 'pointer.query_head.weight', shape: [width, width], role: 'head', init: scaled(width) },
    { name: 'pointer.key_head.weight', shape: [width, width], role: 'head', init: scaled(width) },
  ];
}

/** Every weight of a pointer model: name, shape, role and start. @throws MoeError `MOE_BAD_CONFIG` */
export function pointerSpecs(config: PointerModelConfig): ParameterSpec[] {
  validatePointerModel(config);
  const adapters = config.mixture === null ? [] : mixtureSpecs(config.decoder, config.mixture);
  return [...frontSpecs(config), ...decoderSpecs(config.decoder), ...adapters];
}

/** Freshly initialised weights of a pointer model; the same seed gives the same numbers everywhere. */
export function initialPointerParameters(config: PointerModelConfig, seed: number): HostParameters {
  return initialParameters(pointerSpecs(config), seed);
}
