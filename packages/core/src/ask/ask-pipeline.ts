import type { Database } from '@momq/dialect';
import { lastTurn, readHistory } from '../history/read-history.js';
import { QuestionLinker } from '../linking/question-linker.js';
import { withDatesSaid } from '../linking/relative-dates.js';
import type { OsiDocument } from '../semantics/osi-document.js';
import { readModel } from '../semantics/read-model.js';
import type { SemanticModel } from '../semantics/semantic-model.js';
import type { Teaching } from '../semantics/teaching.js';
import type { Answer, AskOptions, QueryAnswer } from './answer.js';
import { answerByModel } from './answer-by-model.js';
import { answerFromExample } from './answer-from-example.js';
import { SchemaEmptyError } from './ask-errors.js';
import { readLimits } from './ask-limits.js';
import type { AskedQuestion } from './asked-question.js';
import type { CandidateRun } from './choose-candidate.js';
import type { MoMQ, MoMQOptions, OpenOptions } from './create-momq.js';
import { InstalledDialects } from './installed-dialects.js';
import { KnownSchemas } from './known-schemas.js';
import { Lessons } from './lessons.js';
import { ModelHolder } from './model-holder.js';
import { OpenedDatabases } from './opened-databases.js';
import { readQuestion } from './read-question.js';
import { SchemaRemarks } from './schema-remarks.js';
import { settledOrAborted } from './settled-or-aborted.js';
import { StageClock } from './stage-clock.js';

/** The pipeline behind `createMoMQ`: schema, model, candidates, rows. */
export class AskPipeline implements MoMQ {
  readonly #dialects: InstalledDialects;
  readonly #model: ModelHolder;
  readonly #databases = new OpenedDatabases();
  readonly #linker = new QuestionLinker();
  readonly #lessons = new Lessons();
  readonly #schemas = new KnownSchemas();
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
    return this.#databases.open({
      pack,
      source,
      signal,
      prepare: async (database) => {
        this.#openings.set(database, performance.now() - started);
        const model = await this.#lessons.read(source, semantics);
        if (model !== undefined) await this.#teach(database, model);
      },
    });
  }

  async teach(database: Database, semantics: string | OsiDocument): Promise<Teaching> {
    this.#dialects.of(database);
    return this.#teach(database, await readModel(semantics));
  }

  async taught(database: Database): Promise<Teaching | undefined> {
    const { schema } = await this.#schemas.read(database);
    return this.#lessons.of(database, schema);
  }

  ask(
    question: string,
    database: Database,
    options: AskOptions & { readonly declining: false },
  ): Promise<QueryAnswer>;
  ask(question: string, database: Database, options?: AskOptions): Promise<Answer>;
  async ask(question: string, database: Database, options: AskOptions = {}): Promise<Answer> {
    const asked = await this.#read(question, database, options);
    const checked = await answerFromExample(asked);
    if (checked !== undefined) return checked;
    asked.clock.begin('model');
    return answerByModel(asked, await settledOrAborted(this.#model.ready(), options.signal));
  }

  async close(): Promise<void> {
    await this.#databases.close();
    await this.#model.close();
  }

  async #teach(database: Database, model: SemanticModel): Promise<Teaching> {
    const { schema } = await this.#schemas.read(database);
    const teaching = this.#lessons.bind(database, schema, model);
    if (teaching.schema.entities.length === 0) throw new SchemaEmptyError(schema.name);
    return teaching;
  }

  async #read(given: string, database: Database, options: AskOptions): Promise<AskedQuestion> {
    const limits = readLimits(options);
    const question = readQuestion(given);
    const history = readHistory(options.history);
    const { onProgress, signal } = options;
    const clock = new StageClock(options, this.#openings.get(database));
    this.#openings.delete(database);

    clock.begin('schema');
    const dialect = this.#dialects.of(database);
    const { schema: stored, dataVersion } = await this.#schemas.read(database, options);
    const turn = lastTurn(history, dialect.id, stored);
    const teaching = this.#lessons.of(database, stored);
    const schema = teaching?.schema ?? stored;
    const dated = withDatesSaid(question, new Date(), schema);
    const link = await this.#linker.link(dated.text, schema, database, {
      teaching,
      signal,
      dataVersion,
    });
    const run: CandidateRun = {
      parser: await this.#dialects.parser(dialect),
      database,
      limits,
      onCandidate: (candidate) => onProgress?.({ type: 'candidate', candidate }),
    };
    return {
      question,
      dated,
      options,
      history,
      turn,
      dialect,
      database,
      stored,
      schema,
      teaching,
      link,
      run,
      clock,
      remarks: this.#remarks,
    };
  }
}
