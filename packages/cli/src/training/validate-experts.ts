import { createMoMQ } from '@momq/core';
import type { DatabaseContent, DialectPack } from '@momq/core';
import { evaluate } from '@momq/core/evaluation';
import type { Base } from '@momq/moe/bases';
import type { TextPair } from './text-pairs.js';

/** Share of held-out questions that are answered with the right rows, by dialect. */
export type DialectAccuracy = Readonly<Record<string, number>>;

/**
 * Asks held-out questions of a language model with the experts in a folder, as `momq eval` does, greedily.
 *
 * @param pairs - of one dialect or several; their queries are the gold
 */
export async function validateExperts({
  base,
  experts,
  packs,
  pairs,
  content,
}: {
  readonly base: Base;
  readonly experts: string;
  readonly packs: readonly DialectPack[];
  readonly pairs: readonly TextPair[];
  content(dbId: string): Promise<DatabaseContent>;
}): Promise<DialectAccuracy> {
  const { textModel } = await import('@momq/model-text');
  const momq = createMoMQ({ dialects: packs, model: textModel({ base, experts }) });
  const accuracy: Record<string, number> = {};
  try {
    for (const pack of packs) {
      const own = pairs.filter(({ dialect }) => dialect === pack.id);
      if (own.length === 0) continue;
      const { ex } = await evaluate({
        suite: 'validation',
        dialect: pack,
        questions: own.map(({ id, dbId, question, query }) => ({
          ...{ id, dbId, question },
          gold: { [pack.id]: query },
        })),
        content,
        predict: async (question, database) => ({
          query: (await momq.ask(question, database, { declining: false })).query,
        }),
      });
      accuracy[pack.id] = ex;
    }
  } finally {
    await momq.close();
  }
  return accuracy;
}
