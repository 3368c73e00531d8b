import { planBatches, type Batch } from './batches.js';
import type { EmbeddingTables } from './bert-weights.js';
import { addHalfRow } from './half-float.js';
import { minilmConfig } from './minilm-config.js';
import type { SequenceStates } from './pooling.js';

/** Padded inputs of one forward pass, see {@link bertForward}. */
export interface PaddedInputs {
  /** Rows (B). */
  readonly numRows: number;
  /** Padded length (T). */
  readonly length: number;
  /** Summed embeddings, shape (B, T, D); zero at padding. */
  readonly embeddings: Float32Array;
  /** Shape (B, T): 0 at pieces, −10⁹ at padding. */
  readonly maskBias: Float32Array;
}

/** Runs the encoder layers: padded inputs → last hidden states, shape (B, T, D). */
export type ForwardPass = (inputs: PaddedInputs) => Promise<Float32Array>;

const maskedBias = -1e9;

/**
 * Runs sequences of word-piece ids through the model in few padded batches.
 *
 * @param sequences - ids of each sequence, special tokens included, 1 to 256 each
 * @param onStates - receives the index of each sequence and its last hidden states, in any order;
 * the states may be reused after it returns
 */
export async function forEachHiddenStates(
  sequences: readonly (readonly number[])[],
  model: { readonly tables: EmbeddingTables; readonly forward: ForwardPass },
  onStates: (index: number, states: SequenceStates) => void,
): Promise<void> {
  const { width } = minilmConfig;
  for (const batch of planBatches(sequences.map((ids) => ids.length))) {
    const hidden = await model.forward(padBatch(batch, sequences, model.tables));
    for (const [row, index] of batch.sequences.entries()) {
      onStates(index, { hidden, offset: row * batch.length * width, width });
    }
  }
}

function padBatch(
  batch: Batch,
  sequences: readonly (readonly number[])[],
  tables: EmbeddingTables,
): PaddedInputs {
  const { numRows, length } = batch;
  const { width } = minilmConfig;
  const embeddings = new Float32Array(numRows * length * width);
  const maskBias = new Float32Array(numRows * length).fill(maskedBias);
  for (const [row, index] of batch.sequences.entries()) {
    const ids = sequences[index]!;
    const rowStart = row * length;
    embeddings.set(tables.positionEmbeddings.subarray(0, ids.length * width), rowStart * width);
    for (const [position, id] of ids.entries()) {
      const word = tables.wordEmbeddings.subarray(id * width, (id + 1) * width);
      addHalfRow(embeddings, (rowStart + position) * width, word);
      maskBias[rowStart + position] = 0;
    }
  }
  return { numRows, length, embeddings, maskBias };
}
