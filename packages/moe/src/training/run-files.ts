import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { State } from '@momq/engine';
import { sha256, writeFileAtomically } from '../checkpoint/atomic-file.js';
import { decodeSafetensors, encodeSafetensors } from '../checkpoint/safetensors.js';
import { MoeError } from '../errors.js';
import type { HostParameters } from '../numerics/host-tensor.js';

/** Where a run stands, beside its tensors. */
export interface RunPosition {
  /** Steps done. */
  readonly step: number;
  /** Minutes of training done. */
  readonly minutes: number;
  readonly seed: number;
  /** Hash of config and phase; a state resumes only the run it belongs to. */
  readonly fingerprint: string;
}

interface RunRecord extends RunPosition {
  readonly file: string;
  readonly sha256: string;
}

const RECORD_FILE = 'training.json';

/**
 * Saves the whole training state. `training.json` is replaced last and names the tensor file, so a kill at any moment leaves a state that resumes.
 * @throws MoeError `MOE_DISK_FULL`; the earlier state stays whole
 */
export async function saveRun(folder: string, position: RunPosition, state: State): Promise<void> {
  await mkdir(folder, { recursive: true });
  const file = `state-${position.step}.safetensors`;
  const content = encodeSafetensors(state.toRecord() as HostParameters);
  await writeFileAtomically(join(folder, file), content);
  const record: RunRecord = { ...position, file, sha256: sha256(content) };
  await writeFileAtomically(join(folder, RECORD_FILE), `${JSON.stringify(record, null, 2)}\n`);
  for (const other of await readdir(folder)) {
    if (/^state-\d+\.safetensors(\.\d+\.tmp)?$/.test(other) && other !== file)
      await rm(join(folder, other));
  }
}

/**
 * The saved state of a run, or null when the folder has none.
 * @throws MoeError `MOE_CHECKPOINT_HASH_MISMATCH`, `MOE_CHECKPOINT_CORRUPT`; `MOE_BAD_CONFIG` when it belongs to another run
 */
export async function loadRun(
  folder: string,
  fingerprint: string,
): Promise<{ position: RunPosition; state: State } | null> {
  const path = join(folder, RECORD_FILE);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw cause;
  }
  let record: RunRecord;
  try {
    record = JSON.parse(text) as RunRecord;
  } catch (cause) {
    throw new MoeError(
      'MOE_CHECKPOINT_CORRUPT',
      `${path}: expected JSON, got text that does not parse; delete the folder to start anew`,
      { cause },
    );
  }
  if (record.fingerprint !== fingerprint) {
    throw new MoeError(
      'MOE_BAD_CONFIG',
      `${path}: expected the state of this config, phase and seed (${fingerprint.slice(0, 12)}), got another run's (${String(record.fingerprint).slice(0, 12)}); use another stateFolder`,
    );
  }
  const content = await readFile(join(folder, record.file));
  const actual = sha256(content);
  if (actual !== record.sha256) {
    throw new MoeError(
      'MOE_CHECKPOINT_HASH_MISMATCH',
      `${join(folder, record.file)}: expected sha256 ${record.sha256}, got ${actual}; the file is damaged, delete the folder to start anew`,
    );
  }
  return { position: record, state: State.from(decodeSafetensors(content, record.file)) };
}
