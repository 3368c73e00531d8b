import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Command } from 'commander';
import type { DialectPack } from '@momq/core';
import type { CommandContext } from '../command-context.js';
import { dialectOptionHelp } from '../dialects/dialect-option.js';
import { requireWritableFile } from '../evaluating/writable-file.js';
import { diversityFigures, diversityPage } from '../output/diversity-html.js';
import type { NamedDiversity } from '../output/diversity-html.js';
import { formatTable } from '../output/table.js';
import { positiveInteger, wholeNumber } from './number-option.js';

interface DiversityFlags {
  readonly dialect: string;
  readonly against?: readonly string[];
  readonly field?: string;
  readonly sample?: number;
  readonly seed?: number;
  readonly out?: string;
  readonly json?: boolean;
}

/** Adds `momq datagen diversity` to `momq datagen`. */
export function addDatagenDiversityCommand(datagen: Command, { output }: CommandContext): void {
  datagen
    .command('diversity')
    .description(
      'measure how varied the queries of a corpus are, beside another: keywords, the dialect’s own among them, templates, joins',
    )
    .argument('<files...>', 'JSON arrays, or JSONL with an object a line')
    .requiredOption('--dialect <id>', `of the queries; ${dialectOptionHelp}`)
    .option('--against <files...>', 'another corpus in the dialect')
    .option('--field <name>', 'the member with the query (default: query, SQL, sql or gold)')
    .option(
      '--sample <n>',
      'rows of each corpus, so that large and small ones compare (default: all)',
      positiveInteger,
    )
    .option('--seed <n>', 'of the sample (default: 1)', wholeNumber)
    .option('--out <file>', 'write a page with charts here, HTML')
    .option('--json', 'print one JSON object')
    .action(async (files: readonly string[], flags: DiversityFlags) => {
      const { loadDialect } = await import('../dialects/find-dialects.js');
      const pack = await loadDialect(flags.dialect);
      await requireWritableFile('out', flags.out);
      const corpora = [await measured(files, pack, flags)];
      if (flags.against) corpora.push(await measured(flags.against, pack, flags));
      if (flags.out !== undefined) {
        const title = `Diversity of ${pack.displayName} queries`;
        await writeFile(flags.out, diversityPage(title, corpora));
      }
      if (flags.json === true) {
        const { toJson } = await import('../output/json.js');
        output.print(
          toJson({ corpora: corpora.map(({ name, diversity }) => ({ name, ...diversity })) }),
        );
        return;
      }
      const columns = [pack.displayName, ...corpora.map(({ name }) => name)];
      output.print(formatTable({ columns, rows: diversityFigures(corpora) }, 20));
      for (const { name, diversity } of corpora)
        for (const { place, reason } of diversity.firstSkipped.slice(0, 5))
          output.print(`${name} passed over ${place}: ${reason}`);
      if (flags.out !== undefined) output.print(`written to ${flags.out}`);
    });
}

async function measured(
  files: readonly string[],
  pack: DialectPack,
  { field, sample, seed }: DiversityFlags,
): Promise<NamedDiversity> {
  const { measureDiversity, sampleCorpus } = await import('@momq/datagen/diversity');
  const { readCorpus } = await import('@momq/datagen/sql-gen');
  async function* rows(): ReturnType<typeof readCorpus> {
    for (const file of files) yield* readCorpus(file, field);
  }
  const corpus = sample === undefined ? rows() : await sampleCorpus(rows(), sample, seed);
  const name = files.map((file) =>
    path.join(path.basename(path.dirname(file)), path.basename(file)),
  );
  return { name: name.join(' + '), diversity: await measureDiversity(corpus, pack) };
}
