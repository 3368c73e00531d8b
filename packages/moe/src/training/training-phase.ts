import type { ParameterRole, ParameterSpec } from '../numerics/parameter-spec.js';

/** `base`: every weight of a config without mixture. `experts`: frozen base; LoRAs, experts, routers and norms learn. `experts-and-head`: as `experts`, the embeddings and the head learn too. `all`: everything. */
export type TrainingPhase = 'base' | 'experts' | 'experts-and-head' | 'all';

const adapters: readonly ParameterRole[] = ['lora', 'shared', 'group', 'norm'];

const trained: Record<TrainingPhase, readonly ParameterRole[]> = {
  base: ['base', 'norm', 'embedding', 'head'],
  experts: adapters,
  'experts-and-head': [...adapters, 'embedding', 'head'],
  all: [...adapters, 'base', 'embedding', 'head'],
};

/** Whether `phase` updates a weight. */
export function isTrainable(spec: ParameterSpec, phase: TrainingPhase): boolean {
  return trained[phase].includes(spec.role);
}
