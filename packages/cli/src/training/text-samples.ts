import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { createDatabase, createMoMQ } from '@momq/core';
import { makeFolder } from '@momq/core/execution';
import type { DatabaseContent, DialectPack } from '@momq/core';
import type { PromptRecorder } from '@momq/model-text/training';
import type { TrainingSample } from '@momq/moe/text';
import { replaceFile } from '../output/replace-file.js';
import type { TextPair } from './text-pairs.js';

/** Raised when what a sample is made of changes. */
const VERSION = 2;

/** What {@link textSamples} needs. */
export interface TextSampleOptions {
  readonly pairs: readonly TextPair[];
  readonly packs: readonly DialectPack[];
  readonly recorder: PromptRecorder;
  /** What the recorder was made with: other limits make other prompts. */
  readonly limits: { readonly contextLength: number; readonly schemaTokens: number };
  content(dbId: string): Promise<DatabaseContent>;
  /** Made samples are kept in it by their pairs, so that a second call is quick. */
  readonly folder: string;
  readonly onProgress?: (done: number, total: number, label: string) => void;
  readonly signal?: AbortSignal;
}

/** Samples, and pairs of which none could be made. */
export interface TextSamples {
  readonly samples: readonly TrainingSample[];
  readonly failed: readonly { readonly id: string; readonly message: string }[];
}

/**
 * Pairs as a language model trains on them: each question is asked of its database in the dialect's engine, and the prompt is taken
 * where the model would read it, so that schema, values and wording are those of run time.
 */
export async function textSamples(options: TextSampleOptions): Promise<TextSamples> {
  const { pairs, packs, recorder, limits, folder, onProgress, signal } = options;
  const { name, version } = recorder.model;
  const groups = new Map<string, TextPair[]>();
  for (const pair of pairs) {
    const place = `${pair.dialect} ${pair.dbId}`;
    groups.set(place, [...(groups.get(place) ?? []), pair]);
  }
  await makeFolder(folder);
  const all: TextSamples[] = [];
  let done = 0;
  for (const [place, own] of groups) {
    signal?.throwIfAborted();
    onProgress?.(done, pairs.length, place);
    const pack = packs.find(({ id }) => id === own[0]!.dialect)!;
    const key = createHash('sha256').update(JSON.stringify([VERSION, name, version, limits, own]));
    const file = path.join(folder, `${key.digest('hex').slice(0, 32)}.json`);
    if (existsSync(file)) all.push(JSON.parse(await readFile(file, 'utf8')) as TextSamples);
    else {
      const made = await samplesOf(own, {
        pack,
        recorder,
        content: await options.content(own[0]!.dbId),
        signal,
      });
      await replaceFile(file, JSON.stringify(made));
      all.push(made);
    }
    done += own.length;
  }
  onProgress?.(pairs.length, pairs.length, '');
  return {
    samples: all.flatMap(({ samples }) => samples),
    failed: all.flatMap(({ failed }) => failed),
  };
}

/** The samples of one database in one dialect. */
async function samplesOf(
  pairs: readonly TextPair[],
  {
    pack,
    recorder,
    content,
    signal,
  }: {
    readonly pack: DialectPack;
    readonly recorder: PromptRecorder;
    readonly content: DatabaseContent;
    readonly signal: AbortSignal | undefined;
  },
): Promise<TextSamples> {
  const samples: TrainingSample[] = [];
  const failed: { id: string; message: string }[] = [];
  const momq = createMoMQ({ dialects: [pack], model: recorder.model });
  const database = await createDatabase(pack, content);
  try {
    for (const { id, dialect, question, query } of pairs) {
      signal?.throwIfAborted();
      try {
        const recorded = await recorder.record(query, () =>
          momq.ask(question, database, { declining: false }),
        );
        samples.push({ id: `${dialect}/${id}`, dialect, ...recorded });
      } catch (error) {
        failed.push({ id: `${dialect}/${id}`, message: (error as Error).message });
      }
    }
  } finally {
    await database.close();
    await momq.close();
  }
  return { samples, failed };
}
