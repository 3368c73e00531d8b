import { createHash } from 'node:crypto';
import { readPairs } from '@momq/core/pairs';
import type { TrainingPair } from '@momq/core/pairs';
import { ConfigError } from '@momq/dialect';

/** The pairs of a file whose ids hash lowest, those of one database together; the file may be of any length. */
export async function chooseQuestions(
  file: string,
  {
    questions = Infinity,
    seed = 1,
  }: { readonly questions?: number | undefined; readonly seed?: number | undefined },
): Promise<TrainingPair[]> {
  const hashOf = (id: string): string =>
    createHash('sha256').update(`${seed}\n${id}`).digest('hex');
  const lowest: { readonly hash: string; readonly pair: TrainingPair }[] = [];
  const cut = (): void => {
    lowest.sort((a, b) => (a.hash < b.hash ? -1 : 1));
    lowest.length = Math.min(lowest.length, questions);
  };
  for await (const pair of readPairs(file)) {
    lowest.push({ hash: hashOf(pair.id), pair });
    if (lowest.length >= 2 * questions) cut();
  }
  cut();
  if (lowest.length === 0) throw new ConfigError(`${file}: expected pairs, got none.`);
  return lowest
    .map(({ pair }) => pair)
    .sort((a, b) => (a.dbId < b.dbId ? -1 : Number(a.dbId > b.dbId)));
}
