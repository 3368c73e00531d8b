import { createPointerGenerator, createPointerScorer } from '@momq/moe/pointer';
import type { HostParameters } from '@momq/moe';
import type { PointerModelConfig } from '@momq/moe/pointer';
import type { LogicalDialectPack } from '@momq/dialect';
import type { LinkedPrefix } from '../prefix/build-prefix.js';
import { encodePair, examplesBatch } from './example-batches.js';
import type { ExampleReader, GroupUse } from './example-batches.js';
import type { TestQuestion } from './experiment-data.js';
import { predictQuery } from './predict-queries.js';
import type { ProcessorClock, runParts } from './processor-clock.js';
import type { Prediction, QueryVerdicts } from './query-verdicts.js';

/** What a model did on held-out questions. */
export interface Outcome {
  /** Whether each held-out question was answered correctly, by question id. */
  readonly correct: Readonly<Record<string, boolean>>;
  /** Negative log-likelihood per held-out target code, in nats. */
  readonly tokenLoss: number;
  /** The same by question id, of golds that the shape holds; absent in runs that did not keep it. */
  readonly goldLoss?: Readonly<Record<string, number>>;
  /** Share of questions whose mean dialect logits are largest for their own dialect; null without a dialect router. */
  readonly routed: number | null;
}

/** A trained model with what reads its questions and judges its queries. */
export interface MeasuredModel {
  readonly model: { readonly config: PointerModelConfig; readonly parameters: HostParameters };
  readonly reader: ExampleReader;
  readonly verdicts: QueryVerdicts;
  readonly use: GroupUse;
  readonly clock: ProcessorClock<(typeof runParts)[number]>;
  /** Longest prefixes that are read, ascending; each has a graph of its own. */
  readonly prefixBuckets: readonly number[];
  readonly signal?: AbortSignal;
}

/** Held-out questions of one dialect, with their prefixes in the same order. */
export interface QuestionSet {
  readonly pack: LogicalDialectPack;
  readonly tests: readonly TestQuestion[];
  readonly prefixes: readonly LinkedPrefix[];
}

/** Measures a model on sets of held-out questions: greedy answers, run on the dialect's engine, and the loss of the golds. */
export async function measureModel<Name extends string>(
  { model, reader, verdicts, use, clock, prefixBuckets, signal }: MeasuredModel,
  sets: ReadonlyMap<Name, QuestionSet>,
): Promise<Record<Name, Outcome>> {
  const generator = createPointerGenerator(model, {
    prefixBuckets,
    maxOutputLength: reader.shape.outputLength + 4,
    routing: use.ownGroupOnly ? 'known' : 'soft',
  });
  const scorer = createPointerScorer(model, { threads: 1 });
  const outcomes: [Name, Outcome][] = [];
  try {
    for (const [name, { pack, tests, prefixes }] of sets) {
      const groups = use.ownGroupOnly ? { groups: [pack.id] } : {};
      const predictions: Prediction[] = [];
      await clock.timed('decode', async () => {
        for (const [i, test] of tests.entries()) {
          signal?.throwIfAborted();
          const prefix = prefixes[i]!;
          const query = await predictQuery(generator, reader, { pack, test, prefix, ...groups });
          predictions.push({ test, query });
        }
      });
      const correct = await clock.timed('execute', () => verdicts.judge(pack, predictions));
      const scores = await clock.timed('score', () =>
        scoreGolds(scorer, reader, { pack, tests, use }),
      );
      outcomes.push([
        name,
        {
          correct: Object.fromEntries(
            tests.map(({ evaluation }, i) => [evaluation.id, correct[i]!]),
          ),
          ...scores,
        },
      ]);
    }
  } finally {
    await Promise.all([generator.dispose(), scorer.dispose()]);
  }
  return Object.fromEntries(outcomes) as Record<Name, Outcome>;
}

async function scoreGolds(
  scorer: ReturnType<typeof createPointerScorer>,
  reader: ExampleReader,
  { pack, tests, use }: Pick<QuestionSet, 'pack' | 'tests'> & { readonly use: GroupUse },
): Promise<Omit<Outcome, 'correct'>> {
  const dialect = pack.id;
  const read = tests.flatMap(({ question, evaluation: { id } }) => {
    const encoded = encodePair(reader, { question, dialect });
    return encoded === null ? [] : [{ id, encoded, dialect }];
  });
  const goldLoss: Record<string, number> = {};
  let [loss, codes, routed] = [0, 0, 0];
  let routes = false;
  const { batchSize } = reader.shape;
  for (let start = 0; start < read.length; start += batchSize) {
    const part = read.slice(start, start + batchSize);
    // the last batch is filled up, so that one graph serves all
    const full = Array.from({ length: batchSize }, (_, i) => part[i] ?? part[0]!);
    const batch = examplesBatch(reader, full, use);
    const scores = await scorer.score(batch);
    part.forEach(({ id }, i) => {
      const own = [scores.negativeLogLikelihood[i]!, scores.codes[i]!] as const;
      goldLoss[id] = own[0] / own[1];
      loss += own[0];
      codes += own[1];
      if (scores.routedGroup === null) return;
      routes = true;
      routed += Number(scores.routedGroup[i] === batch.dialect[i]);
    });
  }
  return { tokenLoss: loss / codes, goldLoss, routed: routes ? routed / read.length : null };
}
