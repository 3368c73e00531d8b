import type { RunOptions } from '@momq/datagen';
import type { LogicalDialectPack } from '@momq/dialect';
import { hideSecrets } from '@momq/core/execution';
import type { CommandContext } from '../command-context.js';
import { countingBar } from '../output/progress-bar.js';
import type { DatagenReport } from './datagen-dataset.js';

/** What the sources that need no language model read. */
export interface SourceFlags {
  readonly dialect?: readonly string[];
  readonly data?: string;
  readonly databases?: string;
  readonly train?: number;
  readonly validation?: number;
  readonly test?: number;
  readonly seed?: number;
  readonly worn?: number;
  readonly workers?: number;
  readonly redis?: string;
}

/** What a source works with besides its flags. */
interface SourceContext extends Pick<CommandContext, 'output'> {
  readonly signal: AbortSignal;
}

type PairSource = (
  outputFolder: string,
  flags: SourceFlags,
  context: SourceContext,
) => Promise<DatagenReport>;

/** The sources of pairs that need no language model. */
export const pairSources = {
  generated: fromGrammar,
  templates: fromTemplates,
  intents: fromIntents,
  spider: fromSpider,
  tutorials: fromTutorials,
} satisfies Record<string, PairSource>;

/** The named dialects, or all whose engine is installed; what answers are computed with comes first. */
async function targetsOf(
  { dialect }: SourceFlags,
  { output }: SourceContext,
): Promise<readonly LogicalDialectPack[]> {
  const { logicalDialects, referenceDialect } = await import('../dialects/find-dialects.js');
  if (dialect !== undefined) return logicalDialects(dialect);
  const { runnableDialects } = await import('../dialects/runnable-dialects.js');
  const packs = await runnableDialects(await logicalDialects(), (line) => output.printError(line));
  const reference = await referenceDialect();
  return [reference, ...packs.filter(({ id }) => id !== reference.id)];
}

/** Where the databases are made. @param packs - all that they are made with */
async function runOptions(
  { seed, workers = 2, redis: url }: SourceFlags,
  packs: readonly LogicalDialectPack[],
  { output, signal }: SourceContext,
): Promise<RunOptions & { readonly seed?: number }> {
  const common = {
    ...(seed !== undefined && { seed }),
    signal,
    onProgress: countingBar('databases'),
  };
  if (url === undefined) return { ...common, workers };
  const { redisJobs } = await import('@momq/datagen/redis');
  const { pairPrograms } = await import('./redis-option.js');
  const onRun = (run: string): void =>
    output.printError(
      `run ${run}: workers make its databases: momq datagen worker --redis ${hideSecrets(url)} --run ${run}`,
    );
  const programs = await pairPrograms(packs.map(({ id }) => id));
  return { ...common, jobs: redisJobs({ url, programs, onRun }) };
}

async function fromGrammar(
  outputFolder: string,
  flags: SourceFlags,
  context: SourceContext,
): Promise<DatagenReport> {
  const { generatePairs } = await import('@momq/datagen');
  const { train = 400, validation = 24, test = 40 } = flags;
  const targets = await targetsOf(flags, context);
  return generatePairs({
    outputFolder,
    targets,
    databases: { train, validation, test },
    ...(await runOptions(flags, targets, context)),
  });
}

async function fromTemplates(
  outputFolder: string,
  flags: SourceFlags,
  context: SourceContext,
): Promise<DatagenReport> {
  const { generateTemplatePairs } = await import('@momq/datagen');
  const { logicalDialects, referenceDialect } = await import('../dialects/find-dialects.js');
  const { train = 72, validation = 4, test = 4 } = flags;
  const withIdioms = (await logicalDialects()).filter(({ language }) => language.idioms);
  const reference = await referenceDialect(withIdioms.map(({ id }) => id));
  const others = (await targetsOf(flags, context)).filter(({ id }) => id !== reference.id);
  const targets = [reference, ...others];
  return generateTemplatePairs({
    outputFolder,
    targets,
    databases: { train, validation, test },
    ...(await runOptions(flags, targets, context)),
  });
}

async function fromIntents(
  outputFolder: string,
  flags: SourceFlags,
  context: SourceContext,
): Promise<DatagenReport> {
  const { generateIntentPairs } = await import('@momq/datagen');
  const { folderSources } = await import('@momq/datagen/sql-gen');
  const { train = 200, validation = 8, test = 8 } = flags;
  const targets = await targetsOf(flags, context);
  return generateIntentPairs({
    outputFolder,
    targets,
    databases: { train, validation, test },
    ...(flags.databases !== undefined && { sources: await folderSources(flags.databases) }),
    ...(await runOptions(flags, targets, context)),
  });
}

async function fromTutorials(
  outputFolder: string,
  flags: SourceFlags,
  context: SourceContext,
): Promise<DatagenReport> {
  const { generateTutorialPairs } = await import('@momq/datagen');
  const { train = 60, validation = 4, test = 4 } = flags;
  const targets = await targetsOf(flags, context);
  return generateTutorialPairs({
    outputFolder,
    targets,
    databases: { train, validation, test },
    ...(await runOptions(flags, targets, context)),
  });
}

async function fromSpider(
  outputFolder: string,
  flags: SourceFlags,
  context: SourceContext,
): Promise<DatagenReport> {
  const { translateSpider } = await import('@momq/datagen');
  const { referenceDialect } = await import('../dialects/find-dialects.js');
  const { spiderFolder } = await import('../suites/data-folder.js');
  const reference = await referenceDialect();
  const targets = await targetsOf(flags, context);
  return translateSpider({
    spiderFolder: spiderFolder(flags.data),
    outputFolder,
    reference,
    targets,
    ...(flags.worn !== undefined && { wornSeed: flags.worn }),
    ...(await runOptions(flags, [reference, ...targets], context)),
  });
}
