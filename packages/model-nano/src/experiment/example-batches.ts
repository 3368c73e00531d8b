import type { LogicalDialectPack } from '@momq/dialect';
import type { PointerBatch } from '@momq/moe/pointer';
import { encodeExample } from '../training/encode-example.js';
import type { EncodedExample } from '../training/encode-example.js';
import { packBatch } from '../training/pack-batch.js';
import type { BatchExample } from '../training/pack-batch.js';
import { seededRandom } from '@momq/core/random';
import type { TrainingQuestion } from '../training/training-question.js';
import type { TrainingVectors } from '../training/training-vectors.js';
import { startWord } from '../vocabulary.js';
import type { ExampleShape } from './experiment-settings.js';

/** A question in one of its dialects. */
export interface DialectPair {
  readonly question: TrainingQuestion;
  readonly dialect: string;
}

/** What turns pairs into the model's numbers. */
export interface ExampleReader {
  readonly packs: readonly LogicalDialectPack[];
  readonly vocabulary: readonly string[];
  readonly vectors: Pick<TrainingVectors, 'width' | 'of'>;
  /** The one padded shape of training and scoring; longer examples are left out. */
  readonly shape: ExampleShape;
}

/** How a variant is told the dialect. */
export interface GroupUse {
  /** Expert groups in router order; empty without any. */
  readonly groups: readonly string[];
  /** True: a sample may use its own dialect's group only. False: routers decide. */
  readonly ownGroupOnly: boolean;
}

/** The pair as the model reads it, or null when the query cannot be written with the items found, or is longer than the shape. */
export function encodePair(
  { packs, vocabulary, vectors, shape }: ExampleReader,
  { question, dialect }: DialectPair,
): EncodedExample | null {
  const { schema, logical } = question.targets.get(dialect)!;
  try {
    const encoded = encodeExample({
      question,
      schema,
      logical,
      language: packs.find(({ id }) => id === dialect)!.language,
      vectors: vectors.of(question.question),
      vocabulary: new Map(vocabulary.map((word, id) => [word, id])),
      start: startWord(dialect),
    });
    const fits =
      encoded.prefix.prefixLength <= shape.prefixLength &&
      encoded.targets.length <= shape.outputLength;
    return fits ? encoded : null;
  } catch (error) {
    if ((error as { code?: string }).code === 'FEATURE_UNSUPPORTED') return null;
    throw error;
  }
}

/** A batch of encoded pairs. */
export function examplesBatch(
  { shape }: Pick<ExampleReader, 'shape'>,
  examples: readonly { readonly encoded: EncodedExample; readonly dialect: string }[],
  { groups, ownGroupOnly }: GroupUse,
): PointerBatch {
  const packed = examples.map(({ encoded, dialect }): BatchExample => ({
    encoded,
    group: Math.max(0, groups.indexOf(dialect)),
    known: ownGroupOnly,
  }));
  return packBatch(packed, { ...shape, batchSize: packed.length }, groups.length);
}

/** Endless batches drawn evenly from `pairs`: for a seed the same samples in the same order, whatever the variant. */
export function pairBatches(
  reader: ExampleReader,
  pairs: readonly DialectPair[],
  use: GroupUse,
  seed: number,
): (startStep: number) => AsyncIterable<PointerBatch> {
  return async function* (startStep) {
    const random = seededRandom(seed * 1_000_003 + startStep);
    for (;;) {
      const examples: { encoded: EncodedExample; dialect: string }[] = [];
      while (examples.length < reader.shape.batchSize) {
        const pair = pairs[Math.floor(random() * pairs.length)]!;
        const encoded = encodePair(reader, pair);
        if (encoded !== null) examples.push({ encoded, dialect: pair.dialect });
      }
      yield await Promise.resolve(examplesBatch(reader, examples, use));
    }
  };
}
