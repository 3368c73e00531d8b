import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { writeFileAtomically } from '../checkpoint/atomic-file.js';
import { encodeSafetensors } from '../checkpoint/safetensors.js';
import type { DecoderConfig } from '../config/decoder-config.js';
import {
  adaptedLinears,
  loraTargets,
  mixtureTargets,
  type MixtureConfig,
} from '../config/mixture-config.js';
import { MoeError } from '../errors.js';
import { fillFolder } from '../merging/output-folder.js';
import { linearName } from '../mixture/linear-shape.js';
import type { HostParameters } from '../numerics/host-tensor.js';
import { parameterOf } from './parameter-of.js';
import type { PeftConfig } from './peft-config.js';

/** A model whose adapters can be exported. */
export interface AdaptedModel {
  readonly config: { readonly decoder: DecoderConfig; readonly mixture: MixtureConfig | null };
  readonly parameters: HostParameters;
}

/** Settings of {@link exportPeft}. */
export interface ExportPeftOptions {
  /** Hugging Face id or folder of the base, for `base_model_name_or_path`. */
  readonly base: string;
}

/**
 * Writes the adapters that always act as a PEFT LoRA: the plain LoRAs, and the shared experts as one LoRA of rank S · r
 * on their layer. Routed experts and trained norms have no place in a PEFT LoRA and stay out; the result names them.
 *
 * @param folder - new or empty; gets `adapter_config.json` and `adapter_model.safetensors`
 * @returns weights of the model that the adapter does not hold
 * @throws MoeError `MOE_BAD_CONFIG` when no adapter always acts, `MOE_MISSING_PARAMETER`, `MOE_MERGE_CONFIG` when the folder has
 * content, `MOE_DISK_FULL`
 */
export async function exportPeft(
  folder: string,
  { config, parameters }: AdaptedModel,
  { base }: ExportPeftOptions,
): Promise<{ readonly leftOut: readonly string[] }> {
  const { decoder, mixture } = config;
  if (mixture === null) throw nothingToExport('a dense model');
  const { lora, numSharedExperts } = mixture;
  // behind a router of their own, shared experts do not always act
  const shared =
    numSharedExperts > 0 && mixture.expertRouters !== 'per-group' ? mixtureTargets(mixture) : [];
  const targets = adaptedLinears.filter(
    (part) => loraTargets(mixture).includes(part) || shared.includes(part),
  );
  if (targets.length === 0) throw nothingToExport('only routed experts');
  const tensors: HostParameters = {};
  const exported = new Set<string>();
  for (let layer = 0; layer < decoder.numLayers; layer += 1) {
    for (const part of targets) {
      const module = linearName(layer, part);
      const owner = shared.includes(part) ? `${module}.shared` : module;
      for (const [ours, theirs] of [
        ['lora_a', 'lora_A'],
        ['lora_b', 'lora_B'],
      ] as const) {
        const name = `${owner}.${ours}`;
        tensors[`base_model.model.model.${module}.${theirs}.weight`] = parameterOf(
          parameters,
          name,
        );
        exported.add(name);
      }
    }
  }
  const sharedPattern = (perExpert: number): Record<string, number> =>
    Object.fromEntries(shared.map((part) => [part, numSharedExperts * perExpert]));
  const adapter: PeftConfig = {
    peft_type: 'LORA',
    task_type: 'CAUSAL_LM',
    base_model_name_or_path: base,
    r: lora.rank,
    lora_alpha: lora.alpha,
    lora_dropout: lora.dropout,
    target_modules: targets,
    rank_pattern: sharedPattern(lora.rank),
    alpha_pattern: sharedPattern(lora.alpha),
    use_rslora: false,
    bias: 'none',
    inference_mode: true,
  };
  await fillFolder(folder, async (working) => {
    await mkdir(working, { recursive: true });
    await writeFileAtomically(
      path.join(working, 'adapter_model.safetensors'),
      encodeSafetensors(tensors, 'float32', { format: 'pt' }),
    );
    await writeFileAtomically(
      path.join(working, 'adapter_config.json'),
      `${JSON.stringify(adapter, null, 2)}\n`,
    );
  });
  const adapters = Object.keys(parameters).filter(
    (name) =>
      /\.(lora_[ab]|expert_router|dialect_router)$/.test(name) || /norm\.weight$/.test(name),
  );
  return { leftOut: adapters.filter((name) => !exported.has(name)) };
}

function nothingToExport(got: string): MoeError {
  return new MoeError(
    'MOE_BAD_CONFIG',
    `expected a model with plain LoRAs or shared experts, got ${got}; PEFT holds adapters that always act`,
  );
}
