import { MoeError } from '../errors.js';
import type { Base, BaseReference } from './base.js';

/** The reference that a checkpoint of adapters on this base stores instead of its weights. */
export async function baseReference(base: Base): Promise<BaseReference> {
  return { id: base.id, revision: base.revision, weightsSha256: await base.weightsSha256() };
}

/**
 * Checks that adapters belong to a base: the weights count, not the name, so a copy in another folder is accepted.
 * @throws MoeError `MOE_BASE_MISMATCH`
 */
export async function requireBase(base: Base, reference: BaseReference): Promise<void> {
  const sha256 = await base.weightsSha256();
  if (sha256 === reference.weightsSha256) return;
  const revision = reference.revision === null ? '' : ` (revision ${reference.revision})`;
  throw new MoeError(
    'MOE_BASE_MISMATCH',
    `expected the base ${reference.id}${revision} with weights ${reference.weightsSha256.slice(0, 12)}…, got ${base.id} with ${sha256.slice(0, 12)}…; load the base the checkpoint was trained on, or train on this one`,
  );
}
