import type { ParameterSpec } from '../numerics/parameter-spec.js';
import { floatTensor, type HostParameters } from '../numerics/host-tensor.js';
import { MoeError } from '../errors.js';

/** `layers.3.mlp.down_proj.groups.sqlite.lora_a`, or without a layer `scaling.groups.sqlite.expert_router`. */
const GROUP_WEIGHT = /^(?:layers\.(\d+)\.)?(.+)\.groups\.[^.]+\.([^.]+)$/;

/** Where a group weight lies in the file: its layer, 0 for one that all layers share, and its part, `lora_a` for `down_proj`'s and e.g. `mlp.up_proj.lora_a` for others. */
function place(name: string): { layer: number; part: string } {
  const match = GROUP_WEIGHT.exec(name);
  if (match === null)
    throw new MoeError(
      'MOE_BAD_INPUT',
      `expected a group weight's name, got ${name}; this is a fault of the package`,
    );
  const [, layer, owner, part] = match as unknown as [string, string | undefined, string, string];
  return {
    layer: Number(layer ?? 0),
    part: owner === 'mlp.down_proj' ? part : `${owner}.${part}`,
  };
}

/** Number of layers that have each part. */
function depths(specs: readonly ParameterSpec[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const { name } of specs) {
    const { layer, part } = place(name);
    found.set(part, Math.max(found.get(part) ?? 0, layer + 1));
  }
  return found;
}

/** A group's weights with the layers stacked on a new first axis: `lora_a` (L, n·r, in), `lora_b`, `expert_router`, `dialect_router`. */
export function stackGroup(
  specs: readonly ParameterSpec[],
  parameters: HostParameters,
): HostParameters {
  const stacked: HostParameters = {};
  const layersOf = depths(specs);
  for (const { name, shape } of specs) {
    const { layer, part } = place(name);
    const layers = layersOf.get(part) as number;
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
  const layersOf = depths(specs);
  for (const { name, shape } of specs) {
    const { layer, part } = place(name);
    const layers = layersOf.get(part) as number;
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
