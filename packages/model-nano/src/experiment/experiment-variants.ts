import { jointLora, loraMoe, mixLora, momqMixture, perDialectLora } from '@momq/moe';
import type { MixtureConfig } from '@momq/moe';

/** Size of a variant's adapters. */
export interface VariantSize {
  readonly rank: number;
  readonly dialects: readonly string[];
  /** Routed experts of each dialect. */
  readonly expertsPerGroup: number;
  /** As in `AdapterSize` of `@momq/moe`. */
  readonly dropout?: number;
}

/** What a variant is, for a rank. */
interface VariantRecipe {
  readonly title: string;
  readonly mixture: (size: VariantSize) => MixtureConfig;
}

const recipes = {
  momq: { title: 'MoMQ', mixture: momqMixture },
  'joint-lora': { title: 'joint LoRA', mixture: jointLora },
  'per-dialect-lora': { title: 'per-dialect LoRA', mixture: perDialectLora },
  loramoe: { title: 'LoRAMoE', mixture: loraMoe },
  mixlora: { title: 'MixLoRA', mixture: mixLora },
  'no-dialect-router': {
    title: 'MoMQ without dialect router',
    mixture: (size) => ({ ...momqMixture(size), dialectRouter: false }),
  },
  'no-shared-group': {
    title: 'MoMQ without shared group',
    mixture: (size) => ({ ...momqMixture(size), numSharedExperts: 0 }),
  },
} satisfies Record<string, VariantRecipe>;

/** A method of the table. */
export type ExperimentVariant = keyof typeof recipes;

/** Every method, MoMQ first. */
export const experimentVariants = Object.keys(recipes) as readonly ExperimentVariant[];

/** The method's name in the report. */
export function variantTitle(variant: ExperimentVariant): string {
  return recipes[variant].title;
}

/** A variant with the rank that fits the budget. */
export interface SizedVariant {
  readonly mixture: MixtureConfig;
  readonly rank: number;
  /** Weights of its adapters, routers included. */
  readonly adapterWeights: number;
}

/** An ingredient of a model's description that says which part a weight belongs to. */
interface SizedPart {
  readonly role: string;
  readonly shape: readonly number[];
}

/** Number of weights of the adapters among the parts of a model. */
export function countAdapters(parts: readonly SizedPart[]): number {
  return parts
    .filter(({ role }) => role === 'lora' || role === 'shared' || role === 'group')
    .reduce((total, { shape }) => total + shape.reduce((a, b) => a * b, 1), 0);
}

/**
 * The variant at the rank whose number of adapter weights comes closest to MoMQ's at `size.rank`.
 *
 * @param weightsOf - the number of adapter weights that a mixture has on the model
 */
export function sizeVariant(
  variant: ExperimentVariant,
  weightsOf: (mixture: MixtureConfig) => number,
  size: VariantSize,
): SizedVariant {
  const at = (name: ExperimentVariant, rank: number): SizedVariant => {
    const recipe: VariantRecipe = recipes[name];
    const mixture = recipe.mixture({ ...size, rank });
    return { mixture, rank, adapterWeights: weightsOf(mixture) };
  };
  const budget = at('momq', size.rank);
  if (variant === 'momq') return budget;
  const distance = ({ adapterWeights }: SizedVariant): number =>
    Math.abs(adapterWeights - budget.adapterWeights);
  let best = at(variant, 1);
  for (let rank = 2; ; rank++) {
    const next = at(variant, rank);
    if (distance(next) >= distance(best)) return best;
    best = next;
  }
}
