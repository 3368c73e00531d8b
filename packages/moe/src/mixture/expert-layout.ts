import { tensor2d, type Tensor2D } from '@tensorflow/tfjs-core';
import type { MixtureConfig } from '../config/mixture-config.js';

/** Where the experts of all groups lie once the groups are concatenated. */
export interface ExpertLayout {
  /** D */
  readonly numGroups: number;
  /** N, over all groups. */
  readonly numExperts: number;
  /** Group index of each expert. */
  readonly groupOf: readonly number[];
  /** Number of experts of each group. */
  readonly sizes: readonly number[];
  /** Rank of each expert. */
  readonly ranks: readonly number[];
  /** Sum of the ranks of all experts. */
  readonly totalRank: number;
  /** (D, N) 1 where expert n is of group d: spreads a value per group over its experts. */
  groupToExpert(): Tensor2D;
  /** (N, totalRank + sharedRank) alpha/rank where rank row j is of expert n, zero in the last columns: spreads expert weights over the stacked LoRA rows. */
  expertToRank(sharedRank: number): Tensor2D;
  /** (N, totalRank) 1 where row j is of expert n: spreads expert weights over the stacked rows of experts without a scale. */
  expertToWidth(): Tensor2D;
}

/** The layout of `config.groups` in their order. */
export function expertLayout(config: MixtureConfig): ExpertLayout {
  const experts = config.groups.flatMap((group, index) =>
    Array.from({ length: group.numExperts }, () => ({
      index,
      rank: group.rank,
      scale: group.alpha / group.rank,
    })),
  );
  const numGroups = config.groups.length;
  const totalRank = experts.reduce((total, { rank }) => total + rank, 0);
  return {
    numGroups,
    numExperts: experts.length,
    groupOf: experts.map(({ index }) => index),
    sizes: config.groups.map((group) => group.numExperts),
    ranks: experts.map(({ rank }) => rank),
    totalRank,
    groupToExpert() {
      const matrix = new Float32Array(numGroups * experts.length);
      experts.forEach(({ index }, n) => (matrix[index * experts.length + n] = 1));
      return tensor2d(matrix, [numGroups, experts.length]);
    },
    expertToRank: (sharedRank) =>
      spread(
        experts.map(({ scale }) => scale),
        sharedRank,
      ),
    expertToWidth: () =>
      spread(
        experts.map(() => 1),
        0,
      ),
  };

  function spread(values: readonly number[], sharedRank: number): Tensor2D {
    const columns = totalRank + sharedRank;
    const matrix = new Float32Array(experts.length * columns);
    let column = 0;
    experts.forEach(({ rank }, n) => {
      matrix.fill(values[n] as number, n * columns + column, n * columns + column + rank);
      column += rank;
    });
    return tensor2d(matrix, [experts.length, columns]);
  }
}
