import type { Command } from 'commander';
import { composeMoMQ, startModel } from '../command-context.js';
import { dialectOptionHelp } from '../dialects/dialect-option.js';
import { modelOptionHelp } from '../models/load-model.js';
import type { CommandContext, ModelLoader } from '../command-context.js';
import { ConfigError } from '@momq/core';
import type { DialectPack } from '@momq/core';
import type { EvaluationReport } from '@momq/core/evaluation';
import type { RunRecords } from '../evaluating/record-file.js';
import type { EvaluationSuite } from '../suites/evaluation-suite.js';
import { suiteNames } from '../suites/suite-names.js';
import { countingBar } from '../output/progress-bar.js';
import { addEvalCompareCommand } from './eval-compare-command.js';
import { positiveInteger, wholeNumber } from './number-option.js';

interface EvalFlags {
  readonly suite?: string;
  readonly questions?: string;
  readonly databases?: string;
  readonly data?: string;
  readonly dialect?: string;
  readonly limit?: number;
  readonly seed: number;
  readonly records?: string;
  readonly resume?: boolean;
  readonly model?: string;
  readonly candidates?: number;
  readonly guess?: boolean;
  readonly json?: boolean;
}

/** Adds `momq eval` to the program. */
export function addEvalCommand(program: Command, context: CommandContext): void {
  const command = program
    .command('eval')
    .description('measure execution accuracy: ask a suite of questions and compare the rows')
    .option(
      '--suite <name>',
      `${suiteNames.join(', ')}, or a folder with one folder a database: schema.sql, data/*.csv, questions.yaml`,
    )
    .option('--questions <file>', 'JSON lines in the format of Spider, with --databases')
    .option('--databases <folder>', 'one folder a database: DDL and CSV rows')
    .option('--data <folder>', 'where the known suites are (default: MOMQ_DATA or shared/data)')
    .option(
      '--dialect <id>',
      `${dialectOptionHelp} (default: the one that gold queries are read in)`,
    )
    .option('--limit <n>', 'ask n evenly spaced questions', positiveInteger)
    .option('--seed <n>', 'of the bootstrap', wholeNumber, 0)
    .option('--records <file>', 'write one JSON line per question')
    .option(
      '--resume',
      'with --records: ask only what the file has no line of; the same suite, dialect, model, --candidates and --guess must have written it',
    )
    .option('--model <name>', modelOptionHelp)
    .option(
      '--candidates <n>',
      'queries that the model may propose for a question; those of a language model vote by their rows (default: its own)',
      positiveInteger,
    )
    .option('--guess', 'decline no question')
    .option('--json', 'print one JSON object')
    .action((flags: EvalFlags) => runEval(flags, context));
  addEvalCompareCommand(command, context);
}

async function runEval(flags: EvalFlags, context: CommandContext): Promise<void> {
  const { output } = context;
  const { loadDialect, referenceDialect } = await import('../dialects/find-dialects.js');
  const dialect = await (flags.dialect === undefined
    ? referenceDialect()
    : loadDialect(flags.dialect)); // before a suite is made, which takes longer
  const { limitQuestions } = await import('../suites/evaluation-suite.js');
  const suite = limitQuestions(await chooseSuite(flags, dialect), flags.limit ?? Infinity);
  const { records: _records, ...summary } = await measure(suite, dialect, flags, context);
  if (flags.json === true) {
    const { toJson } = await import('../output/json.js');
    output.print(toJson(summary));
    return;
  }
  const { percent } = await import('@momq/core/execution');
  output.print(
    `${summary.suite} · ${summary.dialect} · ${summary.n} questions\n` +
      `execution accuracy ${percent(summary.ex, 1)} (95 %: ${percent(summary.low, 1)} to ${percent(summary.high, 1)}), columns too many passed over ${percent(summary.exExtraColumns, 1)}\n` +
      `executable ${percent(summary.executable, 1)}, declined ${percent(summary.declined, 1)}\n` +
      `${summary.msPerQuestion.toFixed(0)} ms a question, seed ${summary.seed}`,
  );
  const { breakdownText } = await import('../output/breakdown-text.js');
  const parts = breakdownText(summary);
  if (parts !== '') output.print(`\n${parts}`);
  if (summary.calibration !== undefined) {
    const { calibrationText } = await import('../output/calibration-text.js');
    output.print(`\n${calibrationText(summary.calibration)}`);
  }
}

async function chooseSuite(
  { suite, questions, databases, data }: EvalFlags,
  dialect: DialectPack,
): Promise<EvaluationSuite> {
  if (suite !== undefined && questions === undefined && databases === undefined) {
    const { namedSuite } = await import('../suites/known-suites.js');
    return namedSuite(suite, dialect, data);
  }
  if (suite === undefined && questions !== undefined && databases !== undefined) {
    const { fileSuite } = await import('../suites/file-suite.js');
    return fileSuite(questions, { questions, databases });
  }
  throw new ConfigError(
    'eval: expected --suite, or --questions with --databases. Name one of the two.',
  );
}

async function measure(
  suite: EvaluationSuite,
  dialect: DialectPack,
  flags: EvalFlags,
  context: CommandContext,
): Promise<EvaluationReport> {
  if (flags.resume === true && flags.records === undefined)
    throw new ConfigError('eval: expected --records with --resume. Name the file to go on with.');
  const model = startModel(context, flags.model);
  const { evaluate } = await import('@momq/core/evaluation');
  const { suiteForDialect } = await import('../suites/suite-for-dialect.js');
  const prepared = await suiteForDialect(suite, dialect, (line) => context.output.printError(line));
  const momq = composeMoMQ([dialect], model);
  const progress = countingBar('questions');
  try {
    const records = await recordsOf(prepared, dialect, flags, { ...context, load: model });
    return await evaluate({
      suite: prepared.name,
      dialect,
      questions: prepared.questions,
      content: prepared.content,
      seed: flags.seed,
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
  } finally {
    await momq.close();
    context.output.printError('');
  }
}

/** The file that the flags name, for the records of this run and those of the run that it goes on with. */
async function recordsOf(
  { name, questions }: EvaluationSuite,
  dialect: DialectPack,
  { records: file, resume, model: named = 'nano', candidates, guess }: EvalFlags,
  { output, load }: CommandContext & { readonly load: ModelLoader },
): Promise<RunRecords | undefined> {
  if (file === undefined) return undefined;
  const { openRecords } = await import('../evaluating/record-file.js');
  const model = await load();
  const records = openRecords(file, {
    resume: resume === true,
    settings: {
      suite: name,
      dialect: dialect.id,
      model: [...new Set([named, model.name, model.version, model.weightsHash ?? ''])]
        .join(' ')
        .trim(),
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
