import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { MoeError } from '../errors.js';

/**
 * Refuses models whose rows of the embedding mean different tokens: merging them would mix unrelated rows, which
 * mergekit does without `tokenizer_source`. Tokens added to a vocabulary may differ, and models without a
 * `tokenizer.json` are taken as they are.
 *
 * @param folders - by the names that the configuration gives them
 * @throws MoeError `MOE_MERGE_MISMATCH`
 */
export async function requireSameVocabulary(
  folders: Readonly<Record<string, string>>,
): Promise<void> {
  let first: { readonly model: string; readonly vocabulary: string } | undefined;
  for (const [model, folder] of Object.entries(folders)) {
    const vocabulary = await vocabularyHash(path.join(folder, 'tokenizer.json'));
    if (vocabulary === null) continue;
    first ??= { model, vocabulary };
    if (vocabulary === first.vocabulary) continue;
    throw new MoeError(
      'MOE_MERGE_MISMATCH',
      `expected models with one vocabulary, got other tokens in ${model} than in ${first.model}; bring the models to one tokenizer first`,
    );
  }
}

/** Hash of the tokens in the order of their ids, without added ones; null without a file. */
async function vocabularyHash(file: string): Promise<string | null> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw cause;
  }
  let tokenizer: { readonly model?: { readonly vocab?: unknown } } | null;
  try {
    tokenizer = JSON.parse(text) as typeof tokenizer;
  } catch (cause) {
    throw new MoeError(
      'MOE_MERGE_MISMATCH',
      `${file}: expected JSON, got text that does not parse; restore the file from its source`,
      { cause },
    );
  }
  const vocabulary = tokenizer?.model?.vocab;
  if (typeof vocabulary !== 'object' || vocabulary === null) return null;
  // Unigram models list [token, score] in the order of ids, the others map tokens to ids
  const tokens: unknown[] = Array.isArray(vocabulary)
    ? vocabulary.map((entry: unknown) => (Array.isArray(entry) ? (entry[0] as unknown) : entry))
    : Object.entries(vocabulary as Record<string, number>).sort(([, a], [, b]) => a - b);
  return createHash('sha256').update(JSON.stringify(tokens)).digest('hex');
}
