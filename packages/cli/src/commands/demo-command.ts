import type { Command } from 'commander';
import { composeMoMQ, startModel } from '../command-context.js';
import { dialectOptionHelp } from '../dialects/dialect-option.js';
import { isEngineMissing, leftOutLine } from '../dialects/runnable-dialects.js';
import { modelOptionHelp } from '../models/load-model.js';
import type { CommandContext } from '../command-context.js';
import { createDatabase } from '@momq/core';
import type { Database, DialectPack } from '@momq/core';
import type { DemoResult } from '../demo/run-demo.js';
import type { Output } from '../output/output.js';

interface DemoFlags {
  readonly json?: boolean;
  readonly model?: string;
  readonly dialect?: string;
}

/** Adds `momq demo` to the program. */
export function addDemoCommand(program: Command, context: CommandContext): void {
  program
    .command('demo')
    .description('ask the sample databases of the dialects some questions and check the answers')
    .option('--dialect <id>', `${dialectOptionHelp} (default: all whose engine is installed)`)
    .option('--model <name>', modelOptionHelp)
    .option('--json', 'print one JSON object')
    .action((flags: DemoFlags) => runDemo(flags, context));
}

async function runDemo(
  { json = false, model: folder, dialect }: DemoFlags,
  context: CommandContext,
): Promise<void> {
  const { output } = context;
  const model = startModel(context, folder);
  const { loadDialects } = await import('../dialects/find-dialects.js');
  const { demoQuestions } = await import('../demo/demo-question.js');
  const { printDemoResult } = await import('../demo/print-demo-result.js');
  const { runDemoQuestion } = await import('../demo/run-demo.js');
  const packs = (await loadDialects(dialect)).filter(({ capabilities }) =>
    capabilities.engines.includes('embedded'),
  );
  let total = packs.reduce((sum, pack) => sum + demoQuestions(pack).length, 0);
  const momq = composeMoMQ(packs, model);
  const results: DemoResult[] = [];
  try {
    for (const pack of packs) {
      const database = await openSample(pack, dialect, output);
      if (database === undefined) {
        total -= demoQuestions(pack).length;
        continue;
      }
      try {
        if (!json) printHeading(pack, output);
        for (const question of demoQuestions(pack)) {
          const result = await runDemoQuestion(question, momq, database);
          results.push(result);
          if (!json) printDemoResult(result, `${results.length}/${total}`, output);
        }
      } finally {
        await database.close();
      }
    }
  } finally {
    await momq.close();
  }
  await printSummary(results, json, output);
}

/** The sample database; undefined where its engine has to be installed apart, unless the dialect was asked for. */
async function openSample(
  pack: DialectPack,
  asked: string | undefined,
  output: Output,
): Promise<Database | undefined> {
  try {
    return await createDatabase(pack, pack.tutorials.sample);
  } catch (error) {
    if (asked !== undefined || !isEngineMissing(error)) throw error;
    output.printError(leftOutLine(pack, error));
    return undefined;
  }
}

function printHeading({ displayName, version, tutorials }: DialectPack, output: Output): void {
  const { name, entities } = tutorials.sample.schema;
  output.print('');
  output.print(
    output.style(
      'bold',
      `═══ ${displayName} (${version}) · sample database ${name}: ${entities.map((entity) => entity.name).join(', ')}`,
    ),
  );
}

async function printSummary(
  results: readonly DemoResult[],
  json: boolean,
  output: Output,
): Promise<void> {
  const right = results.filter((result) => result.right).length;
  const declined = results.filter(({ answer }) => answer?.status === 'declined').length;
  const times = results.map(({ elapsedMs }) => elapsedMs).sort((left, second) => left - second);
  const medianMs = times[Math.floor(times.length / 2)] ?? 0;
  if (json) {
    const { toJson } = await import('../output/json.js');
    output.print(toJson({ questions: results.length, right, declined, medianMs, results }));
    return;
  }
  output.print('');
  output.print(
    output.style(
      'bold',
      `${right} of ${results.length} answers are right${declined === 0 ? '' : `, ${declined} declined`}; median ${medianMs.toFixed(0)} ms a question.`,
    ),
  );
}
