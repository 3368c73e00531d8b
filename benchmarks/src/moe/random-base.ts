import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadBase, type Base } from '@momq/moe/bases';
import { huggingFaceConfig } from '../engine/case-folder.js';
import { halfBillionDecoder } from '../engine/decoder-config.js';
import { randomWeights } from '../engine/random-weights.js';
import { writeSafetensors } from '../engine/safetensors-file.js';

/** Where the random base and its quantised form are kept between runs; 2.3 GB. */
const folder = fileURLToPath(new URL('../../.cache/moe', import.meta.url));

/** Folder of quantised weights. */
export const quantizedFolder = path.join(folder, 'quantized');

/** A base of the shape of Qwen2.5-0.5B with random weights, written once. */
export async function randomBase(): Promise<Base> {
  const weights = path.join(folder, 'model.safetensors');
  if (!existsSync(weights)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(
      path.join(folder, 'config.json'),
      JSON.stringify(huggingFaceConfig(halfBillionDecoder)),
    );
    writeSafetensors(`${weights}.partial`, randomWeights(halfBillionDecoder, 0));
    renameSync(`${weights}.partial`, weights);
  }
  return loadBase(folder);
}
