import type { Command } from 'commander';
import { composeMoMQ, startModel } from '../command-context.js';
import { modelOptionHelp } from '../models/load-model.js';
import type { CommandContext } from '../command-context.js';
import type { DialectPack } from '@momq/core';
import type { DemoResult } from '../demo/run-demo.js';
import type { Output } from '../output/output.js';

interface DemoFlags {
  readonly json?: boolean;
  readonly model?: string;
}

/** Adds `momq demo` to the program. */
export function addDemoCommand(program: Command, context: CommandContext): void {
  program
    .command('demo')
    .description('ask the sample databases a dozen questions and check the answers')
    .option('--model <name>', modelOptionHelp)
    .option('--json', 'print one JSON object')
    .action((flags: DemoFlags) => runDemo(flags, context));
}

async function runDemo(
  { json = false, model: folder }: DemoFlags,
  context: CommandContext,
): Promise<void> {
  const { output } = context;
  const model = startModel(context, folder);
  const { bundledDialects, loadDialect } = await import('../dialects/bundled-dialects.js');
  const { demoQuestions } = await import('../demo/questions.js');
  const { printDemoResult } = await import('../demo/print-demo-result.js');
  const { runDemoQuestion } = await import('../demo/run-demo.js');
  const packs = await Promise.all(bundledDialects.map(loadDialect));
  const momq = composeMoMQ(packs, model);
  const results: DemoResult[] = [];
  try {
    for (const pack of packs) {
      const database = await pack.createDatabase(pack.tutorials.sample);
      try {
        if (!json) printHeading(pack, output);
        for (const question of demoQuestions.filter(({ dialect }) => dialect === pack.id)) {
          const result = await runDemoQuestion(question, momq, database);
          results.push(result);
          if (!json) printDemoResult(result, `${results.length}/${demoQuestions.length}`, output);
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
  const times = results.map(({ elapsedMs }) => elapsedMs).sort((left, second) => left - second);
  const medianMs = times[Math.floor(times.length / 2)] ?? 0;
  if (json) {
    const { toJson } = await import('../output/json.js');
    output.print(toJson({ questions: results.length, right, medianMs, results }));
    return;
  }
  output.print('');
  output.print(
    output.style(
      'bold',
      `${right} of ${results.length} answers are right; median ${medianMs.toFixed(0)} ms a question.`,
    ),
  );
}
