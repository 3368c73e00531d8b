import { stat } from 'node:fs/promises';
import { dirname, parse, relative, resolve, sep } from 'node:path';
import { EngineError } from '../engine-error.js';
import type { OnnxGraph } from '../onnx/onnx-graph.js';
import type { SessionOptions } from './session-options.js';

/**
 * The deepest folder that holds all files of a graph's external constants, below which ONNX Runtime looks for them;
 * `undefined` when there are none.
 * @throws {@link EngineError} `EXTERNAL_DATA` when the files lie on several drives
 */
export function externalFolder(graph: OnnxGraph): string | undefined {
  let folder: string | undefined;
  for (const file of filesOf(graph).keys()) {
    const own = dirname(file);
    folder ??= own;
    while (!isInside(own, folder)) {
      const parent = dirname(folder);
      if (parent === folder) {
        throw new EngineError(
          'EXTERNAL_DATA',
          `${graph.name}: expected all files of external constants on one drive, got ${file} beside ${parse(folder).root}. Move the files to one drive.`,
        );
      }
      folder = parent;
    }
  }
  return folder;
}

/**
 * Checks that the files of external constants are there and long enough: a mapped file that is too short would end the
 * process when it is read.
 * @throws {@link EngineError} `EXTERNAL_DATA`
 */
export async function checkExternalData(graph: OnnxGraph): Promise<void> {
  for (const [file, end] of filesOf(graph)) {
    const found = await stat(file).catch((cause: unknown) => {
      throw new EngineError(
        'EXTERNAL_DATA',
        `${graph.name}: expected a file of constants at ${file}, got ${cause instanceof Error ? cause.message : String(cause)}. Restore the file, or open the weights again.`,
        { cause },
      );
    });
    if (found.size < end) {
      throw new EngineError(
        'EXTERNAL_DATA',
        `${graph.name}: expected at least ${end} bytes in ${file}, got ${found.size}. The file changed since it was opened: restore it, and open the weights again.`,
      );
    }
  }
}

/** Whether a session computes float32 numbers from half-precision constants in files when it is created. */
export function widensAtLoad(
  graph: OnnxGraph,
  { widenAtLoad = true }: Pick<SessionOptions, 'widenAtLoad'>,
): boolean {
  if (!widenAtLoad) return false;
  const halves = new Set(
    graph.initializers.flatMap(({ name, dtype, external }) =>
      external !== undefined && (dtype === 'float16' || dtype === 'bfloat16') ? [name] : [],
    ),
  );
  return graph.nodes.some(({ opType, inputs }) => opType === 'Cast' && halves.has(inputs[0] ?? ''));
}

/** The last byte that is needed of each file. */
function filesOf(graph: OnnxGraph): Map<string, number> {
  const ends = new Map<string, number>();
  for (const { external } of graph.initializers) {
    if (external === undefined) continue;
    const file = resolve(external.file);
    ends.set(file, Math.max(ends.get(file) ?? 0, external.offset + external.length));
  }
  return ends;
}

function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return (
    way === '' || (!way.startsWith(`..${sep}`) && way !== '..' && resolve(folder, way) === path)
  );
}
