import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { installedPackage } from '@momq/engine';
import { MiniLmError } from './minilm-error.js';

/** The weights folder that this package ships. */
export const shippedWeightsFolder = path.join(
  installedPackage('@momq/model-minilm', import.meta.url).folder,
  'weights',
);

/** Bytes of the files that the encoder needs, each equal to its sha256 in `provenance.json`. */
export interface WeightsFiles {
  /** `model.safetensors`. */
  readonly model: Uint8Array<ArrayBuffer>;
  /** `tokenizer.json`, parsed. */
  readonly tokenizer: object;
}

/**
 * Reads and verifies a weights folder.
 *
 * @param folder - folder with `provenance.json`, `model.safetensors` and `tokenizer.json`
 * @throws {@link MiniLmError} `WEIGHTS_MISSING` when a file cannot be read, `WEIGHTS_CORRUPT` when a
 * file has another sha256 than `provenance.json` promises
 */
export async function readWeightsFolder(folder: string): Promise<WeightsFiles> {
  const sha256 = await readPromisedHashes(path.join(folder, 'provenance.json'));
  const [model, tokenizer] = await Promise.all([
    readVerified(path.join(folder, 'model.safetensors'), sha256['model.safetensors']),
    readVerified(path.join(folder, 'tokenizer.json'), sha256['tokenizer.json']),
  ]);
  return { model, tokenizer: JSON.parse(new TextDecoder().decode(tokenizer)) as object };
}

async function readPromisedHashes(file: string): Promise<Record<string, unknown>> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw missing(file, cause);
  });
  try {
    const { sha256 } = JSON.parse(text) as { sha256?: unknown };
    if (typeof sha256 === 'object' && sha256 !== null) return sha256 as Record<string, unknown>;
  } catch (cause) {
    throw corrupt(`${file}: expected JSON, got ${JSON.stringify(text.slice(0, 40))}`, cause);
  }
  throw corrupt(`${file}: expected an object "sha256" of file hashes, got none`);
}

async function readVerified(file: string, promised: unknown): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await readBytes(file);
  const actual = createHash('sha256').update(bytes).digest('hex');
  if (actual !== promised) {
    throw corrupt(
      `${file}: expected sha256 ${String(promised)}, got ${actual} (${bytes.length} bytes)`,
    );
  }
  return bytes;
}

/** Reads a file into a buffer of its own, so that tensors can be viewed in it at aligned offsets. */
async function readBytes(file: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const bytes = await readFile(file);
    // Node gives large files an ArrayBuffer of their own; small ones may lie in a shared pool.
    return bytes.byteOffset === 0 ? (bytes as Uint8Array<ArrayBuffer>) : new Uint8Array(bytes);
  } catch (cause) {
    throw missing(file, cause);
  }
}

function missing(file: string, cause: unknown): MiniLmError {
  return new MiniLmError(
    'WEIGHTS_MISSING',
    `${file}: expected a readable file, got ${cause instanceof Error ? cause.message : String(cause)}. ` +
      'Reinstall the package, keep it out of a bundle (esbuild: --external:@momq/model-minilm), or pass a folder made by reference/minilm/convert.py.',
    { cause },
  );
}

function corrupt(problem: string, cause?: unknown): MiniLmError {
  return new MiniLmError('WEIGHTS_CORRUPT', `${problem}. Reinstall the package.`, { cause });
}
