import type { Command } from 'commander';
import { dialectOptionHelp } from '../dialects/dialect-option.js';
import { modelOptionHelp } from '../models/load-model.js';
import type { CommandContext } from '../command-context.js';
import { ConfigError } from '@momq/core';
import type { DialectPack } from '@momq/core';
import { requireWritableFile } from '../evaluating/writable-file.js';
import { requireReportFile } from '../evaluating/write-report.js';
import type { MeasureFlags } from '../evaluating/measure-suite.js';
import type { DatabaseUrls } from '../suites/database-urls.js';
import type { EvaluationSuite } from '../suites/evaluation-suite.js';
import { suiteNames } from '../suites/suite-names.js';
import { addEvalCompareCommand } from './eval-compare-command.js';
import { positiveInteger, wholeNumber } from './number-option.js';

interface EvalFlags extends MeasureFlags {
  readonly suite?: string;
  readonly questions?: string;
  readonly goldDialect?: string;
  readonly data?: string;
  readonly dialect?: string;
  readonly limit?: number;
  readonly report?: string;
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
    .option(
      '--questions <file>',
      'in the format of Spider, SpiderMan, BIRD, sql-eval, Text2Cypher or NL2GQL, with --databases',
    )
    .option(
      '--databases <folder|url|file>',
      'one folder a database: DDL and CSV rows, or a database file; or servers: a URL with {database} in it, or a JSON file with the URL of each by its name; MOMQ_DATABASE_USER and MOMQ_DATABASE_PASSWORD are their account',
    )
    .option(
      '--gold-dialect <id>',
      'of the gold queries of --questions, where the file does not say it',
    )
    .option('--data <folder>', 'where the known suites are (default: MOMQ_DATA or shared/data)')
    .option(
      '--dialect <id>',
      `${dialectOptionHelp} (default: the one that gold queries are read in, or that of the servers)`,
    )
    .option('--limit <n>', 'ask n evenly spaced questions', positiveInteger)
    .option('--seed <n>', 'of the bootstrap', wholeNumber, 0)
    .option('--records <file>', 'write one JSON line per question')
    .option(
      '--resume',
      'with --records: ask only what the file has no line of; the same suite or --questions and --databases, dialect, model, --candidates and --guess must have written it',
    )
    .option(
      '--report <file>',
      'write figures, errors by cause and examples here: .html with charts, or .md',
    )
    .option('--model <name>', modelOptionHelp)
    .option(
      '--candidates <n>',
      'queries that the model may propose for a question; those of a language model vote by their rows (default: its own)',
      positiveInteger,
    )
    .option(
      '--copies <n>',
      'run right answers again on n copies of their database with other rows, and count those that are right by accident',
      positiveInteger,
    )
    .option(
      '--papers',
      'measure as MoMQ and BIRD do too: golds without rows or with NULL left out, order never counts in SQL; sets of rows; how alike the texts are (Jaro–Winkler)',
    )
    .option('--guess', 'decline no question')
    .option('--json', 'print one JSON object')
    .action((flags: EvalFlags) => runEval(flags, context));
  addEvalCompareCommand(command, context);
}

async function runEval(flags: EvalFlags, context: CommandContext): Promise<void> {
  const { output } = context;
  const { readDatabaseUrls } = await import('../suites/database-urls.js');
  const urls = flags.questions === undefined ? undefined : readDatabaseUrls(flags.databases);
  const dialect = await askedDialect(flags, urls); // before a suite is made, which takes longer
  requireReportFile(flags.report);
  await requireWritableFile('report', flags.report);
  await requireWritableFile('records', flags.records);
  const { limitQuestions } = await import('../suites/evaluation-suite.js');
  const suite = limitQuestions(await chooseSuite(flags, dialect, urls), flags.limit ?? Infinity);
  const { measureSuite } = await import('../evaluating/measure-suite.js');
  const { report, errors, onCopies, model } = await measureSuite(suite, dialect, flags, context);
  const { records: _records, ...summary } = report;
  const { errorsByCause } = await import('../evaluating/errors-by-cause.js');
  if (flags.report !== undefined) {
    const { evaluationReport } = await import('../evaluating/evaluation-report.js');
    const { writeReport } = await import('../evaluating/write-report.js');
    const title = `${report.suite} · ${report.dialect}`;
    await writeReport(
      flags.report,
      title,
      evaluationReport({ report, errors, model, ...(onCopies !== undefined && { onCopies }) }),
    );
  }
  const causes = errorsByCause(errors.errors);
  if (flags.json === true) {
    const { toJson } = await import('../output/json.js');
    const byCause = Object.fromEntries(causes.map(([cause, own]) => [cause, own.length]));
    output.print(
      toJson({
        ...summary,
        byKeyword: errors.byKeyword,
        errors: byCause,
        ...(onCopies !== undefined && {
          onCopies: { ...onCopies, accidental: onCopies.accidental.map(({ id }) => id) },
        }),
      }),
    );
    return;
  }
  const { evaluationText } = await import('../output/evaluation-text.js');
  output.print(evaluationText(summary, causes, onCopies));
  if (flags.report !== undefined) output.print(`\nwritten to ${flags.report}`);
}

async function askedDialect(
  { dialect }: EvalFlags,
  urls: DatabaseUrls | undefined,
): Promise<DialectPack> {
  const { loadDialect, referenceDialect } = await import('../dialects/find-dialects.js');
  if (urls !== undefined)
    return (await import('../suites/served-suite.js')).servedDialect(urls, dialect);
  return dialect === undefined ? referenceDialect() : loadDialect(dialect);
}

async function chooseSuite(
  { suite, questions, databases, goldDialect, data }: EvalFlags,
  dialect: DialectPack,
  urls: DatabaseUrls | undefined,
): Promise<EvaluationSuite> {
  if (suite !== undefined && questions === undefined && databases === undefined) {
    const { namedSuite } = await import('../suites/known-suites.js');
    return namedSuite(suite, dialect, data);
  }
  if (suite === undefined && questions !== undefined && urls !== undefined) {
    const { servedSuite } = await import('../suites/served-suite.js');
    return servedSuite(questions, urls, dialect, goldDialect);
  }
  if (suite === undefined && questions !== undefined && databases !== undefined) {
    const { fileSuite } = await import('../suites/file-suite.js');
    return fileSuite(questions, { questions, databases }, goldDialect);
  }
  throw new ConfigError(
    'eval: expected --suite, or --questions with --databases. Name one of the two.',
  );
}
