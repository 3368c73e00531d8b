import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigError } from '@momq/dialect';
import type { DialectPack } from '@momq/dialect';
import { writeStoredJson } from '@momq/core/execution';
import { writePair } from '@momq/core/pairs';
import { rowsForStorage } from '../pairs/target-database.js';
import { RepeatedPairs } from './filters/repeated-pair.js';
import { AnswerJournal } from './model/answer-journal.js';
import { AskedModel } from './model/asked-model.js';
import { Budget, BudgetSpent } from './model/budget.js';
import type { ModelChoice } from './model/model-choice.js';
import { requireModelRunOptions } from './model/model-run-options.js';
import type { ModelRunOptions } from './model/model-run-options.js';
import { RequestPace } from './model/request-pace.js';
import { LineFile, prepareFolder, writingInto } from '../pairs/output-files.js';
import { PairFunnel } from './pair-funnel.js';
import { readLogical } from './read-logical.js';
import { lockRun } from '../pairs/run-lock.js';
import { tutorialTemplates } from './seeds/tutorial-templates.js';
import type { SqlGenReport } from './sql-gen-report.js';
import { expandTemplates } from './stages/expand-templates.js';
import { counting, inOrder } from '../pairs/in-order.js';
import { makePair, pairStages } from './stages/make-pair.js';
import type { MadePair, PairWork } from './stages/make-pair.js';
import { Patience } from './stages/patience.js';
import { loadPrompt, promptFiles } from '../prompt-file.js';
import { OpenSources } from './stages/source-databases.js';
import type { SourceDatabase } from './stages/source-databases.js';

/** What {@link runSqlGen} needs. */
export interface SqlGenOptions extends ModelRunOptions {
  /** Receives `<dialect>.jsonl`, `rejected.jsonl`, `templates.jsonl`, `report.json`, `databases/` and `journal/`. */
  readonly outputFolder: string;
  /** The dialect of the queries; has an embedded engine. */
  readonly pack: DialectPack;
  readonly databases: readonly SourceDatabase[];
  /** Writes templates and pairs. */
  readonly writer: ModelChoice;
  /** Looks at each pair; another model than the writer sees more. Default: nobody does. */
  readonly judge?: ModelChoice;
  /** Templates to begin with, see `collectTemplates`; default: those of the examples in the dialect's tutorials. */
  readonly seeds?: readonly string[];
  /** Templates that are written besides; default 200. */
  readonly templates?: number;
  /** Pairs wanted; default 1000. */
  readonly pairs?: number;
  /** Rows of a result that the judge sees; default 10. */
  readonly judgeRows?: number;
}

/** Databases that stay open. */
const openDatabases = 4;

/**
 * SQL-GEN: new templates from known ones and tutorials, pairs from templates and databases, filters, a judge. Every answer is in
 * `journal/answers.jsonl` before it is used: a run that was stopped in any way goes on from there, and the same options give
 * the same pairs. Only answers that were still under way are paid for again.
 *
 * @throws ConfigError when an option cannot be meant
 * @throws DatagenError see its codes; pairs that were kept before are written
 * @remarks Source: Pourreza et al. 2024, arXiv:2408.12733, section 3.
 */
export async function runSqlGen(options: SqlGenOptions): Promise<SqlGenReport> {
  requireUsable(options);
  const budget = new Budget(options.budget);
  await prepareFolder(options.outputFolder);
  return writingInto(options.outputFolder, () => runLocked(options, budget));
}

async function runLocked(options: SqlGenOptions, budget: Budget): Promise<SqlGenReport> {
  const { outputFolder } = options;
  const unlock = await lockRun(join(outputFolder, 'journal', 'lock'));
  try {
    const journal = await AnswerJournal.open(join(outputFolder, 'journal', 'answers.jsonl'));
    try {
      return await new SqlGenRun(options, journal, budget).run();
    } finally {
      await journal.close();
    }
  } finally {
    await unlock();
  }
}

