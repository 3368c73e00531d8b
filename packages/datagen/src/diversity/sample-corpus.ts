import { Random } from '../generated/random.js';
import type { CorpusRow } from '../sql-gen/seeds/read-corpus.js';

/** `size` rows of a corpus, or all where it has fewer, each with the same chance; the same seed gives the same ones. */
export async function sampleCorpus(
  corpus: AsyncIterable<CorpusRow>,
  size: number,
  seed = 1,
): Promise<CorpusRow[]> {
  const random = new Random(seed);
  const chosen: CorpusRow[] = [];
  let rows = 0;
  for await (const row of corpus) {
    rows += 1;
    if (chosen.length < size) {
      chosen.push(row);
      continue;
    }
    const place = random.integer(0, rows - 1);
    if (place < size) chosen[place] = row;
  }
  return chosen;
}
