import type { DatabaseSchema, LogicalQuery, QueryLanguage } from '@momq/dialect';
import { linkItems, schemaItems } from '@momq/core/linking';
import { linearise } from '@momq/core/logical';
import { buildPrefix } from '../prefix/build-prefix.js';
import type { LinkedPrefix } from '../prefix/build-prefix.js';
import { outputRelations } from '../prefix/output-relations.js';
import type { TextVectors } from '../prefix/text-vectors.js';
import type { TrainingQuestion } from './training-question.js';

/** One training example in the model's numbers. */
export interface EncodedExample {
  readonly prefix: LinkedPrefix;
  /** Codes read: the start token, then all targets but the last. */
  readonly inputs: readonly number[];
  /** Codes to predict, the end token last. */
  readonly targets: readonly number[];
  /** Relation rows of the outputs: row t has prefixLength + t + 1 ids. */
  readonly rows: readonly Uint8Array[];
}

/** What {@link encodeExample} needs besides the question. */
export interface EncodeRequest {
  readonly question: TrainingQuestion;
  readonly schema: DatabaseSchema;
  readonly logical: LogicalQuery;
  readonly language: QueryLanguage;
  readonly vectors: TextVectors;
  /** Token ids by word. */
  readonly vocabulary: ReadonlyMap<string, number>;
  /** The word that output 0 reads. */
  readonly start: string;
}

/**
 * Links, linearises and relates one example.
 *
 * @throws UnsupportedFeatureError when the query has a literal that no item holds
 */
export function encodeExample(request: EncodeRequest): EncodedExample {
  const { question, schema, logical, language, vectors, vocabulary } = request;
  const linked = linkItems(
    question.question,
    question.words,
    schemaItems(schema),
    question.candidates,
  );
  const tokens = linearise(logical, linked.items, schema, language.words);
  const targets = tokens.map((token) =>
    token.kind === 'word' ? wordId(vocabulary, token.word) : vocabulary.size + token.index,
  );
  const inputs = [wordId(vocabulary, request.start), ...targets.slice(0, -1)];
  const prefix = buildPrefix(linked, schema, vectors);
  const relations = outputRelations(prefix, vocabulary.size);
  return { prefix, inputs, targets, rows: inputs.map((_, index) => relations.row(inputs, index)) };
}

function wordId(vocabulary: ReadonlyMap<string, number>, word: string): number {
  const id = vocabulary.get(word);
  if (id === undefined)
    throw new RangeError(
      `vocabulary: expected the token ${word}, it has none. Rebuild the vocabulary with this pack.`,
    );
  return id;
}
