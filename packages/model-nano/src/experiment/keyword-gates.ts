import { attentionOutputs } from '@momq/moe/pointer';
import { startWord } from '../vocabulary.js';
import { encodePair } from './example-batches.js';
import type { DialectPair, ExampleReader } from './example-batches.js';
import type { DenseModel } from './sqlgen-run.js';

/** Keywords that a gate starts from; the paper does not say how many. */
const KEYWORDS = 8;

/**
 * The words of the query language that a dialect's queries have most more often than the others' do, on the average.
 *
 * @param pairs - to count in, by dialect
 */
export function dialectKeywords(
  reader: ExampleReader,
  pairs: ReadonlyMap<string, readonly DialectPair[]>,
): ReadonlyMap<string, readonly string[]> {
  const { vocabulary } = reader;
  const shares = new Map(
    [...pairs].map(([dialect, own]) => {
      const counts = new Float64Array(vocabulary.length);
      for (const pair of own)
        for (const code of encodePair(reader, pair)?.targets ?? [])
          if (code < vocabulary.length) counts[code]! += 1;
      const total = counts.reduce((sum, count) => sum + count, 0) || 1;
      return [dialect, counts.map((count) => count / total)] as const;
    }),
  );
  return new Map(
    [...shares].map(([dialect, own]) => {
      const others = [...shares].filter(([id]) => id !== dialect).map(([, share]) => share);
      const more = (word: number): number =>
        own[word]! - others.reduce((sum, share) => sum + share[word]!, 0) / others.length;
      const found = [...vocabulary.keys()]
        .filter((word) => own[word]! > 0)
        .sort((a, b) => more(b) - more(a))
        .slice(0, KEYWORDS);
      return [dialect, found.map((word) => vocabulary[word]!)];
    }),
  );
}

/**
 * SQL-GEN's start of a gate: for each layer the mean over a dialect's keywords of what self-attention puts out for the keyword's
 * tokens, summed over them. A keyword is read behind its dialect's start token, as the decoder never reads it otherwise.
 *
 * @param expert - the dialect's tuned model
 */
export async function keywordGates(
  expert: DenseModel,
  dialect: string,
  words: readonly string[],
  vocabulary: readonly string[],
): Promise<Float32Array[]> {
  const ids = new Map(vocabulary.map((word, id) => [word, id]));
  const texts = words.map((word) => [ids.get(startWord(dialect))!, ids.get(word)!]);
  const states = await attentionOutputs(expert, texts);
  return states[0]!.map((row, layer) =>
    row.map((_, i) => states.reduce((sum, text) => sum + text[layer]![i]!, 0) / states.length),
  );
}
