/** Hidden states of one sequence inside the flat output of a batch. */
export interface SequenceStates {
  /** Flat hidden states of the batch, row-major. */
  readonly hidden: Float32Array;
  /** Index of the sequence's first value. */
  readonly offset: number;
  /** Width of a hidden state (D). */
  readonly width: number;
}

/** Adds up the hidden states of the pieces `start…end − 1` and divides by their number, shape (D). */
export function meanOfPieces(states: SequenceStates, start: number, end: number): Float32Array {
  const { hidden, offset, width } = states;
  const mean = new Float32Array(width);
  for (let piece = start; piece < end; piece++) {
    const row = offset + piece * width;
    for (let index = 0; index < width; index++) mean[index]! += hidden[row + index]!;
  }
  for (let index = 0; index < width; index++) mean[index]! /= end - start;
  return mean;
}

/** Scales a vector to length 1 in place; a vector shorter than 1e-12 stays as good as zero. */
export function normalise(vector: Float32Array): Float32Array {
  let squares = 0;
  for (const value of vector) squares += value * value;
  const scale = 1 / Math.max(Math.sqrt(squares), 1e-12);
  for (let index = 0; index < vector.length; index++) vector[index]! *= scale;
  return vector;
}
