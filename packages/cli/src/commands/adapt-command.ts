import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Command } from 'commander';
import { ConfigError } from '@momq/core';
import type { Database, DialectPack } from '@momq/core';
import { escapeControls } from '@momq/core/execution';
import { writePair } from '@momq/core/pairs';
import type { TrainingPair } from '@momq/core/pairs';
import type { LogicalDialectPack } from '@momq/dialect';
import type { CommandContext } from '../command-context.js';
import { dialectOptionHelp } from '../dialects/dialect-option.js';
import { untilInterrupted } from '../errors/interrupt.js';
import { requireWritableFile } from '../evaluating/writable-file.js';
import { countingBar } from '../output/progress-bar.js';
import { replaceFile } from '../output/replace-file.js';
import { positiveInteger, wholeNumber } from './number-option.js';
import { requireDatabase } from './question-options.js';
import { besideFile } from './teach-command.js';

interface AdaptFlags {
  readonly db?: string;
  readonly dialect?: string;
  readonly semantics?: string;
  readonly pairs?: number;
  readonly examples?: number;
  readonly seed?: number;
  readonly out?: string;
  readonly json?: boolean;
}

/** Adds `momq adapt` to the program. */
export function addAdaptCommand(program: Command, context: CommandContext): void {
  const command = program
    .command('adapt')
    .description(
      'make questions with queries for one database, run on it, and teach them as examples; they are what models are shown and can be trained on',
    )
    .option('--db <file|url>', 'the database (required)')
    .option('--dialect <id>', `${dialectOptionHelp} (default: what the database looks like)`)
    .option(
      '--semantics <file>',
      'the file that the examples are added to, which momq teach starts (default: shop.osi.yaml beside shop.db)',
    )
    .option('--pairs <n>', 'questions wanted (default: 200)', positiveInteger)
    .option('--examples <n>', 'of them taught as examples (default: 40)', positiveInteger)
    .option('--seed <n>', 'of everything random (default: 1)', wholeNumber)
    .option('--out <folder>', 'receives <dialect>.jsonl, to train on (default: not written)')
    .option('--json', 'print one JSON object')
    .action((flags: AdaptFlags) => {
      const given = requireDatabase(flags, command);
      const file = flags.semantics ?? besideFile(given.db, command, '--semantics <file>');
      return untilInterrupted((signal) =>
        adapt({ ...flags, db: given.db, file }, { ...context, signal }),
      );
    });
}

async function adapt(
  flags: AdaptFlags & { readonly db: string; readonly file: string },
  context: CommandContext & { readonly signal: AbortSignal },
): Promise<void> {
  const { db, dialect, file, out, examples = 40, json = false } = flags;
  const { output, signal } = context;
  const { withQuestioned } = await import('./open-questioned.js');
  const noModel = () => Promise.reject(new Error('adapt asks no question'));
  const opened = { db, semantics: false, ...(dialect !== undefined && { dialect }) } as const;
  await withQuestioned(
    opened,
    context,
    async ({ momq, database, packs }) => {
      const pack = logicalPack(packs, database);
      const written = out === undefined ? undefined : path.join(out, `${pack.id}.jsonl`);
      await requireWritableFile('semantics', file);
      await requireWritableFile('out', written);
      const taught = existsSync(file) ? await momq.teach(database, file) : undefined;
      const { databasePairs } = await import('@momq/datagen/adapt');
      const { pairs, report } = await databasePairs({
        pack,
        database,
        ...(taught && { schema: taught.schema }),
        id: path.parse(file).name.replace(/\.osi$/, ''),
        ...(flags.pairs !== undefined && { pairs: flags.pairs }),
        ...(flags.seed !== undefined && { seed: flags.seed }),
        signal,
        onProgress: countingBar('kept'),
      });
      const added = await teachExamples(file, database, spread(pairs, examples));
      if (written !== undefined) await writeFile(written, pairs.map(writePair).join(''));
      if (json) {
        const { toJson } = await import('../output/json.js');
        output.print(toJson({ file, added, pairs: pairs.length, dialects: report, out }));
        return;
      }
      for (const { question, query } of pairs.slice(0, 3))
        output.print(escapeControls(`${question}\n  ${query}`));
      output.print(
        `kept ${pairs.length} questions, added ${added} of them to ${file}: look them through`,
      );
      if (out !== undefined) output.print(`written to ${out}`);
    },
    noModel,
  );
}

function logicalPack(packs: readonly DialectPack[], { dialect }: Database): LogicalDialectPack {
  const pack = packs.find(({ id }) => id === dialect)!;
  if (pack.language === undefined)
    throw new ConfigError(
      `dialect ${dialect}: expected one with a logical form to write queries in, it has none.`,
    );
  return pack as LogicalDialectPack;
}

/** `count` pairs from the whole list: questions of one kind stand in no order, but those about one table might. */
function spread(pairs: readonly TrainingPair[], count: number): TrainingPair[] {
  const step = Math.max(1, pairs.length / count);
  return Array.from(
    { length: Math.min(count, pairs.length) },
    (_, place) => pairs[Math.floor(place * step)]!,
  );
}

async function teachExamples(
  file: string,
  database: Database,
  pairs: readonly TrainingPair[],
): Promise<number> {
  const { addExamples, writeDocument } = await import('@momq/core/semantics');
  const text = existsSync(file)
    ? await readFile(file, 'utf8')
    : (await writeDocument({ schema: await database.schema() })).text;
  const examples = pairs.map(({ question, query, dialect }) => ({ question, query, dialect }));
  const written = await addExamples({ text, name: path.basename(file) }, examples);
  if (written.added > 0) await replaceFile(file, written.text);
  return written.added;
}