function requireUsable({
  pack,
  databases,
  seeds,
  writer,
  judge,
  pairs,
  ...run
}: SqlGenOptions): void {
  if (!pack.capabilities.engines.includes('embedded'))
    throw new ConfigError(
      `dialect ${pack.id}: expected one with an embedded engine to run queries on, it has none.`,
    );
  if (databases.length === 0)
    throw new ConfigError('databases: expected one to ask about, got none.');
  if (seeds?.length === 0)
    throw new ConfigError(
      'seeds: expected a template at least, got none. Leave them out for those of the tutorials.',
    );
  if (pairs !== undefined && !(pairs > 0))
    throw new ConfigError(`pairs: expected more than 0, got ${pairs}.`);
  requireModelRunOptions(run, judge === undefined ? [writer] : [writer, judge]);
}

class SqlGenRun {
  readonly #options: SqlGenOptions;
  readonly #journal: AnswerJournal;
  readonly #writer: AskedModel;
  readonly #judge: AskedModel | undefined;
  readonly #funnel = new PairFunnel(pairStages);
  readonly #bySplit: Record<string, number> = {};
  #rejected!: LineFile;
  #seeds: readonly string[] = [];
  #expanded = 0;
  readonly #notExpanded = new Map<string, number>();
  readonly #stored = new Set<string>();
  #kept = 0;
  #fixed = 0;

  constructor(options: SqlGenOptions, journal: AnswerJournal, budget: Budget) {
    this.#options = options;
    this.#journal = journal;
    const around = {
      journal,
      budget,
      pace: new RequestPace(options.requestsPerMinute),
      retry: options.retry ?? {},
      timeoutMs: options.requestTimeoutMs ?? 120_000,
      signal: options.signal,
    };
    this.#writer = new AskedModel('writer', options.writer, around, 0.8);
    this.#judge = options.judge && new AskedModel('judge', options.judge, around, 0);
  }

  async run(): Promise<SqlGenReport> {
    const { outputFolder, pack } = this.#options;
    this.#rejected = await LineFile.create(join(outputFolder, 'rejected.jsonl'));
    const pairs = await LineFile.create(join(outputFolder, `${pack.id}.jsonl`));
    let stopped: string | undefined;
    try {
      stopped = await this.#makeAll(pairs);
    } catch (error) {
      stopped = (error as Error).message;
      if (!(error instanceof BudgetSpent)) throw error;
    } finally {
      await pairs.finish();
      await this.#rejected.finish();
      await writeFile(
        join(outputFolder, 'report.json'),
        `${JSON.stringify(this.#report(stopped), null, 2)}\n`,
      );
    }
    return this.#report(stopped);
  }

