import { readConstant } from '../trace/read-constant.js';
import type { TracedConstant } from '../trace/trace-function.js';
import { checkFinite } from './non-finite.js';

/**
 * Checks constants, one at a time; those in files are read for that.
 * @throws {@link EngineError} `NON_FINITE_VALUE`, `EXTERNAL_DATA`
 */
export function checkFiniteConstants(
  fn: string,
  constants: ReadonlyMap<string, TracedConstant>,
): void {
  for (const [name, constant] of constants)
    checkFinite(fn, `constant "${name}"`, readConstant(constant));
}
