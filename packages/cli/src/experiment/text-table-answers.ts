import { existsSync } from 'node:fs';
import { appendFile, readFile } from 'node:fs/promises';
import { createMoMQ, MoMQError } from '@momq/core';
import type { DatabaseContent, DialectPack } from '@momq/core';
import { openOnce } from '@momq/core/evaluation';
import type { Base } from '@momq/moe/bases';
import type { TextPair } from '../training/text-pairs.js';

/** Queries by dialect and question id; null where none could be written. */
export type Answers = ReadonlyMap<string, string | null>;

/** The name of a question in {@link Answers}. */
export function answerKey({ dialect, id }: Pick<TextPair, 'dialect' | 'id'>): string {
  return `${dialect}/${id}`;
}

/** What {@link askQuestions} needs. */
export interface AskOptions {
  readonly base: Base;
  /** Folder of the trained adapters. */
  readonly adapters: string;
  /** Who chooses experts, as in `TextModelOptions`. */
  readonly routing: 'dialect' | 'routers';
  readonly packs: readonly DialectPack[];
  readonly questions: ReadonlyMap<string, readonly TextPair[]>;
  content(dbId: string): Promise<DatabaseContent>;
  /** JSON lines of answers; those found there are not asked again. */
  readonly file: string;
  readonly onProgress: (done: number, total: number) => void;
  readonly signal?: AbortSignal;
}

/**
 * The queries that a base with adapters writes, greedily and kept to the grammar, as `ask` does with one candidate and no repair.
 */
export async function askQuestions(options: AskOptions): Promise<Answers> {
  const { base, packs, questions, file, onProgress, signal } = options;
  const answers = await readAnswers(file);
  const all = [...questions.values()].flat();
  const waiting = all.filter((pair) => !answers.has(answerKey(pair)));
  if (waiting.length === 0) return answers;
  const { textModel } = await import('@momq/model-text');
  const { adapters: experts, routing } = options;
  const model = textModel({ base, experts, routing, repairs: 0 });
  const momq = createMoMQ({ dialects: packs, model });
  try {
    for (const pack of packs) {
      const own = waiting.filter(({ dialect }) => dialect === pack.id);
      const databases = openOnce(pack, (dbId) => options.content(dbId));
      try {
        // a database's questions together: its schema is read once
        for (const pair of own.toSorted((a, b) => (a.dbId < b.dbId ? -1 : 1))) {
          signal?.throwIfAborted();
          const database = await databases.open(pair.dbId);
          const query = await queryOf(async () =>
            momq.ask(pair.question, database, {
              declining: false,
              ...(signal !== undefined && { signal }),
            }),
          );
          signal?.throwIfAborted();
          answers.set(answerKey(pair), query);
          await appendFile(file, `${JSON.stringify([answerKey(pair), query])}\n`);
          onProgress(answers.size, all.length);
        }
      } finally {
        await databases.close();
      }
    }
  } finally {
    await momq.close();
  }
  return answers;
}

/** The query of an answer; null where the pipeline has none, as one that no engine runs. */
async function queryOf(ask: () => Promise<{ readonly query: string }>): Promise<string | null> {
  try {
    return (await ask()).query;
  } catch (error) {
    if (MoMQError.isInstance(error)) return null;
    throw error;
  }
}

/** A line that was being written when the process ended has no newline and is left out. */
async function readAnswers(file: string): Promise<Map<string, string | null>> {
  if (!existsSync(file)) return new Map();
  const text = await readFile(file, 'utf8');
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  if (whole.length < text.length) {
    const { replaceFile } = await import('../output/replace-file.js');
    await replaceFile(file, whole);
  }
  const lines = whole.split('\n').slice(0, -1);
  return new Map(lines.map((line) => JSON.parse(line) as [string, string | null]));
}
