import type { Database, DatabaseSchema } from '@momq/dialect';
import { linkItems, linkQuestion, schemaItems } from './link-question.js';
import type { LinkedQuestion } from './link-question.js';
import { lookUpValues, spellingsOf } from './look-up-values.js';
import { splitQuestion } from './question-words.js';
import type { ValueCandidate } from './value-candidates.js';
import { ValueIndexes } from './value-indexes.js';

/** A question linked to a database: what a model reads before it writes. */
export interface QuestionLink {
  readonly linked: LinkedQuestion;
  /** What of the values could not be read, a sentence each. */
  readonly notes: readonly string[];
  /** The spellings that a field holds of a text, whatever its case and accents; empty where it holds none. */
  spellings(text: string, place: { readonly entity: string; readonly field: string }): string[];
  /** The same question linked to a part of the schema and to some of the value candidates. */
  narrow(part: DatabaseSchema, candidates: readonly ValueCandidate[]): LinkedQuestion;
}

/** Links questions to databases, whose values it reads once for each reading of the schema. */
export class QuestionLinker {
  readonly #values = new ValueIndexes();

  /** Links `question` to `schema` and the values of `database`. @throws what reading values throws, see {@link indexDatabase} */
  async link(
    question: string,
    schema: DatabaseSchema,
    database: Database,
    signal?: AbortSignal,
  ): Promise<QuestionLink> {
    const known = await this.#values.of(database, schema, signal);
    const options = signal === undefined ? {} : { signal };
    const index = await lookUpValues(question, known, database, options);
    const linked = linkQuestion(question, schema, index);
    return {
      linked,
      notes: index.notes ?? [],
      spellings: (text, place) => spellingsOf(text, splitQuestion(text), index, place),
      narrow: (part, candidates) =>
        linkItems(question, linked.words, schemaItems(part), candidates),
    };
  }
}
