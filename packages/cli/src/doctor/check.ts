import type { PartReport } from '@momq/dialect';
import { isEngineMissing } from '../dialects/runnable-dialects.js';

/** One line of `momq doctor`. */
export interface Check extends PartReport {
  /** What the part belongs to: `system`, `model`, the package of a pack, or `database`. */
  readonly area: string;
  /** What else there is to know, a sentence each. */
  readonly notes?: readonly string[];
}

/**
 * Runs a check that succeeds with a detail; what it throws makes it broken, with the message as detail. An engine that has to be
 * installed apart (`ENGINE_MISSING`) is missing, and not needed.
 */
export async function checkPart(
  about: Pick<Check, 'area' | 'part' | 'remedy'>,
  run: () => Promise<string | Pick<Check, 'detail' | 'notes'>>,
): Promise<Check> {
  const { area, part, remedy } = about;
  try {
    const found = await run();
    return { area, part, state: 'ok', ...(typeof found === 'string' ? { detail: found } : found) };
  } catch (error) {
    const [detail = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    // an engine that is installed apart: the pack answers without, from a server
    if (isEngineMissing(error)) return { area, part, state: 'missing', needed: false, detail };
    return { area, part, state: 'broken', detail, ...(remedy !== undefined && { remedy }) };
  }
}

/** True when nothing that is needed is missing or broken. */
export function isSound(checks: readonly Check[]): boolean {
  return checks.every(({ state, needed = true }) => state === 'ok' || !needed);
}
