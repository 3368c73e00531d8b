import type { ParameterRole, ParameterSpec } from '../numerics/parameter-spec.js';
import type { TrainingPhase } from './trainer-options.js';

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
