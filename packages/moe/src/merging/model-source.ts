import { open, readFile, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { openSafetensors } from '@momq/engine/safetensors';
import { MoeError } from '../errors.js';
import type { MergeDtype } from './merge-config.js';
import type { ModelTensors } from './merge-plan.js';
import { withPieceBuffers } from './piece-buffers.js';
import { bytesPerElement, decodeFloats, encodeFloats } from './stored-floats.js';
import type { TensorInput } from './tensor-input.js';

const formats: Readonly<Record<string, MergeDtype>> = {
  F32: 'float32',
  F16: 'float16',
  BF16: 'bfloat16',
};

/** A model folder whose tensors are read in pieces. */
export interface ModelSource extends ModelTensors {
  /** Folder that was opened. */
  readonly folder: string;
  /** `config.json` as it is. */
  readonly config: Readonly<Record<string, unknown>>;
  /** Format of the first tensor, which is the model's. */
  readonly dtype: MergeDtype;
  /** Bytes of all tensors. */
  readonly byteLength: number;
  /**
   * A tensor, rounded to `computeDtype` first when that is given, as mergekit casts its inputs.
   * @throws MoeError `MOE_MERGE_MISMATCH` when there is none of that name
   */
  tensor(name: string, computeDtype: MergeDtype | null): TensorInput;
  /** Closes the files. */
  close(): Promise<void>;
}

/**
 * Opens a Hugging Face folder (`config.json`, safetensors, sharded or not) for reading in pieces.
 * @throws MoeError `MOE_MERGE_CONFIG` without a readable `config.json`, `MOE_MERGE_MISMATCH` for tensors that are no
 *   floats; `EngineError` `SAFETENSORS_…` for damaged weights
 */
export async function openModelSource(folder: string): Promise<ModelSource> {
  const config = await readConfig(folder);
  const checkpoint = await openSafetensors(folder);
  const names = checkpoint.names();
  const shapes = new Map(names.map((name) => [name, checkpoint.entry(name).shape]));
  const formatOf = (name: string): MergeDtype => {
    const { dtype } = checkpoint.entry(name);
    const format = formats[dtype];
    if (format !== undefined) return format;
    throw new MoeError(
      'MOE_MERGE_MISMATCH',
      `${folder}: expected F32, F16 or BF16 weights, got "${name}" as ${dtype}; merge the models before they are quantised`,
    );
  };
  names.forEach(formatOf);
  const files = new Map<string, FileHandle>();
  for (const file of checkpoint.files) files.set(file, await open(file, 'r'));
  return {
    folder,
    config,
    shapes,
    dtype: names[0] === undefined ? 'float32' : formatOf(names[0]),
    byteLength: names.reduce((sum, name) => sum + checkpoint.entry(name).length, 0),
    tensor: (name, computeDtype) => {
      const { file, offset, length } = checkpoint.entry(name);
      const format = formatOf(name);
      const bytes = bytesPerElement[format];
      const rounds = computeDtype !== null && computeDtype !== format && computeDtype !== 'float32';
      return {
        size: length / bytes,
        read: (start, into) =>
          withPieceBuffers(1, async ([scratch]) => {
            const stored = new Uint8Array(scratch as ArrayBuffer, 0, into.length * bytes);
            await readFully(files.get(file) as FileHandle, offset + start * bytes, stored);
            decodeFloats(stored, format, into);
            if (!rounds) return;
            const encoded = new Uint8Array(scratch as ArrayBuffer);
            decodeFloats(encodeFloats(into, computeDtype, encoded), computeDtype, into);
          }),
      };
    },
    close: async () => {
      await Promise.all([...files.values()].map((file) => file.close()));
    },
  };
}

async function readConfig(folder: string): Promise<Record<string, unknown>> {
  const file = path.join(folder, 'config.json');
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
  } catch (cause) {
    throw new MoeError(
      'MOE_MERGE_CONFIG',
      `${file}: expected a model folder with config.json, got ${(cause as Error).message}; give the folder of a Hugging Face model`,
      { cause },
    );
  }
}

async function readFully(file: FileHandle, position: number, bytes: Uint8Array): Promise<void> {
  let done = 0;
  while (done < bytes.length) {
    const { bytesRead } = await file.read(bytes, done, bytes.length - done, position + done);
    if (bytesRead === 0) {
      throw new MoeError(
        'MOE_CHECKPOINT_CORRUPT',
        `expected ${bytes.length} bytes at ${position}, got ${done}; the file became shorter while it was read`,
      );
    }
    done += bytesRead;
  }
}
