import { cp, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { decodeSafetensors } from '../checkpoint/safetensors.js';
import type { HostTensor } from '../numerics/host-tensor.js';

/** Folder that reference/bases/make_base_goldens.py writes. */
export const baseGoldensFolder = fileURLToPath(new URL('../../fixtures/bases', import.meta.url));

/** One case: a config on the weights of its model, a batch, and what transformers computed. */
export interface BaseGolden {
  readonly model: string;
  readonly name: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly tokens: readonly (readonly number[])[];
  readonly mask?: readonly (readonly number[])[];
  readonly positions?: readonly (readonly number[])[];
  readonly logits: HostTensor;
  /** As `output_hidden_states` gives them; empty when not stored. */
  readonly hidden: readonly HostTensor[];
}

/** All cases of a golden folder. */
export async function readBaseGoldens(folder = baseGoldensFolder): Promise<BaseGolden[]> {
  const goldens: BaseGolden[] = [];
  for (const model of (await readdir(folder)).sort()) {
    const cases = JSON.parse(await readFile(join(folder, model, 'golden.json'), 'utf8')) as Record<
      string,
      Omit<BaseGolden, 'model' | 'name' | 'logits' | 'hidden'>
    >;
    const file = await readFile(join(folder, model, 'golden.safetensors'));
    const tensors = decodeSafetensors(file, model);
    for (const [name, golden] of Object.entries(cases)) {
      const hidden: HostTensor[] = [];
      while (tensors[`${name}/hidden.${hidden.length}`] !== undefined)
        hidden.push(tensors[`${name}/hidden.${hidden.length}`] as HostTensor);
      const logits = tensors[`${name}/logits`] as HostTensor;
      goldens.push({ model, name, ...golden, logits, hidden });
    }
  }
  return goldens;
}

/** A copy of a model's folder with the case's `config.json`; remove it with `rm`. */
export async function caseFolder(golden: BaseGolden, folder = baseGoldensFolder): Promise<string> {
  const copy = await copyOfModel(golden.model, folder);
  await writeFile(join(copy, 'config.json'), JSON.stringify(golden.config));
  return copy;
}

/** A copy of a model's folder without the goldens, to be changed at will. */
export async function copyOfModel(model: string, folder = baseGoldensFolder): Promise<string> {
  const copy = await mkdtemp(join(tmpdir(), 'momq-base-'));
  await cp(join(folder, model), copy, { recursive: true });
  await rm(join(copy, 'golden.json'));
  await rm(join(copy, 'golden.safetensors'));
  return copy;
}
