import { epochRandom, sampleOrder, shuffled, type SamplingOptions } from './sample-order.js';
import type { TokenizedSample } from './training-sample.js';

/** A row of a batch: one sample, several packed ones, or several that begin with the same prefix. */
export type PlannedRow = readonly TokenizedSample[];

/** The rows of one update, in micro-batches. */
export type PlannedStep = readonly (readonly PlannedRow[])[];

/** How samples become batches. */
export interface PlanOptions extends SamplingOptions {
  /** Rows of a micro-batch. */
  readonly batchSize: number;
  /** Micro-batches of an update. */
  readonly accumulationSteps: number;
  /** Whether batches gather samples of similar length. */
  readonly bucketing: boolean;
  /** Whether a row holds as many samples as fit into `maxLength`. */
  readonly packing: boolean;
  readonly maxLength: number;
  /** Tokens after the prefix of a row of samples of one prefix and dialect; absent: rows hold one sample, or are packed. */
  readonly sharedRowLength?: number;
}

/** Updates whose rows are sorted by length together: the 50 of Hugging Face's `group_by_length`. */
const STEPS_PER_SORT = 50;

const lengthOf = (row: PlannedRow): number =>
  row.reduce((sum, { tokens }) => sum + tokens.length, 0);

/** The updates of an epoch; the last one may have fewer rows. The same seed and epoch give the same plan. */
export function planEpoch(
  samples: readonly TokenizedSample[],
  epoch: number,
  options: PlanOptions,
): PlannedStep[] {
  const { batchSize, accumulationSteps, packing, maxLength, seed, sharedRowLength } = options;
  const bucketing = options.bucketing && sharedRowLength === undefined;
  const order = sampleOrder(samples, epoch, options);
  const random = epochRandom(seed + 1, epoch);
  let rows: PlannedRow[] = order.map((sample) => [sample]);
  if (packing) rows = shuffled(packRows(order, maxLength), random);
  if (sharedRowLength !== undefined) rows = shuffled(sharedRows(order, sharedRowLength), random);
  const perStep = batchSize * accumulationSteps;
  let steps = chunks(rows, perStep);
  if (bucketing && !packing) {
    const sorted = chunks(rows, perStep * STEPS_PER_SORT).flatMap((part) =>
      [...part].sort((a, b) => lengthOf(b) - lengthOf(a)),
    );
    steps = chunks(sorted, perStep);
    const longest = steps.reduce(
      (best, step, i) => (lengthOf(step[0]!) > lengthOf(steps[best]![0]!) ? i : best),
      0,
    );
    // the largest batch comes first, so that too little memory shows at once
    const [first] = steps.splice(longest, 1);
    steps = [first as PlannedRow[], ...shuffled(steps, random)];
  }
  return steps.map((step) => chunks(step, batchSize));
}

function chunks<T>(values: readonly T[], size: number): T[][] {
  const result: T[][] = [];
  for (let i = 0; i < values.length; i += size) result.push(values.slice(i, i + size));
  return result;
}

/** Samples a search looks back over; bounds the time of packing. */
const OPEN_ROWS = 64;

/** First fit decreasing over the rows that are open: rows of at most `maxLength` tokens. */
export function packRows(samples: readonly TokenizedSample[], maxLength: number): PlannedRow[] {
  const sorted = samples
    .map((sample, i) => ({ sample, i }))
    .sort((a, b) => b.sample.tokens.length - a.sample.tokens.length || a.i - b.i);
  const rows: TokenizedSample[][] = [];
  let open: { row: TokenizedSample[]; room: number }[] = [];
  for (const { sample } of sorted) {
    const size = sample.tokens.length;
    let place = open.find(({ room }) => room >= size);
    if (place === undefined) {
      place = { row: [], room: maxLength };
      rows.push(place.row);
      open = [...open.slice(-(OPEN_ROWS - 1)), place];
    }
    place.row.push(sample);
    place.room -= size;
  }
  return rows;
}

/** Tokens of a sample after its prefix. */
export function ownLength({ tokens, prefix }: TokenizedSample): number {
  return tokens.length - (prefix?.length ?? 0);
}

/**
 * Rows of samples that have a prefix and a dialect in common, of at most `rowLength` tokens after the prefix; a longer sample has a
 * row of its own. Samples stay in their order.
 */
export function sharedRows(samples: readonly TokenizedSample[], rowLength: number): PlannedRow[] {
  const rows: PlannedRow[] = [];
  const open = new Map<string, { row: TokenizedSample[]; room: number }>();
  for (const sample of samples) {
    const key = `${sample.prefix?.index ?? 'none'} ${sample.dialect}`;
    const size = ownLength(sample);
    let place = open.get(key);
    if (place === undefined || place.room < size) {
      place = { row: [], room: rowLength };
      rows.push(place.row);
      open.set(key, place);
    }
    place.row.push(sample);
    place.room -= size;
  }
  return rows;
}
