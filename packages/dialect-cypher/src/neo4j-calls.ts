import { QueryRefusedError } from '@momq/dialect';
import type { AllowedCalls } from './allowed-calls.js';

/**
 * Refuses procedures that the user allows by name but that the server does not list in mode READ. Built-in ones are judged by
 * our own list alone.
 *
 * @throws QueryRefusedError
 */
export async function requireReadMode(
  procedures: readonly string[],
  allowed: AllowedCalls,
  modes: () => Promise<ReadonlyMap<string, string>>,
): Promise<void> {
  const named = procedures.filter((name) => allowed.named.has(name));
  if (named.length === 0) return;
  const known = await modes();
  for (const name of named) {
    const mode = known.get(name);
    if (mode !== 'READ') {
      throw new QueryRefusedError(
        `query: expected CALL of procedures that the server lists in mode READ, got ${name} (${mode ?? 'not listed'}). Call another one.`,
      );
    }
  }
}
