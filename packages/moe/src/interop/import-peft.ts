import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { openSafetensors } from '@momq/engine/safetensors';
import type { DecoderConfig } from '../config/decoder-config.js';
import { adaptedLinears, type MixtureConfig } from '../config/mixture-config.js';
import { MoeError } from '../errors.js';
import { linearName, linearShape } from '../mixture/linear-shape.js';
import { floatTensor, type HostParameters, type HostTensor } from '../numerics/host-tensor.js';
import { parsePeftConfig, patternValue, type PeftConfig } from './peft-config.js';

/** A PEFT adapter as adapters of ours. */
export interface ImportedPeft {
  /** Plain LoRAs on the adapter's layers, that of `down_proj` as a shared expert; add groups to make a mixture of it. */
  readonly mixture: MixtureConfig;
  /** The adapters' weights alone. */
  readonly parameters: HostParameters;
  /** `base_model_name_or_path`: the base that the adapter was trained on. */
  readonly base: string | null;
}

/**
 * Reads a LoRA that PEFT saved. Ranks and scales that differ between layers, and rank-stabilised scales, become one rank
 * and scale: smaller pairs are padded with zeros and B is multiplied, which changes no result.
 *
 * @param folder - with `adapter_config.json` and `adapter_model.safetensors`
 * @param decoder - of the base that the adapter will act on
 * @throws MoeError `MOE_CHECKPOINT_MISSING`, `MOE_PEFT_UNSUPPORTED`, `MOE_PEFT_MISMATCH` when layers or widths do not fit
 * the base; `EngineError` `SAFETENSORS_…` for a damaged file
 */
export async function importPeft(folder: string, decoder: DecoderConfig): Promise<ImportedPeft> {
  const configPath = path.join(folder, 'adapter_config.json');
  const peft = parsePeftConfig(await readJson(configPath), configPath);
  const weights = await openSafetensors(path.join(folder, 'adapter_model.safetensors'));
  const modules = Array.from({ length: decoder.numLayers }, (_, layer) =>
    peft.target_modules.map((part) => ({ part, name: linearName(layer, part) })),
  ).flat();
  const rank = Math.max(
    ...modules.map(({ name }) => patternValue(peft.rank_pattern, name, peft.r)),
  );
  const parameters: HostParameters = {};
  const known = new Set<string>();
  for (const { part, name } of modules) {
    const [outWidth, inWidth] = linearShape(decoder, part);
    const own = patternValue(peft.rank_pattern, name, peft.r);
    const read = async (which: 'A' | 'B', shape: readonly number[]): Promise<HostTensor> => {
      const full = `base_model.model.model.${name}.lora_${which}.weight`;
      known.add(full);
      if (!weights.has(full)) mismatch(folder, full, 'none');
      const tensor = await weights.read(full);
      if (tensor.shape.join() !== shape.join())
        mismatch(folder, `${full} of shape [${shape.join(', ')}]`, `[${tensor.shape.join(', ')}]`);
      return floatTensor(Float32Array.from(tensor.data), shape);
    };
    const a = await read('A', [own, inWidth]);
    const b = await read('B', [outWidth, own]);
    const owner = part === 'down_proj' ? `${name}.shared` : name;
    parameters[`${owner}.lora_a`] = floatTensor(padRows(a, rank), [rank, inWidth]);
    // our scale is lora_alpha / rank for every layer; B carries what differs
    const factor = (scaleOf(peft, name, own) * rank) / peft.lora_alpha;
    parameters[`${owner}.lora_b`] = floatTensor(padColumns(b, rank, factor), [outWidth, rank]);
  }
  const stray = weights.names().find((name) => !known.has(name));
  if (stray !== undefined) mismatch(folder, `only LoRAs of ${decoder.numLayers} layers`, stray);
  return {
    mixture: plainLoras(peft, rank),
    parameters,
    base: peft.base_model_name_or_path,
  };
}

function plainLoras(peft: PeftConfig, rank: number): MixtureConfig {
  return {
    lora: { rank, alpha: peft.lora_alpha, dropout: peft.lora_dropout },
    groups: [],
    expertsPerToken: 1,
    // the layer of the mixture holds its LoRA as a shared expert
    numSharedExperts: peft.target_modules.includes('down_proj') ? 1 : 0,
    dropout: peft.lora_dropout,
    dialectRouter: false,
    routing: 'token',
    balanceWithinGroups: false,
    loraTargets: adaptedLinears.filter(
      (part) => part !== 'down_proj' && peft.target_modules.includes(part),
    ),
  };
}

/** PEFT's factor of B A for a layer. */
function scaleOf(peft: PeftConfig, module: string, rank: number): number {
  const alpha = patternValue(peft.alpha_pattern, module, peft.lora_alpha);
  return peft.use_rslora ? alpha / Math.sqrt(rank) : alpha / rank;
}

function padRows({ data, shape }: HostTensor, rows: number): Float32Array {
  const padded = new Float32Array(rows * (shape[1] as number));
  padded.set(data);
  return padded;
}

function padColumns({ data, shape }: HostTensor, columns: number, factor: number): Float32Array {
  const [rows, own] = shape as [number, number];
  const padded = new Float32Array(rows * columns);
  for (let row = 0; row < rows; row += 1)
    for (let column = 0; column < own; column += 1)
      padded[row * columns + column] = factor * (data[row * own + column] as number);
  return padded;
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as unknown;
  } catch (cause) {
    throw new MoeError(
      'MOE_CHECKPOINT_MISSING',
      `${file}: expected the config of a PEFT adapter, got ${(cause as Error).message}; give the folder that save_pretrained wrote`,
      { cause },
    );
  }
}

function mismatch(folder: string, expected: string, got: string): never {
  throw new MoeError(
    'MOE_PEFT_MISMATCH',
    `${folder}: expected ${expected}, got ${got}; the adapter belongs to another base`,
  );
}
