import type { Database, DatabaseSchema, QueryResult } from '@momq/dialect';
import { weighAnswer } from '../confidence/confidence-evidence.js';
import type { WeighedAnswer } from '../confidence/confidence-evidence.js';
import { QuestionLinker } from '../linking/question-linker.js';
import { lastTurn, readHistory } from '../history/read-history.js';
import { refineLast } from '../history/refine-last.js';
import type { HistoryTurn } from '../history/history-turn.js';
import type { ReadHistory, RefinedQuery } from '../history/refine-last.js';
import { schemaIdentity } from '../history/schema-identity.js';
import { isEmbedded, openDatabase } from '../packs/pack-databases.js';
import { checkGeneration } from './adapt-model.js';
import { declineByWording, judgeNames } from '../declining/decline-reason.js';
import type { NameVerdict } from '../declining/decline-reason.js';
import type { Answer, AskOptions, DeclinedAnswer, QueryAnswer } from './answer.js';
import type { DeclineReason } from './answer-status.js';
import { answerFromExample } from './answer-from-example.js';
import { answerNotes } from './answer-notes.js';
import { SchemaEmptyError } from './ask-errors.js';
import { readLimits } from './ask-limits.js';
import { noneRan, tryCandidates } from './choose-candidate.js';
import type { CandidateRun, TriedCandidates } from './choose-candidate.js';
import type { MoMQ, MoMQOptions, OpenOptions } from './create-momq.js';
import { InstalledDialects } from './installed-dialects.js';
import { Lessons } from './lessons.js';
import { ModelHolder } from './model-holder.js';
import type { OsiDocument } from '../semantics/osi-document.js';
import { readModel } from '../semantics/read-model.js';
import type { SemanticModel } from '../semantics/semantic-model.js';
import type { Teaching } from '../semantics/teaching.js';
import { unusedDefinitions, usedTeaching } from '../semantics/used-teaching.js';
import type { Generation, GenerationRequest, QueryModel } from './query-model.js';
import { SchemaRemarks } from './schema-remarks.js';
import { readQuestion } from './read-question.js';
import { otherReadings } from './other-readings.js';
import { settleAnswer } from './settle-answer.js';
import { settledOrAborted } from './settled-or-aborted.js';
import { StageClock } from './stage-clock.js';

/** The pipeline behind `createMoMQ`: schema, model, candidates, rows. */
export class AskPipeline implements MoMQ {
  readonly #dialects: InstalledDialects;
  readonly #model: ModelHolder;
  readonly #opened = new Set<Database>();
  readonly #linker = new QuestionLinker();
  readonly #lessons = new Lessons();
  readonly #schemas = new WeakMap<Database, DatabaseSchema>();
  readonly #remarks = new SchemaRemarks();
  /** Milliseconds of openings that no answer has told yet. */
  readonly #openings = new WeakMap<Database, number>();

  /** @throws {@link ConfigError} for no packs, two packs with one id, or a pack or model that is not one */
  constructor({ dialects, model }: MoMQOptions) {
    this.#dialects = new InstalledDialects(dialects);
    this.#model = new ModelHolder(model, this.#dialects.packs);
  }

  async open(source: string, { dialect, semantics, signal }: OpenOptions = {}): Promise<Database> {
    const pack =
      dialect === undefined ? this.#dialects.bySource(source) : this.#dialects.byId(dialect);
    signal?.throwIfAborted();
    const started = performance.now();
    const database = await settledOrAborted(openDatabase(pack, source), signal, (late) =>
      late.close(),
    );
    this.#opened.add(database);
    this.#openings.set(database, performance.now() - started);
    try {
      const model = await this.#lessons.read(source, semantics);
      if (model !== undefined) await this.#teach(database, model);
      return database;
    } catch (error) {
      this.#opened.delete(database);
      await database.close();
      throw error;
    }
  }

  async teach(database: Database, semantics: string | OsiDocument): Promise<Teaching> {
    this.#dialects.of(database);
    return this.#teach(database, await readModel(semantics));
  }

  async taught(database: Database): Promise<Teaching | undefined> {
    return this.#lessons.of(database, await this.#schema(database, {}));
  }

