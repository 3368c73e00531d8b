import type { ExpertGroup, MixtureConfig } from '../../config/mixture-config.js';
import { mixtureTargets } from '../../config/mixture-config.js';
import { floatTensor, type HostParameters, type HostTensor } from '../../numerics/host-tensor.js';

/** Whose experts answer: those of a group by name, with null those that the routers choose, with false none, so the bare base. */
export type ActingGroup = string | null | false;

/**
 * The groups whose experts a graph computes, in order. With soft routing they are all groups; with known routing only those of the
 * requests at hand: a lane is a place for a group, and which group stands in it is data, so one graph serves every dialect.
 */
export interface ExpertLanes {
  /** Names of the groups in the lanes; a name may stand twice where lanes are to spare. */
  readonly groups: readonly string[];
  /** The mixture with one group per lane. */
  readonly mixture: MixtureConfig;
  /** Weights by the names that the mixture reads. */
  readonly weights: Readonly<Record<string, HostTensor>>;
  /** Whether nothing acts: the bare base. Default false. */
  readonly bare?: boolean;
  /** The same for lanes of the same sizes, which share their graphs. */
  readonly key: string;
}

/** Lanes for the groups `names`, in that order. @param experts weights of all groups, and of shared experts that are not folded */
export function expertLanes(
  mixture: MixtureConfig,
  experts: HostParameters,
  names: readonly string[],
): ExpertLanes {
  const groups = names.map((name, lane) => ({
    ...(mixture.groups.find((group) => group.name === name) as ExpertGroup),
    name: `lane${lane}`,
  }));
  const total = groups.reduce((sum, { numExperts }) => sum + numExperts, 0);
  const perToken = total === 0 ? mixture.expertsPerToken : Math.min(mixture.expertsPerToken, total);
  // the probability of the only dialect is 1
  const dialectRouter = mixture.dialectRouter && names.length > 1;
  const lanes = { ...mixture, groups, expertsPerToken: perToken, dialectRouter };
  const stacks =
    names.length > 0 && mixtureTargets(mixture).length > 0 && mixture.expertRouters !== 'per-group';
  const key = JSON.stringify(
    groups.map(({ numExperts, rank, alpha }) => [numExperts, rank, alpha]),
  );
  const routed = dialectRouter
    ? experts
    : Object.fromEntries(
        Object.entries(experts).filter(([name]) => !name.endsWith('.dialect_router')),
      );
  const weights = stacks ? stackedWeights(routed, names) : ownWeights(routed, names);
  return { groups: names, mixture: lanes, weights, key };
}

/** `{owner}.groups.{group}.{part}`, or a shared expert's `{owner}.shared.{part}`. */
const groupWeight = /^(.*)\.groups\.([^.]+)\.([^.]+)$/;
const sharedWeight = /^(.*)\.shared\.([^.]+)$/;

/** Each lane's weights under the lane's name, and the shared experts' as they are. */
function ownWeights(experts: HostParameters, names: readonly string[]): Record<string, HostTensor> {
  const weights: Record<string, HostTensor> = {};
  for (const [name, tensor] of Object.entries(experts)) {
    const [, owner, group, part] = groupWeight.exec(name) ?? [];
    if (owner === undefined) weights[name] = tensor;
    names.forEach((each, lane) => {
      if (each === group) weights[`${owner}.groups.lane${lane}.${part}`] = tensor;
    });
  }
  return weights;
}

/** What `stackedExperts` and the routers read: all lanes' weights of a layer in one matrix each. */
function stackedWeights(
  experts: HostParameters,
  names: readonly string[],
): Record<string, HostTensor> {
  const parts = new Map<string, { owner: string; part: string; of: Map<string, HostTensor> }>();
  for (const [name, tensor] of Object.entries(experts)) {
    const group = groupWeight.exec(name);
    const shared = sharedWeight.exec(name);
    const [owner, lane, part] =
      group !== null ? [group[1], group[2], group[3]] : [shared?.[1], SHARED, shared?.[2]];
    if (owner === undefined || part === undefined || lane === undefined) continue;
    const key = `${owner}.${part}`;
    const found = parts.get(key) ?? { owner, part, of: new Map<string, HostTensor>() };
    found.of.set(lane, tensor);
    parts.set(key, found);
  }
  const weights: Record<string, HostTensor> = {};
  for (const { owner, part, of } of parts.values()) {
    const rows = [...names, SHARED].flatMap((name) => of.get(name) ?? []);
    const isB = part === 'lora_b';
    weights[`${owner}.experts.${isB ? 'lora_b_rows' : part}`] = concatRows(
      isB ? rows.map(transposed) : rows,
    );
  }
  return weights;
}

/** Key of the shared experts, which no group can have as its name. */
const SHARED = '.';

function concatRows(matrices: readonly HostTensor[]): HostTensor {
  if (matrices.length === 1) return matrices[0] as HostTensor;
  const width = (matrices[0] as HostTensor).shape[1] as number;
  const rows = matrices.reduce((sum, { shape }) => sum + (shape[0] as number), 0);
  const data = new Float32Array(rows * width);
  let offset = 0;
  for (const { data: part } of matrices) {
    data.set(part, offset);
    offset += part.length;
  }
  return floatTensor(data, [rows, width]);
}

function transposed({ data, shape }: HostTensor): HostTensor {
  const [rows, columns] = shape as [number, number];
  const result = new Float32Array(data.length);
  for (let row = 0; row < rows; row += 1)
    for (let column = 0; column < columns; column += 1)
      result[column * rows + row] = data[row * columns + column] as number;
  return floatTensor(result, [columns, rows]);
}
