/** Coefficients of the loss terms. */
export interface LossWeights {
  readonly balance: number;
  readonly dialect: number;
  readonly dialectSmoothing: number;
  readonly labelSmoothing: number;
}

/** The paper's coefficients; smoothing off. */
export const paperLossWeights: LossWeights = {
  balance: 0.001,
  dialect: 0.01,
  dialectSmoothing: 0,
  labelSmoothing: 0,
};
