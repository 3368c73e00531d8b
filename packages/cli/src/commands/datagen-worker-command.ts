import type { Command } from 'commander';
import { ConfigError } from '@momq/core';
import type { LogicalDialectPack } from '@momq/dialect';
import type { CommandContext } from '../command-context.js';
import { untilInterrupted } from '../errors/interrupt.js';
import { positiveInteger } from './number-option.js';
import { pairPrograms, redisOptionHelp } from './redis-option.js';

interface WorkerFlags {
  readonly redis?: string;
  readonly run?: string;
  readonly workers?: number;
  readonly json?: boolean;
}

/** Adds `momq datagen worker` to `momq datagen`. */
export function addDatagenWorkerCommand(datagen: Command, { output }: CommandContext): void {
  datagen
    .command('worker')
    .description(
      'make databases for a run of momq datagen --redis, on any machine that has the same version, until the run is over; Ctrl-C finishes those in work first',
    )
    .option('--redis <url>', `the same as the run's. ${redisOptionHelp}`)
    .option('--run <name>', 'which the run prints (default: the only one; waits for it)')
    .option('--workers <n>', 'databases in work at once (default: 2)', positiveInteger)
    .option('--json', 'print one JSON object')
    .action(async ({ redis: url, run, workers = 2, json = false }: WorkerFlags) => {
      if (url === undefined)
        throw new ConfigError(
          'datagen worker: expected --redis <url>, the one that momq datagen was given, got none.',
        );
      const { workOnRun } = await import('@momq/datagen/redis');
      const programs = await pairPrograms();
      const report = await untilInterrupted((signal) =>
        workOnRun({
          url,
          programs,
          ...(run !== undefined && { run }),
          packs: runnablePacks,
          workers,
          signal,
          onRun: (name, source) => output.printError(`works on ${name}, ${source}`),
          onMade: (id) => output.printError(`made ${id}`),
        }),
      );
      const { toJson } = await import('../output/json.js');
      const said = `made ${report.databases} databases of ${report.run}, which is over`;
      output.print(json ? toJson(report) : said);
    });
}

/** @throws what a pack throws whose engine is missing here: better before a database is taken than in the middle of one */
async function runnablePacks(ids: readonly string[]): Promise<readonly LogicalDialectPack[]> {
  const { logicalDialects } = await import('../dialects/find-dialects.js');
  const { requireRunnable } = await import('../dialects/runnable-dialects.js');
  const packs = await logicalDialects(ids);
  await requireRunnable(packs);
  return packs;
}
