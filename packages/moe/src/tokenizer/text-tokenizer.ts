/** Text to token ids and back, as Hugging Face's tokenizers do it. */
export interface TextTokenizer {
  /** Number of ids: the largest one + 1. */
  readonly size: number;
  /**
   * Ids of a text. Special tokens written out in the text become their ids, as in Python.
   * @param options `addSpecialTokens`: whether the tokenizer's template is applied (Llama: a first token). Default true.
   * @throws MoeError `MOE_BAD_INPUT` when the text holds half a surrogate pair
   */
  encode(text: string, options?: { readonly addSpecialTokens?: boolean }): number[];
  /**
   * Text of ids. Bytes that are no UTF-8 become U+FFFD; ids between the tokenizer's size and the model's are skipped, as in Python.
   * @param options `skipSpecialTokens`: whether special tokens are left out. Default true.
   * @throws MoeError `MOE_BAD_INPUT` on an id that the model does not have
   */
  decode(ids: readonly number[], options?: { readonly skipSpecialTokens?: boolean }): string;
  /** Id of a token as it stands in the vocabulary (byte-level text for most bases), or null. */
  idOf(token: string): number | null;
  /** The token of an id as it stands in the vocabulary, or null. */
  tokenOf(id: number): string | null;
}
