import { ConfigError } from '@momq/core';
import { InvalidArgumentError, Option, type Command } from 'commander';
import type { CommandContext } from '../command-context.js';
import { toJson } from '../output/json.js';
import { progressBar } from '../output/progress-bar.js';

type Format = 'dense' | 'onnx' | 'peft';

interface ExportFlags {
  readonly base: string;
  readonly group?: string;
  readonly format: Format;
  readonly expertWeights?: readonly number[];
  readonly dtype?: 'float32' | 'float16' | 'bfloat16';
  readonly json?: boolean;
}

/** Adds `momq export` to the program. */
export function addExportCommand(program: Command, { output }: CommandContext): void {
  program
    .command('export')
    .description('write trained adapters in a form that other programs run')
    .argument('<checkpoint>', 'folder of adapters on a Hugging Face base (momq.json)')
    .argument('<out>', 'folder to write, new or empty')
    .requiredOption('--base <folder or id>', 'the base they were trained on')
    .addOption(
      new Option(
        '--format <name>',
        'dense: one Hugging Face model; onnx: a model for transformers.js and ONNX Runtime; peft: a LoRA of what always acts',
      )
        .choices(['dense', 'onnx', 'peft'])
        .default('dense'),
    )
    .option('--group <dialect>', 'expert group that is folded in, with dense and onnx')
    .option(
      '--expert-weights <list>',
      "weight of each of the group's experts, separated by commas; for a group of several, the mean over its dialect",
      numberList,
    )
    .addOption(
      new Option('--dtype <name>', 'number format of a dense model (default: float32)').choices([
        'float32',
        'float16',
        'bfloat16',
      ]),
    )
    .option('--json', 'print one JSON object')
    .action(async (checkpoint: string, out: string, flags: ExportFlags) => {
      requireFitting(flags);
      const { loadAdapters } = await import('@momq/moe');
      const { loadBase } = await import('@momq/moe/bases');
      const { exportDense, exportOnnx, exportPeft } = await import('@momq/moe/interop');
      const base = await loadBase(flags.base, { progress: true });
      const groups = flags.group === undefined ? [] : [flags.group];
      const { config, parameters } = await loadAdapters(checkpoint, base, { groups });
      const model = { base, mixture: config.mixture, parameters };
      const options = {
        ...(flags.group === undefined ? {} : { group: flags.group }),
        ...(flags.expertWeights === undefined ? {} : { expertWeights: flags.expertWeights }),
      };
      const summary: Record<string, unknown> = { out, format: flags.format, ...options };
      if (flags.format === 'peft') {
        const { leftOut } = await exportPeft(out, { config, parameters }, { base: flags.base });
        summary['leftOut'] = leftOut;
      } else if (flags.format === 'onnx') {
        await exportOnnx(out, model, options);
      } else {
        const bar = progressBar();
        await exportDense(out, model, {
          ...options,
          dtype: flags.dtype ?? 'float32',
          onProgress: ({ tensor, elementsDone, elements }) =>
            bar.update(elementsDone / elements, tensor),
        });
        bar.end();
      }
      output.print(flags.json === true ? toJson(summary) : describe(summary));
    });
}

/** @throws ConfigError for an option that the format has no use for */
function requireFitting({ format, group, expertWeights, dtype }: ExportFlags): void {
  const refuse = (option: string, remedy: string): never => {
    throw new ConfigError(
      `${option}: expected nothing with --format ${format}${remedy}, got a value. Leave it out or choose another format.`,
    );
  };
  if (group !== undefined && format === 'peft') refuse('--group', '');
  if (expertWeights !== undefined && group === undefined)
    refuse('--expert-weights', ' and no --group');
  if (dtype !== undefined && format !== 'dense') refuse('--dtype', '');
}

function numberList(text: string): number[] {
  const numbers = text.split(',').map((each) => (each.trim() === '' ? NaN : Number(each)));
  if (!numbers.every(Number.isFinite))
    throw new InvalidArgumentError('Expected numbers separated by commas.');
  return numbers;
}

function describe({ out, format, leftOut }: Record<string, unknown>): string {
  const skipped = Array.isArray(leftOut) ? leftOut.length : 0;
  const note =
    skipped === 0 ? '' : `\n${skipped} weights have no place in a PEFT LoRA and were left out`;
  return `wrote ${String(format)} to ${String(out)}${note}`;
}
