import type { Database, DatabaseSchema } from '@momq/dialect';
import { weighAnswer } from '../confidence/confidence-evidence.js';
import type { WeighedAnswer } from '../confidence/confidence-evidence.js';
import { QuestionLinker } from '../linking/question-linker.js';
import { lastTurn, readHistory } from '../history/read-history.js';
import { refineLast } from '../history/refine-last.js';
import type { ReadHistory, RefinedQuery } from '../history/refine-last.js';
import { schemaIdentity } from '../history/schema-identity.js';
import { isEmbedded, openDatabase } from '../packs/pack-databases.js';
import { checkGeneration } from './adapt-model.js';
import { declineReason } from '../declining/decline-reason.js';
import type { Answer, AskOptions, QueryAnswer } from './answer.js';
import { answerNotes } from './answer-notes.js';
import { SchemaEmptyError } from './ask-errors.js';
import { readLimits } from './ask-limits.js';
import { noneRan, tryCandidates } from './choose-candidate.js';
import type { CandidateRun, TriedCandidates } from './choose-candidate.js';
import type { MoMQ, MoMQOptions, OpenOptions } from './create-momq.js';
import { InstalledDialects } from './installed-dialects.js';
import { ModelHolder } from './model-holder.js';
import type { Generation, GenerationRequest, QueryModel } from './query-model.js';
import { SchemaRemarks } from './schema-remarks.js';
import { readQuestion } from './read-question.js';
import { settleAnswer } from './settle-answer.js';
import { settledOrAborted } from './settled-or-aborted.js';
import { StageClock } from './stage-clock.js';

/** The pipeline behind `createMoMQ`: schema, model, candidates, rows. */
export class AskPipeline implements MoMQ {
  readonly #dialects: InstalledDialects;
  readonly #model: ModelHolder;
  readonly #opened = new Set<Database>();
  readonly #linker = new QuestionLinker();
  readonly #schemas = new WeakMap<Database, DatabaseSchema>();
  readonly #remarks = new SchemaRemarks();
  /** Milliseconds of openings that no answer has told yet. */
  readonly #openings = new WeakMap<Database, number>();

  /** @throws {@link ConfigError} for no packs, two packs with one id, or a pack or model that is not one */
  constructor({ dialects, model }: MoMQOptions) {
    this.#dialects = new InstalledDialects(dialects);
    this.#model = new ModelHolder(model, this.#dialects.packs);
  }

  async open(source: string, { dialect, signal }: OpenOptions = {}): Promise<Database> {
    const pack =
      dialect === undefined ? this.#dialects.bySource(source) : this.#dialects.byId(dialect);
    signal?.throwIfAborted();
    const started = performance.now();
    const database = await settledOrAborted(openDatabase(pack, source), signal, (late) =>
      late.close(),
    );
    this.#opened.add(database);
    this.#openings.set(database, performance.now() - started);
    return database;
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
    const schema = await this.#schema(database, options);
    const turn = lastTurn(history, dialect.id, schema);
    const link = await this.#linker.link(text, schema, database, options.signal);

    clock.begin('model');
    const { model, withoutGroup } = await this.#model.ready();
    const parser = await this.#dialects.parser(dialect);

    const conversing = model.readsHistory === true && history.length > 0;
    const followUp: ReadHistory =
      turn === undefined || conversing ? {} : refineLast({ turn, link, schema, dialect });
    const refined = followUp.query === undefined ? undefined : followUp;
    const reason =
      refined === undefined
        ? declineReason({ question: text, linked: link.linked, schema })
        : undefined;

    const about = { question: text, dialect, model, link, followUp };
    const group = withoutGroup[dialect.id];
    if (reason !== undefined && options.declining !== false) {
      return {
        status: 'declined',
        question: text,
        dialect: dialect.id,
        database: schemaIdentity(schema),
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
      };
    }

    const request: GenerationRequest = {
      question: text,
      schema,
      dialect,
      link,
      database,
      ...(conversing && { history }),
      ...pick(options, ['maxCandidates', 'signal', 'onProgress']),
    };
    const run: CandidateRun = {
      parser,
      database,
      limits,
      onCandidate: (candidate) => onProgress?.({ type: 'candidate', candidate }),
    };
    clock.begin('generate');
    const first = await attempt(
      refined === undefined ? model : given(refined),
      request,
      run,
      clock,
    );
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
    const weighed: WeighedAnswer =
      refined === undefined
        ? weighAnswer(
            { linked: link.linked, schema, parser, candidates, chosen, result },
            model.calibration,
          )
        : // what is refined is as sure as what it refines, and every word has its place
          {
            ...(turn?.confidence !== undefined && { confidence: turn.confidence }),
            evidence: {},
            unusedWords: [],
          };
    return {
      ...settleAnswer({ ...weighed, reason, alternatives: [] }, options),
      question: text,
      dialect: dialect.id,
      database: schemaIdentity(schema),
      query: candidate.query,
      columns: result.columns,
      rows: result.rows,
      truncated: result.truncated,
      ...pick(result, ['columnTypes', 'truncatedBy']),
      ...pick(candidate, ['logical', 'explanation']),
      ...weighed,
      ...(refined !== undefined && pick(refined, ['readAs'])),
      candidates: reports,
      routing: generation.routing ?? {},
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
  model: Pick<QueryModel, 'generate' | 'name'>,
  request: GenerationRequest,
  run: CandidateRun,
  clock: StageClock,
): Promise<Attempted> {
  const generation = checkGeneration(await model.generate(request), model);
  clock.begin('execute');
  const tried = await tryCandidates(generation.candidates, run);
  clock.end();
  clock.addChecks(tried.checkMs);
  return { generation, tried };
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
  return attempt(model, request, run, clock);
}

/** The members that are there: `exactOptionalPropertyTypes` has no place for `undefined`. */
function pick<T extends object, K extends keyof T>(from: T, names: readonly K[]): Pick<T, K> {
  return Object.fromEntries(
    names.flatMap((name) => (from[name] === undefined ? [] : [[name, from[name]]])),
  ) as Pick<T, K>;
}
