/**
 * Frozen text vectors: one per text, and one per question word in its sentence.
 * The training set keeps them in memory; `ask` computes them with the sentence encoder.
 */
export interface TextVectors {
  /** Width of one vector. */
  readonly width: number;
  /** Unit-length vector of a text that was prepared before, float32 (width). */
  ofText(text: string): Float32Array;
  /** Vectors of the question's words in context, float32 (words, width). */
  readonly ofWords: Float32Array;
}
