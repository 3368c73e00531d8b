import type { ParameterSpec } from '../numerics/parameter-spec.js';
import { floatTensor, type HostParameters } from '../numerics/host-tensor.js';
import { MoeError } from '../errors.js';

/** `layers.3.mlp.down_proj.groups.sqlite.lora_a` → layer 3, part `lora_a`. */
const GROUP_WEIGHT = /^layers\.(\d+)\.mlp\.down_proj\.groups\.[^.]+\.(.+)$/;

function place(name: string): { layer: number; part: string } {
  const match = GROUP_WEIGHT.exec(name);
  if (match === null)
    throw new MoeError(
      'MOE_BAD_INPUT',
      `expected a group weight's name, got ${name}; this is a fault of the package`,
    );
  return { layer: Number(match[1]), part: match[2] as string };
}

/** A group's weights with the layers stacked on a new first axis: `lora_a` (L, n·r, in), `lora_b`, `expert_router`, `dialect_router`. */
export function stackGroup(
  specs: readonly ParameterSpec[],
  parameters: HostParameters,
): HostParameters {
  const stacked: HostParameters = {};
  const layers = 1 + Math.max(...specs.map((spec) => place(spec.name).layer));
  for (const { name, shape } of specs) {
    const { layer, part } = place(name);
    const size = shape.reduce((a, b) => a * b, 1);
    const target = (stacked[part] ??= floatTensor(new Float32Array(layers * size), [
      layers,
      ...shape,
    ]));
    target.data.set((parameters[name] as HostParameters[string]).data, layer * size);
  }
  return stacked;
}

/** The inverse of `stackGroup`. @throws MoeError `MOE_CHECKPOINT_CORRUPT` when a part is missing or has another shape */
export function unstackGroup(
  specs: readonly ParameterSpec[],
  stacked: HostParameters,
  origin: string,
): HostParameters {
  const parameters: HostParameters = {};
  const layers = 1 + Math.max(...specs.map((spec) => place(spec.name).layer));
  for (const { name, shape } of specs) {
    const { layer, part } = place(name);
    const expected = [layers, ...shape].join();
    const source = stacked[part];
    if (source === undefined || source.shape.join() !== expected) {
      throw new MoeError(
        'MOE_CHECKPOINT_CORRUPT',
        `${origin}: expected ${part} of shape (${expected}), got ${source === undefined ? 'none' : `(${source.shape.join()})`}; the file belongs to another model`,
      );
    }
    const size = shape.reduce((a, b) => a * b, 1);
    parameters[name] = floatTensor(
      (source.data as Float32Array).slice(layer * size, (layer + 1) * size),
      shape,
    );
  }
  return parameters;
}
