import type { TrainingPair } from '@momq/core/pairs';
import { MoMQError } from '@momq/dialect';
import type { DatabaseSchema, DialectPack } from '@momq/dialect';

/** Most queries read as a logical form; those that do not are kept without. */
export function readLogical(
  pack: DialectPack,
  query: string,
  schema: DatabaseSchema,
): TrainingPair['logical'] {
  if (pack.language?.read === undefined) return undefined;
  try {
    return pack.language.read(query, schema);
  } catch (error) {
    if (MoMQError.isInstance(error)) return undefined;
    throw error;
  }
}
