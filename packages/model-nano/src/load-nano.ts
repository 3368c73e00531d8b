import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseCalibration } from '@momq/core/confidence';
import type { Calibration } from '@momq/core/confidence';
import { installedPackage } from '@momq/engine';
import { loadSentenceEncoder } from '@momq/model-minilm';
import { loadCheckpoint } from '@momq/moe';
import { NanoError } from './nano-error.js';
import { defaultBeamSize, NanoModel } from './nano-model.js';
import type { NanoModelOptions } from './nano-model.js';

/** Which checkpoint to load and how to decode. */
export interface LoadNanoOptions extends NanoModelOptions {
  /** Checkpoint folder; default: the weights of this package. */
  readonly folder?: string;
}

const own = installedPackage('@momq/model-nano', import.meta.url);

/** The checkpoint folder inside this package. */
export const nanoWeightsFolder: string = path.join(own.folder, 'weights');

/**
 * Loads the embedded model.
 *
 * @throws NanoError `NANO_WEIGHTS_MISSING` when the folder holds no checkpoint
 * @throws ConfigError when the folder's `calibration.json` is not one
 * @throws MoeError when a file of the checkpoint does not have the hash that `momq.json` names
 */
export async function loadNano(options: LoadNanoOptions = {}): Promise<NanoModel> {
  const folder = options.folder ?? nanoWeightsFolder;
  if (!existsSync(`${folder}/momq.json`))
    throw new NanoError(
      'NANO_WEIGHTS_MISSING',
      `weights: expected a checkpoint with momq.json in ${folder}, found none. ${options.folder === undefined ? 'Reinstall @momq/model-nano, or keep it out of the bundle (esbuild: --external:@momq/model-nano).' : 'Check the folder.'}`,
    );
  const [checkpoint, encoder, calibration, weightsHash] = await Promise.all([
    loadCheckpoint(folder),
    loadSentenceEncoder(),
    loadCalibration(folder, options),
    hashOf(folder),
  ]);
  const version = options.folder === undefined ? own.version : 'checkpoint';
  return new NanoModel(checkpoint, encoder, {
    ...options,
    version,
    weightsHash,
    ...(calibration !== undefined && { calibration }),
  });
}

/** The calibration beside the weights. It holds for the default decoding; with another, answers claim no confidence. */
async function loadCalibration(
  folder: string,
  { beamSize = defaultBeamSize, lengthPenalty }: NanoModelOptions,
): Promise<Calibration | undefined> {
  const file = path.join(folder, 'calibration.json');
  // with more beams a question that asks for no number of candidates still has the default
  const usual = beamSize >= defaultBeamSize && lengthPenalty === undefined;
  if (!usual || !existsSync(file)) return undefined;
  return parseCalibration(JSON.parse(await readFile(file, 'utf8')), file);
}

/**
 * What tells these weights from others: the hashes of what all dialects share, and the weights of the ranking. A group that is added
 * changes no answer of the others.
 */
async function hashOf(folder: string): Promise<string> {
  const { sha256 = {}, metadata } = JSON.parse(
    await readFile(path.join(folder, 'momq.json'), 'utf8'),
  ) as {
    sha256?: Readonly<Record<string, string>>;
    metadata?: { ranking?: { weights?: readonly number[] } };
  };
  const shared = ['base.safetensors', 'shared.safetensors'].map((file) => sha256[file]);
  const told = JSON.stringify([shared, metadata?.ranking?.weights ?? []]);
  return createHash('sha256').update(told).digest('hex');
}
