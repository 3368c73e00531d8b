import { Option, type Command } from 'commander';
import type { CommandContext } from '../command-context.js';
import { toJson } from '../output/json.js';
import { progressBar } from '../output/progress-bar.js';

type Format = 'dense' | 'onnx' | 'peft';

interface ExportFlags {
  readonly base: string;
  readonly group?: string;
  readonly format: Format;
  readonly dtype: 'float32' | 'float16' | 'bfloat16';
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
    .addOption(
      new Option('--dtype <name>', 'number format of a dense model')
        .choices(['float32', 'float16', 'bfloat16'])
        .default('float32'),
    )
    .option('--json', 'print one JSON object')
    .action(async (checkpoint: string, out: string, flags: ExportFlags) => {
      const { exportDense, exportOnnx, exportPeft, loadAdapters, loadBase } =
        await import('@momq/moe');
      const base = await loadBase(flags.base, { progress: true });
      const groups = flags.group === undefined ? [] : [flags.group];
      const { config, parameters } = await loadAdapters(checkpoint, base, { groups });
      const model = { base, mixture: config.mixture, parameters };
      const options = flags.group === undefined ? {} : { group: flags.group };
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
          dtype: flags.dtype,
          onProgress: ({ tensor, elementsDone, elements }) =>
            bar.update(elementsDone / elements, tensor),
        });
        bar.end();
      }
      output.print(flags.json === true ? toJson(summary) : describe(summary));
    });
}

function describe({ out, format, leftOut }: Record<string, unknown>): string {
  const skipped = Array.isArray(leftOut) ? leftOut.length : 0;
  const note =
    skipped === 0 ? '' : `\n${skipped} weights have no place in a PEFT LoRA and were left out`;
  return `wrote ${String(format)} to ${String(out)}${note}`;
}
