import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MoMQOptions } from '@momq/core';
import { writeStoredJson } from '@momq/core/execution';
import { readPairs, writePair } from '@momq/core/pairs';
import type { TrainingPair } from '@momq/core/pairs';
import { ConfigError } from '@momq/dialect';
import type { DatabaseContent, DialectPack } from '@momq/dialect';
import { inOrder } from '../pairs/in-order.js';
import { LineFile, prepareFolder, writeReport, writingInto } from '../pairs/output-files.js';
import { lockRun } from '../pairs/run-lock.js';
import { loadPrompt, rewordPrompt } from '../prompt-file.js';
import { AnswerJournal } from '../sql-gen/model/answer-journal.js';
import { AskedModel } from '../sql-gen/model/asked-model.js';
import { Budget, BudgetSpent } from '../sql-gen/model/budget.js';
import type { ModelChoice } from '../sql-gen/model/model-choice.js';
import { requireModelRunOptions } from '../sql-gen/model/model-run-options.js';
import type { ModelRunOptions } from '../sql-gen/model/model-run-options.js';
import { RequestPace } from '../sql-gen/model/request-pace.js';
import { PairFunnel } from '../sql-gen/pair-funnel.js';
import { Patience } from '../sql-gen/stages/patience.js';
import { OpenSources } from '../sql-gen/stages/source-databases.js';
import { chooseQuestions } from './choose-questions.js';
import { rewordPair, rewordStages } from './reword-pair.js';
import type { RewordedPair, RewordStage, RewordWork } from './reword-pair.js';
import type { RewordReport } from './reword-report.js';
import { RoundTrip } from './round-trip.js';
import { wordingChange, wordingDiversity } from './wording-diversity.js';

/** What {@link runReword} needs. */
export interface RewordOptions extends ModelRunOptions {
  /** Receives `<dialect>.jsonl` of every dialect of `files`, `rejected.jsonl`, `report.json`, `databases/` and `journal/`. */
  readonly outputFolder: string;
  /** The dialect whose queries the model reads, and which questions are asked again in; has an embedded engine. */
  readonly pack: DialectPack;
  /** Files of pairs by dialect, the pack's among them; pairs with one id are one question. */
  readonly files: Readonly<Record<string, string>>;
  /** Schema and rows of a database of the pairs. */
  content(dbId: string): Promise<DatabaseContent>;
  readonly writer: ModelChoice;
  /** Questions that are reworded, of the files those whose ids hash lowest; default: all. */
  readonly questions?: number;
  /** Wordings of each, by people who ask in other ways; 1 to 5, default 1. */
  readonly wordings?: number;
  /** Answers each question again, as it was and in other words (the round trip). Default: nobody does. */
  readonly answerer?: MoMQOptions['model'];
  /** Drops wordings whose answer has not the gold's rows. Default false: it is only measured, since what the answerer cannot do is worth most. */
  readonly requireAgreement?: boolean;
}

/**
 * Has a language model ask the questions of pairs in other words, from schema, query and question, and keeps what still says every
 * value. Queries, rows and databases stay those of the pairs, in every dialect. Each answer is journaled before it is used.
 *
 * @throws ConfigError when an option cannot be meant
 * @throws DatagenError see its codes; what was kept before is written
 */
export async function runReword(options: RewordOptions): Promise<RewordReport> {
  requireUsable(options);
  const budget = new Budget(options.budget);
  const { outputFolder } = options;
  await prepareFolder(outputFolder);
  return writingInto(outputFolder, async () => {
    const unlock = await lockRun(join(outputFolder, 'journal', 'lock'));
    try {
      const journal = await AnswerJournal.open(join(outputFolder, 'journal', 'answers.jsonl'));
      try {
        return await new RewordRun(options, journal, budget).run();
      } finally {
        await journal.close();
      }
    } finally {
      await unlock();
    }
  });
}

function requireUsable({
  pack,
  files,
  writer,
  wordings = 1,
  questions = Infinity,
  ...run
}: RewordOptions): void {
  requireModelRunOptions(run, [writer]);
  if (!pack.capabilities.engines.includes('embedded'))
    throw new ConfigError(
      `dialect ${pack.id}: expected one with an embedded engine to run queries on, it has none.`,
    );
  if (files[pack.id] === undefined)
    throw new ConfigError(
      `files: expected pairs in ${pack.id}, got those in ${Object.keys(files).join(', ') || 'none'}.`,
    );
  if (!(Number.isInteger(wordings) && wordings >= 1 && wordings <= 5))
    throw new ConfigError(`wordings: expected 1 to 5, got ${wordings}.`);
  if (!(questions > 0 && (questions === Infinity || Number.isInteger(questions))))
    throw new ConfigError(`questions: expected a whole number above 0, got ${questions}.`);
}

class RewordRun {
  readonly #options: RewordOptions;
  readonly #journal: AnswerJournal;
  readonly #writer: AskedModel;
  readonly #funnel = new PairFunnel<RewordStage>(rewordStages);
  /** Kept wordings by the id of their pair. */
  readonly #kept = new Map<string, RewordedPair[]>();
  readonly #trips = { asked: 0, original: 0, reworded: 0, both: 0 };
  readonly #bySplit: Record<string, Record<string, number>> = {};
  readonly #seen = new Set<string>();

  constructor(options: RewordOptions, journal: AnswerJournal, budget: Budget) {
    this.#options = options;
    this.#journal = journal;
    const around = {
      ...{ journal, budget },
      pace: new RequestPace(options.requestsPerMinute),
      retry: options.retry ?? {},
      timeoutMs: options.requestTimeoutMs ?? 120_000,
      signal: options.signal,
    };
    this.#writer = new AskedModel('writer', options.writer, around, 0.8);
  }

