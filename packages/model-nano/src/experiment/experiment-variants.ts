import { jointLora, loraMoe, mixLora, momqMixture, perDialectLora } from '@momq/moe';
import { pointerSpecs } from '@momq/moe/pointer';
import type { MixtureConfig } from '@momq/moe';
import type { PointerModelConfig } from '@momq/moe/pointer';

/** What a variant is, for a rank. */
interface VariantRecipe {
  readonly title: string;
  readonly mixture: (size: {
    readonly rank: number;
    readonly dialects: readonly string[];
    readonly expertsPerGroup: number;
  }) => MixtureConfig;
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

/** Number of weights of the adapters of `config`. */
function countAdapters(config: PointerModelConfig): number {
  return pointerSpecs(config)
    .filter(({ role }) => role === 'lora' || role === 'shared' || role === 'group')
    .reduce((total, { shape }) => total + shape.reduce((a, b) => a * b, 1), 0);
}

/**
 * The variant at the rank whose number of adapter weights comes closest to MoMQ's at `rank`.
 *
 * @param dense - the model without adapters
 */
export function sizeVariant(
  variant: ExperimentVariant,
  dense: PointerModelConfig,
  size: {
    readonly rank: number;
    readonly dialects: readonly string[];
    readonly expertsPerGroup: number;
  },
): SizedVariant {
  const at = (name: ExperimentVariant, rank: number): SizedVariant => {
    const recipe: VariantRecipe = recipes[name];
    const mixture = recipe.mixture({ ...size, rank });
    return { mixture, rank, adapterWeights: countAdapters({ ...dense, mixture }) };
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
