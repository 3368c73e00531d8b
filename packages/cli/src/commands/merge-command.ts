import { readFile } from 'node:fs/promises';
import { InvalidArgumentError, type Command } from 'commander';
import { ConfigError } from '@momq/core';
import type { MergeModelsOptions } from '@momq/moe/merging';
import type { CommandContext } from '../command-context.js';
import { toJson } from '../output/json.js';
import { progressBar } from '../output/progress-bar.js';
import { positiveNumber, wholeNumber } from './number-option.js';

interface MergeFlags {
  readonly seed: number;
  readonly shardGigabytes?: number;
  readonly json?: boolean;
}

/** Adds `momq merge` to the program. */
export function addMergeCommand(program: Command, { output }: CommandContext): void {
  program
    .command('merge')
    .description(
      "merge dialect-tuned models into one, as a mergekit YAML file says; memory stays small whatever the models' size",
    )
    .argument(
      '<config>',
      'YAML file: slerp, linear, task_arithmetic, ties, dare_linear, dare_ties, passthrough, or experts for a mixture',
    )
    .argument('<out>', 'folder for the merged model, new or empty')
    .option('--seed <n>', "of DARE's masks and random gates", wholeNumber, 42)
    .option(
      '--shard-gigabytes <n>',
      'longest safetensors file, in 10⁹ bytes (default: 5)',
      positiveNumber,
    )
    .option('--json', 'print one JSON object')
    .addHelpText(
      'after',
      '\nExample:\n  merge_method: slerp\n  base_model: ./first-model\n  models:\n    - model: ./second-model\n  parameters:\n    t: 0.5\n',
    )
    .action(async (configPath: string, out: string, flags: MergeFlags) => {
      const { locateModel } = await import('@momq/moe/bases');
      const { mergeMixture, mergeModels, parseMergeConfig, parseMixtureMergeConfig } =
        await import('@momq/moe/merging');
      const parsed = await readYaml(configPath);
      const abort = new AbortController();
      const stop = () => abort.abort();
      process.once('SIGINT', stop);
      const bar = progressBar();
      const options: MergeModelsOptions = {
        seed: flags.seed,
        signal: abort.signal,
        resolveModel: async (model) =>
          (await locateModel(model, { progress: true, signal: abort.signal })).folder,
        ...(flags.shardGigabytes === undefined
          ? {}
          : { maxShardBytes: flags.shardGigabytes * 1e9 }),
        onProgress: ({ tensor, elementsDone, elements }) =>
          bar.update(elementsDone / elements, tensor),
      };
      try {
        const isMixture = typeof parsed === 'object' && parsed !== null && 'experts' in parsed;
        const summary = isMixture
          ? await mergeMixture(parseMixtureMergeConfig(parsed), out, options)
          : await mergeModels(parseMergeConfig(parsed), out, options);
        bar.end();
        output.print(
          flags.json === true
            ? toJson(summary)
            : `merged ${summary.tensors} tensors (${summary.elements.toLocaleString('en')} numbers, ${summary.dtype}) into ${out}`,
        );
      } finally {
        process.off('SIGINT', stop);
      }
    });
}

/** @throws ConfigError without a file, InvalidArgumentError when it is no YAML */
async function readYaml(file: string): Promise<unknown> {
  const { parse, YAMLParseError } = await import('yaml');
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new ConfigError(
      `${file}: expected a YAML file that says what to merge, got ${(cause as Error).message}. See momq merge --help for an example.`,
      { cause },
    );
  });
  try {
    return parse(text) as unknown;
  } catch (error) {
    if (error instanceof YAMLParseError)
      throw new InvalidArgumentError(`${file}: expected YAML, got ${error.message}`);
    throw error;
  }
}
