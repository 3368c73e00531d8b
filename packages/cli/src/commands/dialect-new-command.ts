import path from 'node:path';
import type { Command } from 'commander';
import { ConfigError } from '@momq/core';
import type { CommandContext } from '../command-context.js';

interface NewFlags {
  readonly out?: string;
  readonly grammar?: string;
  readonly displayName?: string;
  readonly json?: boolean;
}

/** Adds `momq dialect new` to the command. */
export function addDialectNewCommand(dialect: Command, { output }: CommandContext): void {
  dialect
    .command('new')
    .description('write the package of a new SQL dialect: it builds, passes its tests and answers')
    .argument('<name>', 'id of the dialect, for example duckdb')
    .option('--out <folder>', 'folder to write (default: momq-dialect-<name>)')
    .option(
      '--display-name <name>',
      "its name for readers, for example DuckDB (default: the id's words)",
    )
    .option('--grammar <name>', 'grammar of node-sql-parser that its parser starts with')
    .option('--json', 'print one JSON object')
    .action(async (id: string, flags: NewFlags) => {
      const { dialectNames } = await import('../scaffolding/dialect-names.js');
      const { startingGrammars, writeDialect } = await import('../scaffolding/write-dialect.js');
      const { installedIds } = await import('../dialects/find-dialects.js');
      const names = dialectNames(id, await installedIds(), flags.displayName);
      const grammars = await startingGrammars();
      const { grammar = grammars[0]!, out = `momq-dialect-${id}` } = flags;
      if (!grammars.includes(grammar))
        throw new ConfigError(
          `grammar: expected one of ${grammars.join(', ')}, got ${grammar}. Choose the one nearest to the dialect.`,
        );
      const folder = path.resolve(out);
      const files = await writeDialect({ ...names, grammar, folder });
      if (flags.json === true) {
        const { toJson } = await import('../output/json.js');
        output.print(toJson({ id, package: `momq-dialect-${id}`, folder, grammar, files }));
        return;
      }
      output.print(`wrote ${files.length} files to ${out}: momq-dialect-${id}`);
      output.print(
        `Its parser is the ${grammar} grammar of node-sql-parser, which accepts 60 to 83 % of good SQL; its engine imitates the dialect. README.md says what to replace.`,
      );
      output.print(`Next: cd ${out} && npm install && npm test`);
    });
}
