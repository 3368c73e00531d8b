import { shortened } from '@momq/core/execution';
import type { Command } from 'commander';
import type { CaseOutcome, CaseReport } from '@momq/dialect-kit';
import type { CommandContext } from '../command-context.js';
import type { ParseRates } from '../checking/parse-rates.js';
import { exitCodes } from '../errors/exit-codes.js';
import type { Output, Style } from '../output/output.js';

interface CheckFlags {
  readonly queries?: string;
  readonly json?: boolean;
}

/** Adds `momq dialect check` to the command. */
export function addDialectCheckCommand(
  dialect: Command,
  { output, exitWith }: CommandContext,
): void {
  dialect
    .command('check')
    .description('run the conformance suite on a pack; exit code 1 when a case fails')
    .argument('<package>', 'name of an installed package, id of its dialect, or its folder')
    .option(
      '--queries <file>',
      'also tell how many of these queries the parser accepts: one a line, or JSON lines {"query", "valid"}',
    )
    .option('--json', 'print one JSON object')
    .action(async (packageName: string, flags: CheckFlags) => {
      const { checkDialect } = await import('@momq/dialect-kit');
      const { loadPackage } = await import('../dialects/find-dialects.js');
      const { conformanceFacts } = await import('../checking/conformance-file.js');
      const { parseRates, readQueries } = await import('../checking/parse-rates.js');
      const queries = flags.queries === undefined ? undefined : await readQueries(flags.queries);
      const { pack, source } = await loadPackage(packageName);
      const facts = await conformanceFacts(source);
      const cases = await checkDialect({ dialect: pack, ...facts });
      const rates = queries === undefined ? undefined : await parseRates(pack, queries);
      const counts = countOutcomes(cases);
      if (counts.failed + counts.stale > 0) exitWith?.(exitCodes.noAnswer);
      const { name, version } = source.manifest;
      const report = {
        ...{ id: pack.id, package: name, version: version ?? null, folder: source.folder },
        ...{ ...counts, cases, ...(rates !== undefined && { parser: rates }) },
      };
      const { toJson } = await import('../output/json.js');
      if (flags.json === true) output.print(toJson(report));
      else printReport(report, output);
    });
}

type Counts = Readonly<Record<CaseOutcome, number>>;

function countOutcomes(cases: readonly CaseReport[]): Counts {
  const counts = { passed: 0, failed: 0, skipped: 0, stale: 0, 'not-applicable': 0 };
  for (const { outcome } of cases) counts[outcome] += 1;
  return counts;
}

const marks: Readonly<Record<CaseOutcome, readonly [string, Style]>> = {
  passed: ['✔', 'green'],
  failed: ['✖', 'red'],
  skipped: ['-', 'yellow'],
  stale: ['✖', 'red'],
  'not-applicable': ['·', 'dim'],
};

interface Report extends Counts {
  readonly id: string;
  readonly package: string;
  readonly version: string | null;
  readonly cases: readonly CaseReport[];
  readonly parser?: ParseRates;
}

function printReport(report: Report, output: Output): void {
  output.print(
    output.style('bold', `${report.id} of ${report.package} ${report.version ?? ''}`.trim()),
  );
  const told = new Set<string>();
  for (const { name, outcome, reason } of report.cases) {
    const [mark, style] = marks[outcome];
    const note = outcome === 'not-applicable' ? ' (the pack does not claim it)' : '';
    output.print(`${output.style(style, mark)} ${name}${note}`);
    // A missing engine fails many cases alike.
    if (reason !== undefined && !told.has(reason))
      output.print(`    ${reason.replaceAll('\n', '\n    ')}`);
    if (reason !== undefined) told.add(reason);
  }
  output.print(
    `${report.passed} passed, ${report.failed + report.stale} failed, ${report.skipped} skipped, ${report['not-applicable']} not claimed`,
  );
  if (report.parser !== undefined) printRates(report.parser, output);
}

function printRates(
  { valid, accepted, invalid, rejected, wrong }: ParseRates,
  output: Output,
): void {
  if (valid > 0) output.print(`parser: accepts ${share(accepted, valid)} of the valid queries`);
  if (invalid > 0)
    output.print(`parser: rejects ${share(rejected, invalid)} of the invalid queries`);
  for (const { text, got } of wrong) output.print(`    ${oneLine(text)}\n        ${oneLine(got)}`);
}

function share(part: number, whole: number): string {
  return `${part} of ${whole} (${((100 * part) / whole).toFixed(1)} %)`;
}

function oneLine(text: string): string {
  return shortened(text.replaceAll(/\s+/g, ' ').trim(), 120);
}