  /** @returns why fewer pairs came than were wanted */
  async #makeAll(file: LineFile): Promise<string | undefined> {
    const options = this.#options;
    const { pack, databases, pairs: wanted = 1000, seed = 1, concurrency = 4 } = options;
    const parser = await pack.createParser();
    this.#seeds = options.seeds ?? tutorialTemplates(pack, parser);
    const templates = [...this.#seeds, ...(await this.#expand(parser))];
    const sources = new OpenSources(pack, openDatabases);
    const work: PairWork = {
      pack,
      parser,
      templates,
      sources,
      databases,
      block: Math.max(10, Math.ceil(wanted / databases.length / 4)),
      seed,
      writer: this.#writer,
      ...(this.#judge && { judge: this.#judge }),
      prompts: {
        writePair: await loadPrompt(promptFiles.writePair),
        judgePair: await loadPrompt(promptFiles.judgePair),
      },
      judgeRows: options.judgeRows ?? 10,
      filters: options.filters ?? {},
    };
    const repeated = new RepeatedPairs(options.filters);
    const patience = new Patience(options.patience ?? 30, 'pairs');
    const most = wanted * 5 + 50;
    try {
      for await (const made of inOrder(counting(most), concurrency, (index) =>
        makePair(work, index),
      )) {
        this.#funnel.asked += 1;
        const rejection = made.rejection ?? (await this.#repeats(repeated, made));
        if (rejection) {
          this.#funnel.drop(rejection);
          await this.#reject({ ...made, rejection });
          patience.unusable(`${rejection.stage}: ${rejection.reason}`);
          continue;
        }
        patience.usable();
        await this.#keep(made, work, file);
        options.onProgress?.(this.#kept, wanted, made.source.id);
        if (this.#kept === wanted) return undefined;
      }
      return `${most} pairs were asked for, five times as many as wanted`;
    } finally {
      await sources.close();
    }
  }

  async #expand(parser: PairWork['parser']): Promise<string[]> {
    const { outputFolder, pack, templates: count = 200, seed = 1, concurrency = 4 } = this.#options;
    const { patience = 30, onProgress } = this.#options;
    const file = await LineFile.create(join(outputFolder, 'templates.jsonl'));
    const found: string[] = [];
    try {
      for (const template of this.#seeds) await file.write(line({ template, from: 'seed' }));
      for await (const { template, keyword } of expandTemplates({
        pack,
        parser,
        seeds: this.#seeds,
        count,
        seed,
        concurrency,
        writer: this.#writer,
        prompt: await loadPrompt(promptFiles.expandTemplate),
        patience: new Patience(patience, 'templates'),
        reject: async (reason, text) => {
          this.#notExpanded.set(reason, (this.#notExpanded.get(reason) ?? 0) + 1);
          await this.#rejected.write(line({ stage: 'template', reason, template: text }));
        },
        onProgress: (done) => onProgress?.(done, count, 'templates'),
      })) {
        await file.write(line({ template, from: 'model', keyword }));
        found.push(template);
        this.#expanded += 1;
      }
    } finally {
      await file.finish();
    }
    return found;
  }

  async #repeats(
    repeated: RepeatedPairs,
    { source, question, query }: MadePair,
  ): Promise<MadePair['rejection']> {
    const { family } = this.#options.pack;
    const reason = await repeated.check(source.id, question, query, family);
    return reason === undefined ? undefined : { stage: 'duplicate', reason };
  }

  async #reject(made: MadePair): Promise<void> {
    const { source, template, question, query, fixed, rejection, written } = made;
    const { id: dbId } = source;
    await this.#rejected.write(
      line({ ...rejection, dbId, question, query, template, fixed, written }),
    );
  }

  async #keep(made: MadePair, work: PairWork, file: LineFile): Promise<void> {
    const { pack } = this.#options;
    const { source, question, query, rows = [] } = made;
    const { id: dbId, split } = source;
    const { content, schema } = await work.sources.use(source, (open) => Promise.resolve(open));
    if (!this.#stored.has(dbId)) {
      const stored = join(this.#options.outputFolder, 'databases', `${dbId}.json`);
      await writeFile(stored, writeStoredJson(content)); // also over that of an earlier run: it may have changed
      this.#stored.add(dbId);
    }
    const logical = readLogical(pack, query, schema);
    await file.write(
      writePair({
        id: `sql-gen/${pack.id}/${dbId}/${made.index}`,
        source: `sql-gen/${this.#options.writer.name}`,
        licence: `written by ${this.#options.writer.name}; its provider's terms hold`,
        dbId,
        split,
        question,
        dialect: pack.id,
        query,
        ...(logical && { logical }),
        rows: rowsForStorage(rows),
        rowCount: rows.length,
      }),
    );
    this.#kept += 1;
    if (made.fixed) this.#fixed += 1;
    this.#bySplit[split] = (this.#bySplit[split] ?? 0) + 1;
  }

  #report(stopped: string | undefined): SqlGenReport {
    const { pack, writer, judge, seed = 1 } = this.#options;
    return {
      dialect: pack.id,
      model: writer.name,
      ...(judge && { judge: judge.name }),
      seed,
      prompts: Object.values(promptFiles),
      templates: {
        seeds: this.#seeds.length,
        expanded: this.#expanded,
        rejected: [...this.#notExpanded.values()].reduce((sum, count) => sum + count, 0),
        reasons: Object.fromEntries([...this.#notExpanded].sort((a, b) => b[1] - a[1])),
      },
      asked: this.#funnel.asked,
      kept: this.#kept,
      fixed: this.#fixed,
      funnel: this.#funnel.stages(),
      pairsBySplit: { [pack.id]: this.#bySplit },
      usage: [this.#writer.usage, ...(this.#judge ? [this.#judge.usage] : [])],
      brokenJournalLines: this.#journal.brokenLines,
      ...(stopped !== undefined && { stopped }),
    };
  }
}

function line(value: object): string {
  return `${JSON.stringify(value)}\n`;
}
