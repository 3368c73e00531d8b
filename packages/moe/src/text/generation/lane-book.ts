import type { DecoderConfig } from '../../config/decoder-config.js';
import type { MixtureConfig } from '../../config/mixture-config.js';
import { expertLanes, type ActingGroup, type ExpertLanes } from './expert-lanes.js';
import type { TextWeights } from './text-weights.js';

/** Combinations of dialects whose stacked weights are kept. */
const KEPT = 4;
/** Lanes of a batch of several dialects: few counts, so that few graphs are compiled. */
const LANE_COUNTS = [1, 2, 4, 6, 8, 12, 16, 24, 32] as const;

const noMixture: MixtureConfig = {
  lora: { rank: 1, alpha: 1, dropout: 0 },
  groups: [],
  expertsPerToken: 1,
  numSharedExperts: 0,
  dropout: 0,
  dialectRouter: false,
  routing: 'token',
  balanceWithinGroups: false,
};

/** The base without adapters. */
const bareBase: ExpertLanes = {
  groups: [],
  mixture: noMixture,
  weights: {},
  key: 'bare',
  bare: true,
};

/** Which groups' experts a pass computes. */
export class LaneBook {
  readonly decoder: DecoderConfig;
  readonly #mixture: MixtureConfig;
  readonly #weights: TextWeights;
  readonly #known: boolean;
  readonly #single = new Map<string, ExpertLanes>();
  readonly #several = new Map<string, ExpertLanes>();

  constructor(weights: TextWeights, routing: 'soft' | 'known') {
    this.decoder = weights.config.decoder;
    this.#mixture = weights.config.mixture ?? noMixture;
    this.#weights = weights;
    this.#known = routing === 'known';
  }

  /** Lanes for rows of these dialects, all or none of them of the bare base. Soft: all groups. Known: each of theirs once, the spare ones repeating the first. */
  of(dialects: readonly ActingGroup[]): ExpertLanes {
    if (dialects[0] === false) return bareBase;
    const all = this.#mixture.groups.map(({ name }) => name);
    const wanted = this.#known ? all.filter((name) => dialects.includes(name)) : all;
    if (this.#known && wanted.length > 1) {
      const count = LANE_COUNTS.find((each) => each >= wanted.length) ?? wanted.length;
      while (wanted.length < count) wanted.push(wanted[0] as string);
    }
    const kept = wanted.length > 1 ? this.#several : this.#single;
    const key = wanted.join('\n');
    const lanes = kept.get(key) ?? expertLanes(this.#mixture, this.#weights.experts, wanted);
    kept.delete(key); // the most recent one comes last
    kept.set(key, lanes);
    if (kept === this.#several && kept.size > KEPT) {
      const [oldest] = kept.keys();
      kept.delete(oldest as string);
    }
    return lanes;
  }

  /** Lanes for the prefix of a row of this dialect: none where adapters act after it. */
  ofPrefix(dialect: ActingGroup): ExpertLanes {
    return this.#weights.afterPrefix ? bareBase : this.of([dialect]);
  }

  /** Lanes that a row of the dialect may use, 1 or 0; a row without meaning (undefined) uses the first. */
  mask({ groups }: ExpertLanes, dialect: ActingGroup | undefined): number[] {
    if (dialect === undefined) return groups.map((_, lane) => (lane === 0 ? 1 : 0));
    if (dialect === false) return [];
    if (dialect === null) return groups.map(() => 1);
    const own = groups.indexOf(dialect);
    return groups.map((_, lane) => (lane === own ? 1 : 0));
  }
}
