import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import type { SeedTemplates } from '@momq/datagen/sql-gen';
import type { CommandContext } from '../command-context.js';
import { dialectOptionHelp } from '../dialects/dialect-option.js';
import { requireWritableFile } from '../evaluating/writable-file.js';

interface TemplateFlags {
  readonly dialect: string;
  readonly field?: string;
  readonly out?: string;
  readonly json?: boolean;
}

/** Templates that are shown. */
const shown = 5;

/** Adds `momq datagen templates` to `momq datagen`. */
export function addDatagenTemplatesCommand(datagen: Command, { output }: CommandContext): void {
  datagen
    .command('templates')
    .description(
      'make templates of the queries of a corpus: keywords stay, table, column, alias and literal stand for names and values; each once',
    )
    .argument('<files...>', 'JSON arrays, or JSONL with an object a line')
    .requiredOption('--dialect <id>', `of the queries; ${dialectOptionHelp}`)
    .option('--field <name>', 'the member with the query (default: query, SQL, sql or gold)')
    .option('--out <file>', 'write the templates here, one a line, for datagen --seeds')
    .option('--json', 'print one JSON object')
    .action(async (files: readonly string[], flags: TemplateFlags) => {
      await requireWritableFile('out', flags.out);
      const found = await templatesOf(files, flags);
      if (flags.out !== undefined) await writeTemplates(flags.out, found);
      if (flags.json === true) {
        const { toJson } = await import('../output/json.js');
        output.print(toJson(found));
        return;
      }
      const { templates, rows, abstracted, skipped, dialect, firstSkipped } = found;
      output.print(
        `${dialect}: ${templates.length} templates of ${abstracted} queries in ${rows} rows`,
      );
      for (const { count, template } of templates.slice(0, shown))
        output.print(`${String(count).padStart(6)}  ${template}`);
      for (const [reason, count] of Object.entries(skipped))
        output.print(`skipped ${count}: ${reason}`);
      for (const { place, reason } of firstSkipped.slice(0, shown))
        output.print(`  ${place}  ${reason}`);
      if (flags.out !== undefined) output.print(`written to ${flags.out}`);
    });
}

async function templatesOf(
  files: readonly string[],
  { dialect, field }: TemplateFlags,
): Promise<SeedTemplates> {
  const { collectTemplates, readCorpus } = await import('@momq/datagen/sql-gen');
  const { loadDialect } = await import('../dialects/find-dialects.js');
  const pack = await loadDialect(dialect);
  async function* rows(): ReturnType<typeof readCorpus> {
    for (const file of files) yield* readCorpus(file, field);
  }
  return collectTemplates(rows(), pack);
}

async function writeTemplates(file: string, { templates, dialect }: SeedTemplates): Promise<void> {
  const lines = templates.map((each) => `${JSON.stringify({ ...each, dialect })}\n`);
  await writeFile(file, lines.join(''));
}
