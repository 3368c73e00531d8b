import { Tokenizer } from '@huggingface/tokenizers';

/** Word-piece tokenizer of the model: uncased BERT, ids as transformers gives them. */
export interface WordPieceTokenizer {
  /** Ids of a text, `[CLS]` first and `[SEP]` last. */
  encodeText(text: string): number[];
  /** Ids of one word without special tokens; a word of only removable characters is one `[UNK]`. */
  encodeWord(word: string): number[];
}

/** Ids of the special tokens of the uncased BERT vocabulary. */
export const specialTokenIds = { pad: 0, unknown: 100, classify: 101, separate: 102 } as const;

// The ideographs outside the basic plane, which BERT's normaliser puts between spaces and
// @huggingface/tokenizers 0.2.0 does not.
const supplementaryIdeographs =
  /[\u{20000}-\u{2a6df}\u{2a700}-\u{2b81f}\u{2b920}-\u{2ceaf}\u{2f800}-\u{2fa1f}]/gu;

/** Undoes two differences between JavaScript's and the reference's normalisation. */
function alignWithReference(text: string): string {
  return (
    text
      // The reference lower-cases letter by letter, JavaScript turns a final Σ into ς.
      .replaceAll('Σ', 'σ')
      .replace(supplementaryIdeographs, ' $& ')
  );
}

/**
 * Creates the tokenizer.
 *
 * @param tokenizerJson - parsed `tokenizer.json` without padding and truncation
 */
export function createWordPieceTokenizer(tokenizerJson: object): WordPieceTokenizer {
  const tokenizer = new Tokenizer(tokenizerJson, {});
  return {
    encodeText: (text) => tokenizer.encode(alignWithReference(text)).ids,
    encodeWord: (word) => {
      const { ids } = tokenizer.encode(alignWithReference(word), { add_special_tokens: false });
      return ids.length > 0 ? ids : [specialTokenIds.unknown];
    },
  };
}
