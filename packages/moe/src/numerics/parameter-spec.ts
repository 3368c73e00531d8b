import { floatTensor, type HostParameters } from './host-tensor.js';
import { normal, seededRandom, seedFor } from './random.js';

/** What part of the model a weight belongs to; decides what a training phase updates and which file stores it. */
export type ParameterRole = 'base' | 'norm' | 'embedding' | 'head' | 'lora' | 'shared' | 'group';

/** How a weight starts. */
export type ParameterInit =
  | { readonly kind: 'normal'; readonly deviation: number }
  | { readonly kind: 'uniform'; readonly bound: number }
  | { readonly kind: 'constant'; readonly value: number };

/** Name, shape, role and start of one weight. */
export interface ParameterSpec {
  readonly name: string;
  readonly shape: readonly number[];
  readonly role: ParameterRole;
  readonly init: ParameterInit;
  /** Expert group the weight belongs to, for role `group`. */
  readonly group?: string;
}

/** Starting weights. Each weight's numbers depend only on its name and `seed`, so adding a group changes no other weight. */
export function initialParameters(specs: readonly ParameterSpec[], seed: number): HostParameters {
  const parameters: HostParameters = {};
  for (const { name, shape, init } of specs) {
    const data = new Float32Array(shape.reduce((a, b) => a * b, 1));
    const random = seededRandom(seedFor(name, seed));
    for (let i = 0; i < data.length; i += 1) {
      if (init.kind === 'normal') data[i] = init.deviation * normal(random);
      else if (init.kind === 'uniform') data[i] = init.bound * (2 * random() - 1);
      else data[i] = init.value;
    }
    parameters[name] = floatTensor(data, shape);
  }
  return parameters;
}
