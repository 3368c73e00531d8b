import { Tokenizer } from '@huggingface/tokenizers';
import { MoeError } from '../errors.js';
import { makeDecodersExact, type LibraryDecoder } from './exact-decoders.js';
import type { TextTokenizer } from './text-tokenizer.js';
import { adaptTokenizerJson, unsupportedTokenizer, type TokenizerJson } from './tokenizer-json.js';

/**
 * A tokenizer from the parsed `tokenizer.json` of a base: byte-level BPE (Qwen2, Llama 3) or BPE with byte fallback (Llama 2, Mistral, CodeLlama).
 * Its results are those of Python's tokenizers 0.23, but for characters so new that its Unicode tables and those of the JavaScript runtime differ.
 * @param origin file name for messages
 * @param vocabularySize number of tokens of the model, whose embedding every id must have
 * @throws MoeError `MOE_TOKENIZER_UNSUPPORTED`
 */
export function createTokenizer(
  json: unknown,
  origin: string,
  vocabularySize = Infinity,
): TextTokenizer {
  const adapted = adaptTokenizerJson(json, origin);
  const tokenizer = build(adapted, origin);
  if (tokenizer.decoder !== null) makeDecodersExact(tokenizer.decoder as LibraryDecoder);
  const size = 1 + largestId(adapted);
  if (size > vocabularySize)
    unsupportedTokenizer(origin, `ids below the model's ${vocabularySize} tokens`, size - 1);
  const idLimit = Number.isFinite(vocabularySize) ? vocabularySize : size;
  const special = new Set(
    adapted.added_tokens.filter((token) => token['special'] === true).map((token) => token['id']),
  );
  return {
    size,
    encode(text, { addSpecialTokens = true } = {}) {
      if (/[\ud800-\udfff]/u.test(text))
        throw new MoeError(
          'MOE_BAD_INPUT',
          'expected text of whole characters, got half a surrogate pair; cut texts between characters',
        );
      return tokenizer.encode(text, { add_special_tokens: addSpecialTokens }).ids;
    },
    decode(ids, { skipSpecialTokens = true } = {}) {
      for (const id of ids)
        if (!Number.isInteger(id) || id < 0 || id >= idLimit)
          throw new MoeError(
            'MOE_BAD_INPUT',
            `expected token ids from 0 to ${idLimit - 1}, got ${id}; decode what this model's tokenizer or head gave`,
          );
      const known = ids.filter(
        (id) => tokenizer.id_to_token(id) !== undefined && !(skipSpecialTokens && special.has(id)),
      );
      if (known.length === 0) return '';
      return tokenizer.decode(known, { clean_up_tokenization_spaces: false });
    },
    idOf: (token) => tokenizer.token_to_id(token) ?? null,
    tokenOf: (id) => tokenizer.id_to_token(id) ?? null,
  };
}

/** The largest id; by hand, as a vocabulary is longer than an argument list may be. */
function largestId({ model, added_tokens: added }: TokenizerJson): number {
  let largest = -1;
  for (const id of Object.values(model['vocab'] as Record<string, number>))
    largest = Math.max(largest, id);
  for (const token of added) largest = Math.max(largest, token['id'] as number);
  return largest;
}

function build(adapted: TokenizerJson, origin: string): Tokenizer {
  try {
    return new Tokenizer(adapted, {});
  } catch (cause) {
    throw new MoeError(
      'MOE_TOKENIZER_UNSUPPORTED',
      `${origin}: expected a tokenizer whose patterns JavaScript can express, got: ${(cause as Error).message}; take the tokenizer that belongs to the base`,
      { cause },
    );
  }
}