  ask(
    question: string,
    database: Database,
    options: AskOptions & { readonly declining: false },
  ): Promise<QueryAnswer>;
  ask(question: string, database: Database, options?: AskOptions): Promise<Answer>;
  async ask(question: string, database: Database, options: AskOptions = {}): Promise<Answer> {
    const limits = readLimits(options);
    const text = readQuestion(question);
    const history = readHistory(options.history);
    const { onProgress } = options;
    const clock = new StageClock(options, this.#openings.get(database));
    this.#openings.delete(database);

    clock.begin('schema');
    const dialect = this.#dialects.of(database);
    const stored = await this.#schema(database, options);
    const turn = lastTurn(history, dialect.id, stored);
    const teaching = this.#lessons.of(database, stored);
    const schema = teaching?.schema ?? stored;
    const { signal } = options;
    const link = await this.#linker.link(text, schema, database, { teaching, signal });

    const parser = await this.#dialects.parser(dialect);
    const run: CandidateRun = {
      parser,
      database,
      limits,
      onCandidate: (candidate) => onProgress?.({ type: 'candidate', candidate }),
    };
    if (teaching !== undefined) {
      const about = { question: text, teaching, dialect, database, run, clock };
      const checked = await answerFromExample(about);
      if (checked !== undefined) return checked;
    }

    clock.begin('model');
    const { model, withoutGroup } = await this.#model.ready();

    const conversing = model.readsHistory === true && history.length > 0;
    const followUp: ReadHistory =
      turn === undefined || conversing ? {} : refineLast({ turn, link, schema, dialect });
    const refined = followUp.query === undefined ? undefined : followUp;
    const about = { question: text, dialect, model, link, followUp };
    const group = withoutGroup[dialect.id];
    const decline = (reason: DeclineReason): DeclinedAnswer => ({
      status: 'declined',
      question: text,
      dialect: dialect.id,
      database: schemaIdentity(stored),
      reason,
      candidates: [],
      routing: {},
      notes: answerNotes({
        ...about,
        remarks: this.#remarks.of(schema, text),
        withoutGroup: group,
        imitated: false,
        repaired: false,
      }),
      timings: clock.timings(),
    });
    const declines = options.declining !== false;
    const facts = { linked: link.linked, schema, lacks: model.lacks ?? [] };
    const wording = refined === undefined ? declineByWording(facts) : undefined;
    if (wording !== undefined && declines) return decline(wording);

    const request: GenerationRequest = {
      question: text,
      schema,
      dialect,
      link,
      database,
      ...(conversing && { history }),
      ...(teaching !== undefined && { teaching }),
      ...pick(options, ['maxCandidates', 'signal', 'onProgress']),
    };
    clock.begin('generate');
    const writer = refined === undefined ? model : given(refined);
    const proposed = checkGeneration(await writer.generate(request), model);
    const names: NameVerdict =
      refined === undefined && !conversing ? judgeNames(facts, proposed.nearest) : { doubts: [] };
    if (names.reason !== undefined && declines) return decline(names.reason);
    const first = await attempt(proposed, run, clock);
    const { previous } = first.tried;
    const second =
      previous !== undefined && model.repairs === true
        ? await repair(model, { ...request, previous }, run, clock)
        : undefined;
    const { generation, tried } = second ?? first;
    const reports = [...first.tried.reports, ...(second?.tried.reports ?? [])];
    if (tried.choice === undefined) throw noneRan(reports);

    const { candidate, result, place: chosen } = tried.choice;
    const { candidates } = generation;
    const weigh = (place: number, { rows }: Pick<QueryResult, 'rows'>): WeighedAnswer =>
      weighAnswer(
        { linked: link.linked, schema, parser, candidates, chosen: place, result: { rows } },
        model.calibration,
      );
    const weighed: WeighedAnswer =
      refined === undefined
        ? weigh(chosen, result)
        : // what is refined is as sure as what it refines, and every word has its place
          {
            ...(turn?.confidence !== undefined && { confidence: turn.confidence }),
            evidence: {},
            unusedWords: [],
          };
    const { reading, alternatives } = otherReadings({
      candidates,
      reports: tried.reports,
      chosen,
      dialect,
      schema,
      parser,
      // what did not run is weighed as if it had rows
      confidence: (place) =>
        weigh(place, { rows: tried.reports[place]?.outcome === 'empty' ? [] : [[]] }).confidence,
    });
    return {
      ...settleAnswer(
        {
          ...weighed,
          reason: wording ?? names.reason,
          doubts: [
            ...carriedDoubts(followUp, turn),
            ...names.doubts,
            ...(teaching === undefined ? [] : unusedDefinitions(link.linked, teaching, candidate)),
          ],
          alternatives,
        },
        options,
      ),
      question: text,
      dialect: dialect.id,
      database: schemaIdentity(stored),
      query: candidate.query,
      ...(reading !== undefined && { reading }),
      columns: result.columns,
      rows: result.rows,
      truncated: result.truncated,
      ...pick(result, ['columnTypes', 'truncatedBy']),
      ...pick(candidate, ['logical', 'explanation']),
      ...weighed,
      ...(refined !== undefined && pick(refined, ['readAs'])),
      candidates: reports,
      routing: generation.routing ?? {},
      ...(teaching !== undefined && {
        semantics: {
          source: teaching.source,
          used: usedTeaching(link.linked, teaching, candidate),
        },
      }),
      notes: answerNotes({
        ...about,
        remarks: this.#remarks.of(schema, text),
        withoutGroup: group,
        imitated: isEmbedded(database),
        repaired: second !== undefined,
        generation,
      }),
      timings: clock.timings(),
    };
  }

  async close(): Promise<void> {
    const databases = [...this.#opened];
    this.#opened.clear();
    await Promise.all(databases.map((database) => database.close()));
    await this.#model.close();
  }

  async #teach(database: Database, model: SemanticModel): Promise<Teaching> {
    const schema = await this.#schema(database, {});
    const teaching = this.#lessons.bind(database, schema, model);
    if (teaching.schema.entities.length === 0) throw new SchemaEmptyError(schema.name);
    return teaching;
  }

  /**
   * The schema of the first question where the database does not tell of changes. What is read again is a new object, so that
   * what was read from the old one goes with it.
   */
  async #schema(
    database: Database,
    { refreshSchema = false, signal }: AskOptions,
  ): Promise<DatabaseSchema> {
    const tells = database.dataVersion !== undefined;
    const known = refreshSchema || tells ? undefined : this.#schemas.get(database);
    const schema =
      known ??
      (await database.schema({
        ...(refreshSchema && { refresh: true }),
        ...(signal !== undefined && { signal }),
      }));
    if (schema.entities.length === 0) throw new SchemaEmptyError(schema.name);
    this.#schemas.set(database, schema);
    return schema;
  }
}

