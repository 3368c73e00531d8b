import type { DatabaseSchema } from '@momq/dialect';
import { relexicalise } from './relexicalise.js';
import type { NamePool } from './relexicalise.js';
import { seededRandom } from '@momq/core/random';
import type { QuestionList } from './training-question.js';

/** `copies` renamed versions of each question, made when drawn; the same seed makes the same copies. */
export function renamedCopies(
  questions: QuestionList,
  pool: NamePool,
  options: { copies: number; seed: number },
): QuestionList {
  const { copies, seed } = options;
  return {
    length: questions.length * copies,
    at(index) {
      const original = questions.at(Math.floor(index / copies));
      return original === undefined
        ? undefined
        : relexicalise(original, pool, seededRandom(seed * 7_919 + index));
    },
  };
}

/** Every entity and field name of `schemas`, once each. */
export function namePool(schemas: readonly DatabaseSchema[]): NamePool {
  const entities = schemas.flatMap((schema) => schema.entities);
  return {
    entities: [...new Set(entities.map(({ name }) => name))],
    fields: [...new Set(entities.flatMap(({ fields }) => fields.map(({ name }) => name)))],
  };
}
