import { join } from 'node:path';
import type { DatabaseContent, DatabaseSchema, LogicalDialectPack } from '@momq/dialect';
import type { SentenceEncoder } from '@momq/model-minilm';
import type { BatchStreamOptions } from './batch-stream.js';
import { lockRun } from '@momq/moe/training';
import { NanoError } from '../nano-error.js';
import { encodeQuestions } from './encode-questions.js';
import { loadQuestions } from './load-questions.js';
import { namePool, renamedCopies } from './renamed-copies.js';
import type { QuestionList, TrainingQuestion } from './training-question.js';
import { TrainingVectors } from './training-vectors.js';

/** A part of the training data and how often it is drawn. */
export interface TrainingSource {
  /** JSONL files of verified (question, query) pairs. */
  readonly files: readonly string[];
  /** Weight among all sources. */
  readonly share: number;
  /** Renamed copies per question (see `renamedCopies`), drawn with weight `copyShare`. Default 0. */
  readonly copies?: number;
  readonly copyShare?: number;
}

/** Where the questions of a training run come from. */
export interface SourceOptions {
  readonly packs: readonly LogicalDialectPack[];
  readonly sources: readonly TrainingSource[];
  /** Content of a database by id; called once for each. */
  readonly content: (dbId: string) => Promise<DatabaseContent>;
}

/** Questions by source, and the schemas that they ask about. */
export interface LoadedSources {
  readonly sources: BatchStreamOptions['sources'];
  readonly schemas: readonly DatabaseSchema[];
}

/** Reads the pairs of every source, with renamed copies where a source wants them. */
export async function loadSources(options: SourceOptions, seed: number): Promise<LoadedSources> {
  const sources: { share: number; questions: QuestionList }[] = [];
  const schemas: DatabaseSchema[] = [];
  for (const { files, share, copies = 0, copyShare = 0 } of options.sources) {
    const questions = await loadQuestions({
      files,
      packs: options.packs,
      content: options.content,
    });
    if (questions.length === 0) continue;
    schemas.push(...questions.schemas);
    sources.push({ share, questions });
    if (copies > 0) {
      const pool = namePool(questions.schemas);
      sources.push({
        share: copyShare,
        questions: renamedCopies(questions, pool, { copies, seed }),
      });
    }
  }
  return { sources, schemas };
}

/** Where the vectors of a training run are kept, and who makes them. */
export interface EncodingOptions {
  /** Disposed when everything is encoded: its sessions hold gigabytes that training needs. */
  readonly encoder: SentenceEncoder;
  readonly runFolder: string;
  readonly progress?: boolean;
  readonly signal?: AbortSignal;
}

/**
 * The vectors of every text of the sources; those that the run folder does not hold yet are encoded and kept there.
 *
 * @throws NanoError `NANO_TRAINING_STOPPED` when the signal fires; what was encoded is kept
 * @throws MoeError `MOE_RUN_LOCKED` while another run encodes into the folder
 */
export async function encodeSources(
  { sources, schemas }: LoadedSources,
  { encoder, runFolder, progress, signal }: EncodingOptions,
): Promise<TrainingVectors> {
  const folder = join(runFolder, 'vectors');
  const unlock = await lockRun(folder);
  try {
    const vectors = await TrainingVectors.open(folder, encoder.width);
    await encodeQuestions(questionsOf(sources), schemas, {
      vectors,
      encoder,
      report: (done, all) => {
        if (signal?.aborted === true)
          throw new NanoError(
            'NANO_TRAINING_STOPPED',
            `training: expected ${all} encoded texts, it was stopped after ${done}. Run the same command again: it goes on from ${runFolder}.`,
          );
        if (progress === true)
          process.stderr.write(`\rencoding texts ${done}/${all}${done === all ? '\n' : ''}`);
      },
    });
    return vectors;
  } finally {
    await unlock();
    await encoder.dispose();
  }
}

function* questionsOf(sources: LoadedSources['sources']): Generator<TrainingQuestion> {
  for (const { questions } of sources)
    for (let index = 0; index < questions.length; index++) {
      const question = questions.at(index);
      if (question !== undefined) yield question;
    }
}
