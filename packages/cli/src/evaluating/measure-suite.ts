import { ConfigError } from '@momq/core';
import type { DatabaseSchema, DialectPack } from '@momq/core';
import type {
  CopiesOptions,
  CopiesReport,
  ErrorReport,
  EvaluationReport,
} from '@momq/core/evaluation';
import { composeMoMQ, startModel } from '../command-context.js';
import type { CommandContext, ModelLoader } from '../command-context.js';
import { countingBar } from '../output/progress-bar.js';
import type { EvaluationSuite } from '../suites/evaluation-suite.js';
import type { RunRecords } from './record-file.js';

/** Options of `momq eval` that say how a suite is asked. */
export interface MeasureFlags {
  readonly seed: number;
  readonly databases?: string;
  readonly records?: string;
  readonly resume?: boolean;
  readonly model?: string;
  readonly candidates?: number;
  readonly guess?: boolean;
  readonly copies?: number;
  readonly papers?: boolean;
}

/** A suite that was asked. */
export interface MeasuredSuite {
  readonly report: EvaluationReport;
  readonly errors: ErrorReport;
  /** Right answers asked again on other rows; absent without `copies`. */
  readonly onCopies?: CopiesReport;
  /** What was asked, in words. */
  readonly model: string;
}

/** Asks a suite, and keeps the records where the flags name a file for them. */
export async function measureSuite(
  suite: EvaluationSuite,
  dialect: DialectPack,
  flags: MeasureFlags,
  context: CommandContext,
): Promise<MeasuredSuite> {
  if (flags.resume === true && flags.records === undefined)
    throw new ConfigError('eval: expected --records with --resume. Name the file to go on with.');
  if (flags.copies !== undefined && suite.open !== undefined)
    throw new ConfigError(
      'eval: expected --copies with databases that are files, got servers. Leave it out.',
    );
  const model = startModel(context, flags.model);
  const { accidentalMatches, evaluate, explainErrors, unchangingContent } =
    await import('@momq/core/evaluation');
  const { goldDialect, suiteForDialect } = await import('../suites/suite-for-dialect.js');
  const prepared = await suiteForDialect(
    { ...suite, content: unchangingContent(suite.content) },
    dialect,
    (line) => context.output.printError(line),
  );
  const momq = composeMoMQ([dialect], model);
  const progress = countingBar('questions');
  try {
    const records = await recordsOf(prepared, dialect, flags, { ...context, load: model });
    const report = await evaluate({
      suite: prepared.name,
      dialect,
      questions: prepared.questions,
      content: prepared.content,
      ...(prepared.open !== undefined && { open: prepared.open }),
      seed: flags.seed,
      papers: flags.papers === true,
      ...(records !== undefined && { known: records.known }),
      predict: async (question, database) => {
        const answer = await momq.ask(question, database, {
          declining: flags.guess !== true,
          ...(flags.candidates !== undefined && { maxCandidates: flags.candidates }),
          // what a calibration may count has to be in the records
          ...(flags.records !== undefined && { compareCandidates: true }),
        });
        if (answer.status === 'declined') return { declined: answer.reason.sentence };
        const { query, confidence, evidence } = answer;
        return { query, evidence, ...(confidence !== undefined && { confidence }) };
      },
      onProgress: (done, total, record) => {
        records?.keep(record);
        progress(done, total, record.dbId);
      },
    });
    const asked = {
      records: report.records,
      questions: prepared.questions,
      dialect,
      reference: await goldDialect(prepared, dialect),
    };
    const errors = await explainErrors({
      ...asked,
      schema: (dbId) => schemaOf(suite, dbId),
    });
    const onCopies =
      flags.copies === undefined
        ? undefined
        : await accidentalMatches({
            ...asked,
            copies: flags.copies,
            copy: refilled(prepared, flags.seed),
          });
    const words = await modelWords(model, flags.model);
    return { report, errors, model: words, ...(onCopies !== undefined && { onCopies }) };
  } finally {
    await momq.close();
    context.output.printError('');
  }
}

async function schemaOf({ content, open }: EvaluationSuite, dbId: string): Promise<DatabaseSchema> {
  if (open === undefined) return (await content(dbId)).schema;
  const database = await open(dbId);
  try {
    return await database.schema();
  } finally {
    await database.close();
  }
}

/** Makes copies of a suite's databases with other rows. */
function refilled({ content }: EvaluationSuite, seed: number): CopiesOptions['copy'] {
  return async (dbId, number, constants) => {
    const { refillDatabase } = await import('@momq/datagen');
    return refillDatabase(await content(dbId), { seed: seed + number + 1, constants });
  };
}

/** The file that the flags name, for the records of this run and those of the run that it goes on with. */
async function recordsOf(
  { name, questions }: EvaluationSuite,
  dialect: DialectPack,
  { databases, records: file, resume, model, candidates, guess }: MeasureFlags,
  { output, load }: CommandContext & { readonly load: ModelLoader },
): Promise<RunRecords | undefined> {
  if (file === undefined) return undefined;
  const { openRecords } = await import('../evaluating/record-file.js');
  const { shownDatabases } = await import('../suites/database-urls.js');
  const records = openRecords(file, {
    resume: resume === true,
    settings: {
      suite: name,
      ...(databases !== undefined && { databases: shownDatabases(databases) }),
      dialect: dialect.id,
      model: await modelWords(load, model),
      guess: guess === true,
      ...(candidates !== undefined && { candidates }),
    },
    questions: new Map(questions.map(({ id, question }) => [id, question])),
  });
  if (records.cut)
    output.printError(
      `The last line of ${file} was cut off, and is deleted; its question is asked again.`,
    );
  return records;
}

/** What `--model` named, with the name, the version and, where it tells, the weights of what was loaded. */
async function modelWords(load: ModelLoader, named = 'nano'): Promise<string> {
  const { name, version, weightsHash = '' } = await load();
  return [...new Set([named, name, version, weightsHash])].join(' ').trim();
}
