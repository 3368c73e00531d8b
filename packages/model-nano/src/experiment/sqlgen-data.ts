import type { DatabaseContent, LogicalDialectPack } from '@momq/dialect';
import { ConfigError } from '@momq/dialect';
import type { SentenceEncoder } from '@momq/model-minilm';
import { encodeQuestions } from '../training/encode-questions.js';
import { TrainingVectors } from '../training/training-vectors.js';
import type { TrainingQuestion } from '../training/training-question.js';
import type { ExampleReader } from './example-batches.js';
import { testPrefix } from './predict-queries.js';
import type { QuestionSet } from './measure-model.js';
import type { TestQuestion } from './experiment-data.js';
import { adaptationQuestions } from './sqlgen-adaptation.js';
import type { AdaptationQuestions, PairMaker } from './sqlgen-adaptation.js';
import { drawQuestions, heldOutDatabases } from './sqlgen-questions.js';
import type { KindOfQuestions } from './sqlgen-questions.js';
import { questionKinds, sqlgenShape } from './sqlgen-settings.js';
import type { QuestionKind, SqlgenSizes } from './sqlgen-settings.js';

/** Where the pairs are. */
export interface SqlgenSource {
  /** JSONL files of verified pairs by kind and dialect. */
  readonly files: Readonly<Record<QuestionKind, Readonly<Record<string, readonly string[]>>>>;
  /** Content of a database by id. */
  readonly content: (dbId: string) => Promise<DatabaseContent>;
}

/** What models of one dialect are trained on and asked. */
export interface DialectQuestions {
  readonly pack: LogicalDialectPack;
  /** As many of each kind. */
  readonly train: Readonly<Record<QuestionKind, readonly TrainingQuestion[]>>;
  readonly test: Readonly<Record<QuestionKind, QuestionSet>>;
  /** Null where nothing is adapted, as to a graph. */
  readonly adaptation: {
    readonly asked: ReadonlyMap<string, QuestionSet>;
    readonly own: AdaptationQuestions['own'];
    readonly others: AdaptationQuestions['others'];
  } | null;
}

/** Questions by dialect, and what reads them. */
export interface SqlgenData {
  readonly reader: ExampleReader;
  readonly dialects: ReadonlyMap<string, DialectQuestions>;
}

/** What {@link loadSqlgenData} needs. */
export interface SqlgenDataOptions {
  readonly packs: readonly LogicalDialectPack[];
  readonly source: SqlgenSource;
  readonly sizes: SqlgenSizes;
  readonly vocabulary: readonly string[];
  /** Folder of vectors. */
  readonly folder: string;
  readonly encoder: SentenceEncoder;
  /** Makes the pairs of adaptation; absent: there is none. */
  readonly makePairs?: PairMaker;
  /** Folder of those pairs. */
  readonly madeFolder: string;
  readonly report: (line: string) => void;
  readonly signal?: AbortSignal;
}

/**
 * Draws the questions of every dialect and encodes what `folder` does not hold yet; then the encoder is disposed.
 *
 * @throws ConfigError for a dialect without pairs of a kind
 */
export async function loadSqlgenData(options: SqlgenDataOptions): Promise<SqlgenData> {
  const { packs, source, sizes, vocabulary, encoder, report, signal } = options;
  const held = new Set<string>();
  for (const kind of questionKinds)
    for (const { id } of packs)
      for (const dbId of await heldOutDatabases(source.files[kind][id]!)) held.add(dbId);
  const drawn = new Map<string, Drawn>();
  for (const pack of packs) {
    const own: Partial<Record<QuestionKind, KindOfQuestions>> = {};
    for (const kind of questionKinds) {
      signal?.throwIfAborted();
      const files = source.files[kind][pack.id]!;
      const { train, test } = await drawQuestions(pack, { files, content: source.content }, held, {
        ...{ vocabulary, shape: sqlgenShape, most: sizes.pairs },
      });
      if (train.length === 0 || test.length === 0)
        throw new ConfigError(
          `data: expected ${kind} pairs of ${pack.id} to train on and held-out ones in ${files.join(', ')}, got ${train.length} and ${test.length} that can be read. Make more with momq datagen.`,
        );
      own[kind] = { train, test };
    }
    const { human, synthetic } = own as Record<QuestionKind, KindOfQuestions>;
    const most = Math.min(human.train.length, synthetic.train.length);
    const cut = ({ train, test }: KindOfQuestions): KindOfQuestions => ({
      train: train.slice(0, most),
      test: test.slice(0, sizes.testQuestions),
    });
    const both = { human: cut(human), synthetic: cut(synthetic) };
    const { makePairs, madeFolder } = options;
    const adaptation =
      makePairs === undefined || pack.family === 'graph'
        ? null
        : await adaptationQuestions(
            pack,
            { train: both.human.train, test: human.test },
            {
              ...{ makePairs, sizes, content: source.content, folder: madeFolder },
              reader: { vocabulary, shape: sqlgenShape },
              ...(signal !== undefined && { signal }),
            },
          );
    drawn.set(pack.id, { ...both, adaptation });
    report(
      `${pack.id}: ${most} pairs of each kind, held out ${both.human.test.length} human and ${both.synthetic.test.length} synthetic questions`,
    );
  }
  const vectors = await TrainingVectors.open(options.folder, encoder.width);
  const reader: ExampleReader = { packs, vocabulary, vectors, shape: sqlgenShape };
  await encodeAll([...drawn.values()].flatMap(questionsOf), vectors, options);
  await encoder.dispose();
  const dialects = new Map<string, DialectQuestions>();
  for (const pack of packs) {
    const { human, synthetic, adaptation } = drawn.get(pack.id)!;
    const set = (tests: readonly TestQuestion[]) => questionSet(reader, pack, tests);
    dialects.set(pack.id, {
      pack,
      train: { human: human.train, synthetic: synthetic.train },
      test: { human: set(human.test), synthetic: set(synthetic.test) },
      adaptation: adaptation && {
        ...adaptation,
        asked: new Map([...adaptation.asked].map(([dbId, tests]) => [dbId, set(tests)])),
      },
    });
  }
  return { reader, dialects };
}

interface Drawn extends Record<QuestionKind, KindOfQuestions> {
  readonly adaptation: AdaptationQuestions | null;
}

function questionsOf({ human, synthetic, adaptation }: Drawn): TrainingQuestion[] {
  const tests = [human.test, synthetic.test, ...(adaptation?.asked.values() ?? [])].flat();
  const made = [...(adaptation?.own.values() ?? []), adaptation?.others ?? []].flat();
  return [...human.train, ...synthetic.train, ...made, ...tests.map(({ question }) => question)];
}

async function encodeAll(
  questions: readonly TrainingQuestion[],
  vectors: TrainingVectors,
  { encoder, report, signal }: SqlgenDataOptions,
): Promise<void> {
  const schemas = new Set(
    questions.flatMap(({ targets }) => [...targets.values()].map(({ schema }) => schema)),
  );
  let told = -1;
  await encodeQuestions(questions, [...schemas], {
    vectors,
    encoder,
    report: (done, all) => {
      signal?.throwIfAborted();
      const tenth = Math.floor((10 * done) / all);
      if (tenth !== told) report(`encoding texts ${done}/${all}`);
      told = tenth;
    },
  });
}

/** Held-out questions with their prefixes. */
function questionSet(
  reader: ExampleReader,
  pack: LogicalDialectPack,
  tests: readonly TestQuestion[],
): QuestionSet {
  return { pack, tests, prefixes: tests.map((test) => testPrefix(reader, test, pack.id)) };
}
