import path from 'node:path';
import type { Command } from 'commander';
import type { CommandContext } from '../command-context.js';

/** Adds `momq dialects` to the program. */
export function addDialectsCommand(program: Command, { output }: CommandContext): void {
  program
    .command('dialects')
    .description('list the installed dialects, what they can do and where they were found')
    .option('--json', 'print one JSON object')
    .action(async ({ json = false }: { readonly json?: boolean }) => {
      const { installedDialects } = await import('../dialects/find-dialects.js');
      const dialects = (await installedDialects()).map(({ pack, source }) => ({
        id: pack.id,
        name: pack.displayName,
        targets: pack.version,
        family: pack.family,
        engines: pack.capabilities.engines,
        explain: pack.capabilities.explain,
        estimate: pack.capabilities.estimate,
        logicalForm: pack.language !== undefined,
        readsQueries: pack.language?.read !== undefined,
        unsupported: pack.capabilities.unsupported,
        package: source.manifest.name,
        version: source.manifest.version ?? null,
        folder: source.folder,
      }));
      if (json) {
        const { toJson } = await import('../output/json.js');
        output.print(toJson({ dialects }));
        return;
      }
      const { formatTable } = await import('../output/table.js');
      const rows = dialects.map((dialect) => [
        dialect.id,
        dialect.targets,
        `${dialect.package} ${dialect.version ?? ''}`.trim(),
        abilities(dialect).join(', '),
        relative(dialect.folder),
      ]);
      const columns = ['id', 'targets', 'package', 'can', 'found in'];
      output.print(formatTable({ columns, rows }, rows.length, { maxCellWidth: 60 }));
      output.print('');
      output.print(
        'Any package with the npm keyword momq-dialect that is installed here is one: npm install <package>.',
      );
    });
}

function abilities(dialect: {
  readonly engines: readonly string[];
  readonly explain: boolean;
  readonly estimate: boolean;
  readonly logicalForm: boolean;
}): string[] {
  return [
    ...dialect.engines,
    ...(['explain', 'estimate'] as const).filter((name) => dialect[name]),
    ...(dialect.logicalForm ? [] : ['text models only']),
  ];
}

function relative(folder: string): string {
  const short = path.relative(process.cwd(), folder);
  return short.startsWith('..') ? folder : short;
}
