import type { ExperimentSetting } from '@momq/model-nano/experiment';

/** Sizes of the comparison on a real base. Everything in it is part of the identity of a run folder. */
export interface TextTableSizes {
  /** Rows of the first dialect in the imbalanced setting. */
  readonly richRows: number;
  /** Rows of each other dialect there. */
  readonly poorRows: number;
  readonly epochs: number;
  /** Held-out questions asked in each dialect. */
  readonly testQuestions: number;
  /** LoRA rank of MoMQ; the other methods get the rank that comes closest to its number of adapter weights. */
  readonly rank: number;
  /** Routed experts of each dialect. */
  readonly expertsPerGroup: number;
  /** Peak learning rate. */
  readonly learningRate: number;
  /** Weight of L_DR. */
  readonly dialectLoss: number;
  /** Tokens of a row after its schema; a row is an update. */
  readonly rowLength: number;
}

/** What `momq experiment momq-table --base` runs unless told otherwise. */
export const textTableSizes: TextTableSizes = {
  richRows: 3000,
  poorRows: 128,
  epochs: 1,
  testQuestions: 120,
  rank: 8,
  expertsPerGroup: 4,
  learningRate: 5e-4,
  dialectLoss: 0.1,
  rowLength: 640,
};

/** The sizes with so large a share of the rows, at least one. */
export function scaledSizes(sizes: TextTableSizes, scale: number): TextTableSizes {
  const scaled = (rows: number): number => Math.max(1, Math.round(rows * scale));
  return { ...sizes, richRows: scaled(sizes.richRows), poorRows: scaled(sizes.poorRows) };
}

/** Rows of each dialect, the rich one first. Balanced has as many rows in all as imbalanced: the settings differ in nothing else. */
export function rowsOf(
  setting: ExperimentSetting,
  dialects: readonly string[],
  { richRows, poorRows }: TextTableSizes,
): Readonly<Record<string, number>> {
  const others = dialects.length - 1;
  const even = Math.round((richRows + poorRows * others) / dialects.length);
  return Object.fromEntries(
    dialects.map((id, place) => {
      if (setting === 'balanced') return [id, even];
      return [id, place === 0 ? richRows : poorRows];
    }),
  );
}
