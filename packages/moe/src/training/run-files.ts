import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { State } from '@momq/engine';
import { isJsonObject } from '../bases/config-fields.js';
import { sha256, writeFileAtomically } from '../checkpoint/atomic-file.js';
import { decodeSafetensors, encodeSafetensors } from '../checkpoint/safetensors.js';
import { MoeError } from '../errors.js';
import type { HostParameters } from '../numerics/host-tensor.js';
import type { EvaluationPoint } from '../report/training-report.js';

/** Where a run stands, beside its tensors. */
export interface RunPosition {
  /** Steps done. */
  readonly step: number;
  /** Minutes of training done. */
  readonly minutes: number;
  readonly seed: number;
  /** Hash of config and phase; a state resumes only the run it belongs to. */
  readonly fingerprint: string;
  /** Scores measured so far. Default: none. */
  readonly evaluations?: readonly EvaluationPoint[];
}

/** Weights that a run may return to. */
export interface SavedWeights {
  readonly step: number;
  readonly parameters: HostParameters;
}

/** What a state folder holds. */
export interface SavedRun {
  readonly position: RunPosition;
  readonly state: State;
  /** The best evaluated weights, null before the first scores. */
  readonly best: SavedWeights | null;
}

interface StoredFile {
  readonly file: string;
  readonly sha256: string;
}

interface RunRecord extends RunPosition, StoredFile {
  readonly best?: (StoredFile & { readonly step: number }) | null;
}

const RECORD_FILE = 'training.json';
const TENSOR_FILE = /^(state|best)-\d+\.safetensors(\.\d+\.tmp)?$/;

/**
 * Saves the whole training state. `training.json` is replaced last and names the tensor files, so a kill at any moment leaves a state that resumes.
 * @param state names for which `isTransient` holds are left out
 * @throws MoeError `MOE_DISK_FULL`; the earlier state stays whole
 */
export async function saveRun(
  folder: string,
  { position, state, best }: SavedRun,
  isTransient: (name: string) => boolean = () => false,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const present = await readdir(folder);
  const write = async (file: string, parameters: HostParameters): Promise<StoredFile> => {
    const content = encodeSafetensors(parameters);
    await writeFileAtomically(join(folder, file), content);
    return { file, sha256: sha256(content) };
  };
  const names = state.names().filter((name) => !isTransient(name));
  const tensors = Object.fromEntries(names.map((name) => [name, state.get(name)]));
  let bestRecord: RunRecord['best'] = null;
  if (best !== null) {
    const file = `best-${best.step}.safetensors`;
    bestRecord = present.includes(file)
      ? { step: best.step, file, sha256: sha256(await readFile(join(folder, file))) }
      : { step: best.step, ...(await write(file, best.parameters)) };
  }
  const stored = await write(`state-${position.step}.safetensors`, tensors as HostParameters);
  const record: RunRecord = { ...position, ...stored, best: bestRecord };
  await writeFileAtomically(join(folder, RECORD_FILE), `${JSON.stringify(record, null, 2)}\n`);
  for (const other of await readdir(folder)) {
    if (TENSOR_FILE.test(other) && other !== stored.file && other !== bestRecord?.file)
      await rm(join(folder, other));
  }
}

/**
 * The saved state of a run, or null when the folder has none.
 * @throws MoeError `MOE_CHECKPOINT_HASH_MISMATCH`, `MOE_CHECKPOINT_CORRUPT`; `MOE_BAD_CONFIG` when it belongs to another run
 */
export async function loadRun(folder: string, fingerprint: string): Promise<SavedRun | null> {
  const path = join(folder, RECORD_FILE);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw cause;
  }
  const record = parseRecord(text, path);
  if (record.fingerprint !== fingerprint) {
    throw new MoeError(
      'MOE_BAD_CONFIG',
      `${path}: expected the state of this config, data, phase and seed (${fingerprint.slice(0, 12)}), got another run's (${String(record.fingerprint).slice(0, 12)}); use another stateFolder`,
    );
  }
  const { file: _file, sha256: _sha256, best, ...position } = record;
  return {
    position,
    state: State.from(await readVerified(folder, record)),
    best: best == null ? null : { step: best.step, parameters: await readVerified(folder, best) },
  };
}

function parseRecord(text: string, path: string): RunRecord {
  const corrupt = (expected: string, got: string, cause?: unknown): never => {
    throw new MoeError(
      'MOE_CHECKPOINT_CORRUPT',
      `${path}: expected ${expected}, got ${got}; delete the folder to start anew`,
      { cause },
    );
  };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    return corrupt('JSON', 'text that does not parse', cause);
  }
  if (!isJsonObject(value)) return corrupt('an object', typeof value);
  const { step, minutes, best } = value;
  if (!Number.isInteger(step) || typeof minutes !== 'number')
    corrupt('step and minutes', JSON.stringify({ step, minutes }));
  for (const stored of best == null ? [value] : [value, best])
    if (
      !isJsonObject(stored) ||
      typeof stored['sha256'] !== 'string' ||
      !TENSOR_FILE.test(String(stored['file']))
    )
      corrupt('a state file and its sha256', JSON.stringify(stored).slice(0, 80));
  return value as unknown as RunRecord;
}

async function readVerified(
  folder: string,
  { file, sha256: expected }: StoredFile,
): Promise<HostParameters> {
  const path = join(folder, file);
  let content: Buffer;
  try {
    content = await readFile(path);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw cause;
    throw new MoeError(
      'MOE_CHECKPOINT_CORRUPT',
      `${path}: expected the tensors that ${RECORD_FILE} names, got no file; restore it, or delete the folder to start anew`,
      { cause },
    );
  }
  const actual = sha256(content);
  if (actual !== expected) {
    throw new MoeError(
      'MOE_CHECKPOINT_HASH_MISMATCH',
      `${path}: expected sha256 ${expected}, got ${actual}; the file is damaged, delete the folder to start anew`,
    );
  }
  return decodeSafetensors(content, file);
}
