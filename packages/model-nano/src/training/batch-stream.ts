import { setImmediate as immediate } from 'node:timers/promises';
import type { DatabaseSchema, LogicalDialectPack } from '@momq/dialect';
import type { PointerBatch } from '@momq/moe/pointer';
import { NanoError } from '../nano-error.js';
import { anyDialect, startWord } from '../vocabulary.js';
import { candidatesWithin } from '../prefix/candidates-within.js';
import { augmentSchema } from './augment-schema.js';
import type { AugmentOptions } from './augment-schema.js';
import { encodeExample } from './encode-example.js';
import { bucketFor, lengthBuckets } from './length-buckets.js';
import type { LengthBucket } from './length-buckets.js';
import { packBatch } from './pack-batch.js';
import type { BatchExample } from './pack-batch.js';
import { seededRandom } from '@momq/core/random';
import { pick } from './seeded-random.js';
import type { Random } from './seeded-random.js';
import type { QuestionList } from './training-question.js';
import type { TrainingVectors } from './training-vectors.js';

/** How often each part of the training data is seen. */
export interface BatchStreamOptions extends AugmentOptions {
  readonly packs: readonly Pick<LogicalDialectPack, 'id' | 'language'>[];
  readonly vocabulary: readonly string[];
  readonly vectors: Pick<TrainingVectors, 'of'>;
  /** Questions by source with the share of samples drawn from it. */
  readonly sources: readonly { readonly share: number; readonly questions: QuestionList }[];
  /** Schemas whose entities may join others as distractors. */
  readonly schemas: readonly DatabaseSchema[];
  /** Expert groups in router order; empty for the dense base. */
  readonly groups: readonly string[];
  /** Positions of one batch. */
  readonly positions: number;
  /** Probability that a sample names no dialect: generic start token, router decides. */
  readonly anonymousProbability: number;
  readonly seed: number;
}

/** Counts of what could not be used, by reason. */
export type SkippedExamples = Map<string, number>;

/** Draws in a row that may give no example before the data counts as unusable. */
const maxFruitlessDraws = 10_000;

/**
 * Endless batches; `startStep` seeds the stream, so that a resumed run goes on with fresh samples.
 *
 * @throws NanoError `NANO_DATA_UNUSABLE` without questions, and when {@link maxFruitlessDraws} draws in a row gave no example; the
 *   message counts the reasons
 */
export function batchStream(
  options: BatchStreamOptions,
  skipped: SkippedExamples = new Map(),
): (startStep: number) => AsyncIterable<PointerBatch> {
  return async function* (startStep) {
    const random = seededRandom(options.seed * 1_000_003 + startStep);
    const buckets = lengthBuckets(options.positions);
    const waiting = new Map<LengthBucket, BatchExample[]>(buckets.map((bucket) => [bucket, []]));
    if (options.sources.every(({ questions }) => questions.length === 0))
      throw new NanoError(
        'NANO_DATA_UNUSABLE',
        'training data: expected questions, got none. Make pairs for these packs with momq datagen.',
      );
    const draw = sampler(options, random, skipped);
    let ready: Promise<PointerBatch> = nextBatch();
    for (;;) {
      const batch = await ready;
      // The next batch is assembled while the engine's threads run this one.
      ready = immediate().then(nextBatch);
      ready.catch(() => undefined); // awaited above; a stream that is left early has nobody to tell
      yield batch;
    }
    async function nextBatch(): Promise<PointerBatch> {
      for (let fruitless = 0; ;) {
        const example = draw();
        const bucket = example === undefined ? undefined : bucketOf(example);
        if (example === undefined || bucket === undefined) {
          fruitless += 1;
          if (fruitless === maxFruitlessDraws) throw starved(skipped);
          if (fruitless % 256 === 0) await immediate(); // timers and signals have their turn
          continue;
        }
        fruitless = 0;
        const examples = waiting.get(bucket)!;
        examples.push(example);
        if (examples.length === bucket.batchSize) {
          waiting.set(bucket, []);
          return packBatch(examples, bucket, options.groups.length);
        }
      }
    }
    function bucketOf({ encoded }: BatchExample): LengthBucket | undefined {
      const bucket = bucketFor(buckets, encoded.prefix.prefixLength, encoded.targets.length);
      if (bucket === undefined) count(skipped, 'longer than every bucket');
      return bucket;
    }
  };
}

function starved(skipped: SkippedExamples): NanoError {
  const reasons = [...skipped]
    .sort((left, right) => right[1] - left[1])
    .slice(0, 3)
    .map(([reason, times]) => `${times} × ${reason}`);
  return new NanoError(
    'NANO_DATA_UNUSABLE',
    `training data: expected an example among ${maxFruitlessDraws} draws, got none: ${reasons.join('; ')}. Make the pairs again with the packs that are trained.`,
  );
}

function sampler(
  options: BatchStreamOptions,
  random: Random,
  skipped: SkippedExamples,
): () => BatchExample | undefined {
  const vocabulary = new Map(options.vocabulary.map((word, id) => [word, id]));
  const packs = new Map(options.packs.map((pack) => [pack.id, pack]));
  const schemas = new Map<string, DatabaseSchema[]>();
  for (const schema of options.schemas)
    schemas.set(schema.family, [...(schemas.get(schema.family) ?? []), schema]);
  return () => {
    const questions = pickSource(options.sources, random);
    const question = questions.at(Math.floor(random() * questions.length));
    if (question === undefined) {
      count(skipped, 'nothing to rename');
      return undefined;
    }
    const [dialect, target] = pick([...question.targets], random);
    const pack = packs.get(dialect);
    if (pack === undefined) {
      count(skipped, `no pack for ${dialect}`);
      return undefined;
    }
    const schema = augmentSchema(target, schemas.get(target.schema.family) ?? [], options, random);
    const anonymous = random() < options.anonymousProbability;
    try {
      const encoded = encodeExample({
        question: { ...question, candidates: candidatesWithin(question.candidates, schema) },
        schema,
        logical: target.logical,
        language: pack.language,
        vectors: options.vectors.of(question.question),
        vocabulary,
        start: anonymous ? anyDialect : startWord(dialect),
      });
      return {
        encoded,
        group: Math.max(0, options.groups.indexOf(dialect)),
        known: !anonymous && random() < 0.5,
      };
    } catch (error) {
      count(skipped, error instanceof Error ? error.message.slice(0, 80) : String(error));
      return undefined;
    }
  };
}

function pickSource(sources: BatchStreamOptions['sources'], random: Random): QuestionList {
  const total = sources.reduce((sum, { share }) => sum + share, 0);
  let left = random() * total;
  for (const { share, questions } of sources) {
    left -= share;
    if (left < 0) return questions;
  }
  return sources.at(-1)!.questions;
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