  async run(): Promise<RewordReport> {
    const { outputFolder, pack, files, questions, seed } = this.#options;
    const chosen = await chooseQuestions(files[pack.id]!, { questions, seed });
    const rejected = await LineFile.create(join(outputFolder, 'rejected.jsonl'));
    let stopped: string | undefined;
    try {
      await this.#rewordAll(chosen, rejected);
    } catch (error) {
      stopped = (error as Error).message;
      if (!(error instanceof BudgetSpent)) throw error;
    } finally {
      await rejected.finish();
      await this.#write();
      await writeReport(outputFolder, this.#report(stopped));
    }
    return this.#report(stopped);
  }

  async #rewordAll(chosen: readonly TrainingPair[], rejected: LineFile): Promise<void> {
    const { pack, wordings = 1, concurrency = 4, answerer, signal } = this.#options;
    const { requireAgreement = false } = this.#options;
    const sources = new OpenSources(pack, 4);
    const trip = answerer && new RoundTrip(pack, answerer, signal);
    const { content, filters = {}, patience: limit = 30, onProgress } = this.#options;
    const work: RewordWork = {
      ...{ pack, sources, filters, trip },
      writer: this.#writer,
      prompt: await loadPrompt(rewordPrompt),
      source: ({ dbId: id, split }) => ({ id, split, content: () => content(id) }),
    };
    const patience = new Patience(limit, 'wordings');
    const items = chosen.flatMap((pair) =>
      Array.from({ length: wordings }, (_, wording) => ({ pair, wording })),
    );
    try {
      for await (const made of inOrder(items, concurrency, ({ pair, wording }) =>
        rewordPair(work, pair, wording),
      )) {
        this.#funnel.asked += 1;
        this.#count(made);
        onProgress?.(this.#funnel.asked, items.length, made.pair.dbId);
        const rejection = made.rejection ?? this.#unwanted(made, requireAgreement);
        if (rejection !== undefined) {
          this.#funnel.drop(rejection);
          const { pair, question } = made;
          await rejected.write(
            `${JSON.stringify({ ...rejection, id: pair.id, question, original: pair.question })}\n`,
          );
          if (rejection.stage !== 'agreement')
            patience.unusable(`${rejection.stage}: ${rejection.reason}`);
          continue;
        }
        patience.usable();
        this.#kept.set(made.pair.id, [...(this.#kept.get(made.pair.id) ?? []), made]);
      }
    } finally {
      await sources.close();
      await trip?.close();
    }
  }

  #count({ agrees }: RewordedPair): void {
    if (agrees === undefined) return;
    const { original, reworded } = agrees;
    this.#trips.asked += 1;
    this.#trips.original += Number(original);
    this.#trips.reworded += Number(reworded);
    this.#trips.both += Number(original && reworded);
  }

  #unwanted(
    { pair, question, agrees }: RewordedPair,
    requireAgreement: boolean,
  ): RewordedPair['rejection'] {
    if (requireAgreement && agrees?.reworded === false)
      return { stage: 'agreement', reason: 'its answer has other rows than the gold' };
    const same = [pair.question, question].map(
      (text) =>
        `${pair.dbId} ${text
          .toLowerCase()
          .replace(/[^\p{L}\p{N}]+/gu, ' ')
          .trim()}`,
    );
    if (same[0] === same[1]) return { stage: 'duplicate', reason: 'the words are the same' };
    if (this.#seen.has(same[1]!)) return { stage: 'duplicate', reason: 'was there before' };
    this.#seen.add(same[1]!);
    return undefined;
  }

  /** The kept wordings in every dialect, and their databases. */
  async #write(): Promise<void> {
    const { outputFolder, files, writer, content } = this.#options;
    for (const [dialect, file] of Object.entries(files)) {
      const written = await LineFile.create(join(outputFolder, `${dialect}.jsonl`));
      const counts: Record<string, number> = {};
      for await (const pair of readPairs(file))
        for (const { wording, question } of this.#kept.get(pair.id) ?? []) {
          const id = `${pair.id}/reworded/${wording}`;
          const source = `reworded/${writer.name}`;
          const licence = `${pair.licence}; reworded by ${writer.name}, its provider's terms hold`;
          await written.write(writePair({ ...pair, id, source, licence, question }));
          counts[pair.split] = (counts[pair.split] ?? 0) + 1;
        }
      await written.finish();
      this.#bySplit[dialect] = counts;
    }
    const databases = new Set([...this.#kept.values()].flat().map(({ pair }) => pair.dbId));
    for (const id of databases)
      await writeFile(
        join(outputFolder, 'databases', `${id}.json`),
        writeStoredJson(await content(id)),
      );
  }

  #report(stopped: string | undefined): RewordReport {
    const { pack, writer, seed = 1, answerer } = this.#options;
    const kept = [...this.#kept.values()].flat();
    const changes = kept.map(({ pair, question }) => wordingChange(pair.question, question));
    return {
      dialect: pack.id,
      model: writer.name,
      seed,
      prompt: rewordPrompt,
      asked: this.#funnel.asked,
      kept: kept.length,
      funnel: this.#funnel.stages(),
      pairsBySplit: this.#bySplit,
      diversity: {
        original: wordingDiversity(kept.map(({ pair }) => pair.question)),
        reworded: wordingDiversity(kept.map(({ question }) => question)),
        change: kept.length === 0 ? 0 : changes.reduce((sum, each) => sum + each, 0) / kept.length,
      },
      ...(answerer !== undefined && { roundTrip: this.#trips }),
      usage: this.#writer.usage,
      brokenJournalLines: this.#journal.brokenLines,
      ...(stopped !== undefined && { stopped }),
    };
  }
}
