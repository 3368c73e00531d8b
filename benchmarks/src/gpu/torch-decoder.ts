import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { decoderState } from '../../../packages/engine/src/decoder.test-support.js';
import type { GpuSizes } from './gpu-sizes.js';
import { batchTokens } from './train-speed.js';

/** What `gpu/torch_decoder.py` measured. */
export interface TorchSpeed {
  readonly torch: string;
  readonly device: string;
  /** By mode: `float32`, and on a card `tf32`, `float16` (autocast) and `compile` (float32). */
  readonly train: Readonly<
    Record<
      string,
      { seconds: number; tokensPerSecond: number; firstLoss: number; lastLoss: number }
    >
  >;
  /** Modes that did not run, with the reason. */
  readonly failures: Readonly<Record<string, string>>;
  readonly decodeTokensPerSecond: number;
}

/**
 * Runs the same decoder, weights and batch in PyTorch.
 * @param python - the Python to use
 * @returns the measurement, or why there is none
 */
export async function torchSpeed(
  sizes: GpuSizes,
  python: string,
  script: string,
): Promise<TorchSpeed | { readonly missing: string }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'momq-torch-'));
  try {
    await writeCase(folder, sizes);
    const { stdout } = await promisify(execFile)(python, [script, folder], {
      maxBuffer: 2 ** 24,
    });
    return JSON.parse(stdout.trim().split('\n').at(-1) as string) as TorchSpeed;
  } catch (error) {
    const text = error instanceof Error && 'stderr' in error ? String(error.stderr) : '';
    return { missing: `${python}: ${text.trim().split('\n').at(-1) || String(error)}` };
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function writeCase(folder: string, sizes: GpuSizes): Promise<void> {
  const { decoder, batch, tokens, steps, decoded } = sizes;
  const initial = decoderState(decoder);
  const weights = Object.entries(initial).filter(([name]) => `m.${name}` in initial);
  for (const [name, { data }] of weights) await writeFile(path.join(folder, `${name}.f32`), data);
  await writeFile(path.join(folder, 'ids.i32'), batchTokens(sizes, 0));
  await writeFile(path.join(folder, 'targets.i32'), batchTokens(sizes, 1));
  const shapes = Object.fromEntries(weights.map(([name, { shape }]) => [name, shape]));
  const facts = { config: decoder, batch, tokens, steps, decoded, weights: shapes };
  await writeFile(path.join(folder, 'case.json'), JSON.stringify(facts));
}
