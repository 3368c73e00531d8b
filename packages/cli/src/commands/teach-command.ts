import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Command } from 'commander';
import type { DatabaseSchema, Teaching } from '@momq/core';
import type { CommandContext } from '../command-context.js';
import { untilInterrupted } from '../errors/interrupt.js';
import { escapeControls } from '@momq/core/execution';
import type { Output } from '../output/output.js';
import { replaceFile } from '../output/replace-file.js';
import { dialectOptionHelp } from '../dialects/dialect-option.js';
import { requireDatabase } from './question-options.js';

interface TeachFlags {
  readonly db?: string;
  readonly dialect?: string;
  readonly out?: string;
  readonly check?: boolean;
  readonly force?: boolean;
  readonly json?: boolean;
}

/** Adds `momq teach` to the program. */
export function addTeachCommand(program: Command, context: CommandContext): void {
  const command = program
    .command('teach')
    .description(
      'start a file that says what people call the tables, columns and codes of a database',
    )
    .option('--db <file|url>', 'the database (required)')
    .option('--dialect <id>', `${dialectOptionHelp} (default: what the database looks like)`)
    .option('--out <file>', 'the file (default: shop.osi.yaml beside shop.db)')
    .option('--check', 'write nothing; say whether the file fits the database')
    .option('--force', 'start anew where the file exists (default: add what is new to it)')
    .option('--json', 'print one JSON object')
    .addHelpText(
      'after',
      '\nThe file is in the format of Open Semantic Interchange. momq ask reads it where it lies beside the database, and where\n' +
        '--semantics names it. What an existing file has stays as it is, comments too.',
    )
    .action((flags: TeachFlags) => {
      const given = requireDatabase(flags, command);
      const file = flags.out ?? besideFile(given.db, command, '--out <file>');
      return untilInterrupted((signal) => runTeach({ ...given, file }, { ...context, signal }));
    });
}

async function runTeach(
  flags: TeachFlags & { readonly db: string; readonly file: string },
  context: CommandContext & { readonly signal: AbortSignal },
): Promise<void> {
  const { output, signal } = context;
  const { file, check = false, force = false, json = false } = flags;
  const { withQuestioned } = await import('./open-questioned.js');
  const noModel = () => Promise.reject(new Error('teach asks no question'));
  const opened = { db: flags.db, ...pickDialect(flags), semantics: false } as const;
  await withQuestioned(
    opened,
    context,
    async ({ momq, database }) => {
      if (check) {
        printCheck(file, await momq.teach(database, file), { output, json });
        return;
      }
      const { sampleCodes, writeDocument } = await import('@momq/core/semantics');
      const schema = await database.schema({ signal });
      const codes = await sampleCodes(database, schema, { signal });
      const isNew = force || !existsSync(file);
      const { text, added } = await writeDocument({
        schema,
        codes,
        ...(!isNew && {
          existing: { text: await readFile(file, 'utf8'), name: path.basename(file) },
        }),
      });
      if (isNew || added.length > 0) await replaceFile(file, text);
      const { notes } = await momq.teach(database, file);
      const inferred = schema.links.filter((link) => link.inferred === true).length;
      if (json) {
        const { toJson } = await import('../output/json.js');
        output.print(toJson({ file, started: isNew, added, codes, inferred, notes }));
        return;
      }
      output.print(escapeControls(isNew ? startedLine(file, schema) : addedLine(file, added)));
      if (isNew && inferred > 0)
        output.print(
          `${inferred} of the relationships are concluded from names and values: check them.`,
        );
      if (isNew && codes.length > 0)
        output.print(
          escapeControls(
            `What do these codes stand for? ${codes.map(({ entity, field }) => `${entity}.${field}`).join(', ')}`,
          ),
        );
      for (const note of notes) output.print(escapeControls(note));
    },
    noModel,
  );
}

function printCheck(
  file: string,
  teaching: Teaching,
  { output, json }: { readonly output: Output; readonly json: boolean },
): void {
  const { schema, whole, definitions, metrics, examples, notes } = teaching;
  const fields = schema.entities.flatMap((entity) => entity.fields);
  const facts = {
    tables: schema.entities.filter(({ aliases, comment }) => aliases ?? comment).length,
    columns: fields.filter(({ aliases, meanings, comment }) => aliases ?? meanings ?? comment)
      .length,
    codes: fields.filter(({ meanings }) => meanings !== undefined).length,
    relationships: schema.links.filter(({ taught }) => taught === true).length,
    metrics: metrics.length,
    definitions: definitions.length,
    examples: examples.length,
    hidden:
      whole.entities.length -
      schema.entities.length +
      (whole.entities.flatMap((entity) => entity.fields).length - fields.length),
  };
  if (json) {
    output.print(JSON.stringify({ file, ok: true, ...facts, notes }, undefined, 2));
    return;
  }
  output.print(
    escapeControls(
      `${file} fits the database: names, comments or meanings for ${facts.tables} tables and ${facts.columns} columns (${facts.codes} with codes), ${facts.relationships} relationships, ${facts.metrics} metrics, ${facts.examples} examples.`,
    ),
  );
  for (const note of notes) output.print(escapeControls(note));
}

function startedLine(file: string, { entities, links }: DatabaseSchema): string {
  const columns = entities.reduce((sum, { fields }) => sum + fields.length, 0);
  const relationships = links.filter(({ from }) => from.fields.length > 0).length;
  return `wrote ${file}: ${entities.length} tables, ${columns} columns, ${relationships} relationships. Fill in what people call them.`;
}

function addedLine(file: string, added: readonly string[]): string {
  return added.length === 0
    ? `${file} has everything that the database has; it stays as it is. --force starts anew.`
    : `added to ${file}: ${added.join(', ')}`;
}

/**
 * `shop.osi.yaml` beside `shop.db`.
 *
 * @param option - which names the file instead
 * @throws CommanderError for a URL
 */
export function besideFile(source: string, command: Command, option: string): string {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(source))
    command.error(`option '${option}' is required for a database that is no file`);
  const { dir, name } = path.parse(source);
  return path.join(dir, `${name}.osi.yaml`);
}

function pickDialect({ dialect }: TeachFlags): { dialect?: string } {
  return dialect === undefined ? {} : { dialect };
}
