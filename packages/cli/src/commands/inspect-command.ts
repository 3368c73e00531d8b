import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import type { CommandContext } from '../command-context.js';
import { requireWritableFile } from '../evaluating/writable-file.js';
import { positiveInteger } from './number-option.js';

interface InspectFlags {
  readonly model?: string;
  readonly batch: number;
  readonly prefix: number;
  readonly outputs: number;
  readonly beams: number;
  readonly runs: number;
  readonly threads?: number;
  readonly json?: boolean;
  readonly html?: string;
}

/** Adds `momq inspect` to the program. */
export function addInspectCommand(program: Command, { output }: CommandContext): void {
  program
    .command('inspect')
    .description(
      'compile and run the graphs of a model; show operators, floating-point operations, time and memory',
    )
    .option('--model <folder>', 'a checkpoint (default: the embedded model)')
    .option('--batch <n>', 'samples of the train step', positiveInteger, 4)
    .option('--prefix <n>', 'positions of question and schema', positiveInteger, 128)
    .option('--outputs <n>', 'positions of the query', positiveInteger, 24)
    .option('--beams <n>', 'hypotheses of the decoding step', positiveInteger, 4)
    .option('--runs <n>', 'runs of each graph; the first is not timed', positiveInteger, 4)
    .option('--threads <n>', 'threads inside one operator (default: all cores)', positiveInteger)
    .option('--html <file>', 'also write a page with pictures')
    .option('--json', 'print one JSON object')
    .action(async (flags: InspectFlags) => {
      const { nanoWeightsFolder } = await import('@momq/model-nano');
      const { loadCheckpoint } = await import('@momq/moe');
      const { inspectPointerModel } = await import('@momq/moe/pointer');
      const folder = flags.model ?? nanoWeightsFolder;
      await requireWritableFile('html', flags.html);
      const graphs = await inspectPointerModel(await loadCheckpoint(folder), {
        batchSize: flags.batch,
        prefixLength: flags.prefix,
        outputLength: flags.outputs,
        beamSize: flags.beams,
        runs: flags.runs,
        ...(flags.threads !== undefined && { threads: flags.threads }),
      });
      const title = `Graphs of ${flags.model ?? 'the embedded model'}`;
      if (flags.html !== undefined) {
        const { graphPage } = await import('../output/graph-html.js');
        await writeFile(flags.html, graphPage(title, graphs));
      }
      if (flags.json === true) {
        const { toJson } = await import('../output/json.js');
        output.print(toJson({ model: folder, graphs }));
        return;
      }
      const { printGraph } = await import('../output/graph-text.js');
      output.print(output.style('bold', title));
      for (const graph of graphs) printGraph(graph, output);
      if (flags.html !== undefined) output.print(`\npage written to ${flags.html}`);
    });
}