interface Attempted {
  readonly generation: Generation;
  readonly tried: TriedCandidates;
}

async function attempt(
  generation: Generation,
  run: CandidateRun,
  clock: StageClock,
): Promise<Attempted> {
  clock.begin('execute');
  const tried = await tryCandidates(generation.candidates, run);
  clock.end();
  clock.addChecks(tried.checkMs);
  return { generation, tried };
}

/** What is unsure of a follow-up: the doubts of the answer that it refines, or that it was not read as one. */
function carriedDoubts(followUp: ReadHistory, turn: HistoryTurn | undefined): readonly string[] {
  if (followUp.query !== undefined) return turn?.doubts ?? [];
  return followUp.note === undefined ? [] : [followUp.note];
}

/** A refined query in the place of what a model generates. */
function given({ query, logical }: RefinedQuery): Pick<QueryModel, 'generate' | 'name'> {
  return {
    name: 'history',
    generate: () => Promise.resolve({ candidates: [{ query, logical }] }),
  };
}

/** One more generation, with the error of the first. It may propose nothing: then the first attempt's errors stand. */
async function repair(
  model: QueryModel,
  request: GenerationRequest,
  run: CandidateRun,
  clock: StageClock,
): Promise<Attempted> {
  clock.begin('repair');
  return attempt(checkGeneration(await model.generate(request), model), run, clock);
}

/** The members that are there: `exactOptionalPropertyTypes` has no place for `undefined`. */
function pick<T extends object, K extends keyof T>(from: T, names: readonly K[]): Pick<T, K> {
  return Object.fromEntries(
    names.flatMap((name) => (from[name] === undefined ? [] : [[name, from[name]]])),
  ) as Pick<T, K>;
}
