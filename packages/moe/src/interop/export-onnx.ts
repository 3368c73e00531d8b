import { mkdir, open } from 'node:fs/promises';
import path from 'node:path';
import { encodeModel, type OnnxInitializer } from '@momq/engine/onnx';
import { writeFileAtomically } from '../checkpoint/atomic-file.js';
import { writeModelConfig } from '../merging/merge-models.js';
import { copyCompanions, fillFolder } from '../merging/output-folder.js';
import { forEachChunk } from '../merging/tensor-input.js';
import type { MergeTask } from '../merging/write-merged-tensors.js';
import type { DenseOptions } from './dense-adapters.js';
import { denseWeights, type DenseModel } from './dense-weights.js';
import { onnxDecoder } from './onnx-decoder.js';

/** Settings of {@link exportOnnx}. */
export interface ExportOnnxOptions extends DenseOptions {
  /**
   * Weights up to this many bytes are part of `model.onnx`; larger ones lie in `model.onnx_data` beside it, because a
   * protobuf file ends at 2 GB. Default 1.5 · 10⁹.
   */
  readonly maxInlineBytes?: number;
}

/**
 * Writes a base with one dialect's adapters folded in as a stand-alone ONNX model, in the folder layout that
 * transformers.js loads: `onnx/model.onnx`, `config.json`, tokenizer. It holds float32 weights and a key-value cache.
 *
 * @param folder - new or empty
 * @throws MoeError `MOE_UNKNOWN_GROUP`, `MOE_BAD_CONFIG` for routers that no dense model equals, for dynamic rotary
 * scaling and for heads whose width is no multiple of 8, `MOE_MERGE_CONFIG` when the folder has content; nothing is left behind
 */
export async function exportOnnx(
  folder: string,
  model: DenseModel,
  options: ExportOnnxOptions = {},
): Promise<void> {
  const { maxInlineBytes = 1.5e9 } = options;
  await fillFolder(folder, async (working) => {
    const weights = await denseWeights(model, options);
    try {
      const onnxFolder = path.join(working, 'onnx');
      await mkdir(onnxFolder, { recursive: true });
      const bytes = weights.tasks.reduce((sum, task) => sum + 4 * sizeOf(task), 0);
      const external = bytes > maxInlineBytes;
      const initializers = external
        ? await writeExternal(weights.tasks, path.join(onnxFolder, 'model.onnx_data'))
        : await readInline(weights.tasks);
      const graph = onnxDecoder(model.base.config, initializers);
      const encoded = encodeModel(graph, { externalFolder: onnxFolder });
      await writeFileAtomically(path.join(onnxFolder, 'model.onnx'), encoded);
      await copyCompanions(model.base.folder, working);
      // transformers.js reads there which data files belong to which model file
      const hints = external
        ? { 'transformers.js_config': { use_external_data_format: { 'model.onnx': 1 } } }
        : {};
      await writeModelConfig(weights.source.config, working, hints, 'float32');
    } finally {
      await weights.close();
    }
  });
}

function sizeOf({ shape }: MergeTask): number {
  return shape.reduce((size, dim) => size * dim, 1);
}

async function readInline(tasks: readonly MergeTask[]): Promise<Map<string, OnnxInitializer>> {
  const initializers = new Map<string, OnnxInitializer>();
  for (const task of tasks) {
    const data = new Float32Array(sizeOf(task));
    const combine = await task.prepare();
    await forEachChunk(task.inputs, (chunks, start) => data.set(combine(chunks, start), start));
    initializers.set(task.name, { name: task.name, shape: task.shape, dtype: 'float32', data });
  }
  return initializers;
}

async function writeExternal(
  tasks: readonly MergeTask[],
  file: string,
): Promise<Map<string, OnnxInitializer>> {
  const initializers = new Map<string, OnnxInitializer>();
  const handle = await open(file, 'w');
  let offset = 0;
  try {
    for (const task of tasks) {
      const combine = await task.prepare();
      await forEachChunk(task.inputs, async (chunks, start) => {
        const { buffer, byteOffset, byteLength } = combine(chunks, start);
        const position = offset + 4 * start;
        await handle.write(new Uint8Array(buffer, byteOffset, byteLength), 0, byteLength, position);
      });
      const length = 4 * sizeOf(task);
      const external = { file, offset, length };
      initializers.set(task.name, {
        name: task.name,
        shape: task.shape,
        dtype: 'float32',
        external,
      });
      offset += length;
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
  return initializers;
}
