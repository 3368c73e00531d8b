import type { Database, DatabaseSchema, LogicalQuery } from '@momq/dialect';
import {
  candidatesBeside,
  markDefined,
  namedDefinitions,
  withDefinitions,
} from '../semantics/named-definitions.js';
import type { Teaching } from '../semantics/teaching.js';
import { writeDefinitions } from '../semantics/write-definitions.js';
import { linkItems, schemaItems } from './link-question.js';
import type { LinkedQuestion } from './link-question.js';
import { lookUpValues, spellingsOf } from './look-up-values.js';
import { withReadNames } from './read-names.js';
import { splitQuestion } from './question-words.js';
import { findValueCandidates } from './value-candidates.js';
import { withSeenKeys } from './seen-keys.js';
import { withSeenTimes } from './seen-times.js';
import type { ValueCandidate } from './value-candidates.js';
import type { FieldValues, ValueIndex } from './value-index.js';
import { ValueIndexes } from './value-indexes.js';

/** A question linked to a database: what a model reads before it writes. */
export interface QuestionLink {
  readonly linked: LinkedQuestion;
  /**
   * The schema of the linked items: that of the question, with what a semantic model defines and the question names, with what the
   * values show of keys and of how fields hold points in time, and with short forms in names read as whole words.
   */
  readonly schema: DatabaseSchema;
  /** Every entity, field and link that a query may be written over, those that are hidden from questions too. */
  readonly whole: DatabaseSchema;
  /**
   * A query over {@link QuestionLink.schema} as one over {@link QuestionLink.whole}: what is defined is written out.
   *
   * @throws UnsupportedFeatureError where a definition cannot be said in its place
   */
  writeOut(query: LogicalQuery): LogicalQuery;
  /** What of the values could not be read, a sentence each. */
  readonly notes: readonly string[];
  /** The spellings that a field holds of a text, whatever its case and accents; empty where it holds none. */
  spellings(text: string, place: { readonly entity: string; readonly field: string }): string[];
  /** The values that a field holds, as far as they were read; undefined for one whose values were not. */
  values(place: { readonly entity: string; readonly field: string }): FieldValues | undefined;
  /** The same question linked to a part of the schema and to some of the value candidates. */
  narrow(part: DatabaseSchema, candidates: readonly ValueCandidate[]): LinkedQuestion;
}

/** How {@link QuestionLinker.link} links. */
export interface LinkOptions {
  /** What a semantic model teaches; its schema is the one that the question is linked to. */
  readonly teaching?: Teaching | undefined;
  readonly signal?: AbortSignal | undefined;
  /** What {@link Database.dataVersion} said when the question came; default: the database is asked. */
  readonly dataVersion?: string | undefined;
}

/** Links questions to databases, whose values it reads once for each reading of the schema. */
export class QuestionLinker {
  readonly #values = new ValueIndexes();
  readonly #described = new WeakMap<DatabaseSchema, DatabaseSchema>();
  readonly #keyed = new WeakMap<DatabaseSchema, DatabaseSchema>();

  /** Links `question` to `schema` and the values of `database`. @throws what the database throws when its values are read */
  async link(
    question: string,
    schema: DatabaseSchema,
    database: Database,
    { teaching, signal, dataVersion }: LinkOptions = {},
  ): Promise<QuestionLink> {
    const known = await this.#values.of(database, schema, { signal, dataVersion });
    const options = signal === undefined ? {} : { signal };
    const index = await lookUpValues(question, known, database, options);
    const words = splitQuestion(question);
    const definitions = namedDefinitions(teaching?.definitions ?? [], words);
    const extended = withReadNames(
      withDefinitions(this.#withKeys(this.#withTimes(schema, known), known), definitions),
      words,
    );
    const itemsOf = (part: DatabaseSchema) => markDefined(schemaItems(part), definitions);
    const candidates = candidatesBeside(
      findValueCandidates(question, words, index, schema),
      definitions,
      words,
    );
    const linked = linkItems(question, words, itemsOf(extended), candidates);
    return {
      linked,
      schema: extended,
      whole: this.#withTimes(teaching?.whole ?? schema, known),
      writeOut: (query) =>
        teaching === undefined ? query : writeDefinitions(query, { ...teaching, definitions }),
      notes: index.notes ?? [],
      spellings: (text, place) => spellingsOf(text, splitQuestion(text), index, place),
      values: ({ entity, field }) =>
        index.fields.find((one) => one.entity === entity && one.field === field),
      narrow: (part, some) => linkItems(question, words, itemsOf(part), some),
    };
  }

  /** The schema with keys that it does not declare; the same object for the same schema. */
  #withKeys(schema: DatabaseSchema, index: ValueIndex): DatabaseSchema {
    const keyed = this.#keyed.get(schema) ?? withSeenKeys(schema, index);
    this.#keyed.set(schema, keyed);
    return keyed;
  }

  /** The schema with how its fields hold points in time; the same object for the same schema. */
  #withTimes(schema: DatabaseSchema, index: ValueIndex): DatabaseSchema {
    const described = this.#described.get(schema) ?? withSeenTimes(schema, index);
    this.#described.set(schema, described);
    return described;
  }
}
