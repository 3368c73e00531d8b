import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MoeError } from '../errors.js';
import { createTokenizer } from './create-tokenizer.js';
import type { TextTokenizer } from './text-tokenizer.js';
import { unsupportedTokenizer } from './tokenizer-json.js';

/**
 * Reads a base's `tokenizer.json`.
 * @param vocabularySize number of tokens of the model
 * @throws MoeError `MOE_BASE_MISSING`, `MOE_TOKENIZER_UNSUPPORTED`
 */
export async function loadTokenizer(
  folder: string,
  vocabularySize: number,
): Promise<TextTokenizer> {
  const path = join(folder, 'tokenizer.json');
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new MoeError(
      'MOE_BASE_MISSING',
      `${path}: expected the base's tokenizer, got no file; fetch it, or convert an older one (tokenizer.model) by saving it with transformers`,
      { cause },
    );
  });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    unsupportedTokenizer(path, 'JSON', text.slice(0, 60));
  }
  return createTokenizer(json, path, vocabularySize);
}
