import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { MoMQError } from '@momq/core';
import type { QueryModel } from '@momq/core';
import type { Calibration } from '@momq/core/confidence';
import { withExperts } from './trained-experts.js';

/** Bases that `cascade` takes, the best first. */
const usualBases = ['qwen2.5-coder-1.5b', 'qwen2.5-coder-0.5b'];

/** Candidates that the embedded model is asked for. */
export const cascadeCandidates = 8;

/** Loads the model that proposes queries. */
type LoadFast = () => Promise<QueryModel>;

/** The language model of `cascade:<base>`, an empty text for `cascade`; undefined for what is no cascade. */
export function cascadeBase(source: string): string | undefined {
  return source === 'cascade' ? '' : /^cascade:(.+)$/.exec(source)?.[1];
}

/**
 * The embedded model and a language model as one.
 *
 * @param base - a language model as `loadBase` of `@momq/moe/bases` takes it, or a folder with experts of one; empty: the best of the
 *   usual ones that this machine has
 * @throws MoMQError MODEL_MISSING when none is named and this machine has none
 */
export async function loadCascade(base: string, fast: LoadFast): Promise<QueryModel> {
  const { cascade, textModel } = await import('@momq/model-text');
  const found = base === '' ? await bestBase() : base;
  const trained = await withExperts(found);
  const writes = trained.experts !== undefined;
  const calibration = writes ? await calibrationOf(trained.experts) : undefined;
  return cascade({
    fast,
    // to put candidates in order four bits are enough, and take half the time
    good: textModel({ ...trained, quantization: writes ? 'int8' : 'int4', progress: true }),
    candidates: cascadeCandidates,
    ownCandidates: writes ? cascadeCandidates : 0,
    ...(calibration !== undefined && { calibration }),
  })();
}

/** How sure the embedded model and experts are together, which `momq calibrate` writes beside the experts. */
async function calibrationOf(experts: string): Promise<Calibration | undefined> {
  const file = path.join(experts, 'cascade-calibration.json');
  if (!existsSync(file)) return undefined;
  const { parseCalibration } = await import('@momq/core/confidence');
  return parseCalibration(JSON.parse(await readFile(file, 'utf8')), file);
}

/** The best base that this machine has. Headers are read, no weights. */
async function bestBase(): Promise<string> {
  const { loadBase } = await import('@momq/moe/bases');
  for (const base of usualBases) {
    try {
      await loadBase(base);
      return base;
    } catch (error) {
      if ((error as { code?: unknown }).code !== 'MOE_BASE_MISSING') throw error;
    }
  }
  throw new MoMQError(
    'MODEL_MISSING',
    `model: expected ${usualBases.join(' or ')} on this machine for the cascade, got neither. Get one, for example with "ollama pull qwen2.5-coder:1.5b", LM Studio or llama.cpp, or name another: --model cascade:<base>, such as cascade:Qwen/Qwen2.5-Coder-0.5B-Instruct of the Hub, a folder or a .gguf file.`,
  );
}
