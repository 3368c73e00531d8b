/**
 * Puts the rows of a Llama's query or key projection back in Hugging Face's order. llama.cpp turns neighbouring features of a head,
 * Hugging Face feature i with feature i + half: its converter moves row `half · s + i` of each head to `2 i + s`.
 *
 * @param weights (heads · width, columns), or a bias with one column
 * @remarks Source: `LlamaModel.permute` in convert_hf_to_gguf.py of llama.cpp.
 */
export function unpermute(
  weights: Float32Array,
  { heads, columns }: { readonly heads: number; readonly columns: number },
): Float32Array {
  const rows = weights.length / columns;
  const width = rows / heads;
  const half = width / 2;
  const result = new Float32Array(weights.length);
  for (let row = 0; row < rows; row += 1) {
    const feature = row % width;
    const from = row - feature + 2 * (feature % half) + Math.floor(feature / half);
    result.set(weights.subarray(from * columns, (from + 1) * columns), row * columns);
  }
  return result;
}
