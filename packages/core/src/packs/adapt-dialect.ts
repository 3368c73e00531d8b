import { ConfigError, defineDialect } from '@momq/dialect';
import type { DialectPack } from '@momq/dialect';
import { adaptOlderPack, isOlderPack } from './older-contract.js';

/**
 * The pack as the contract says that this version of the core reads. A pack of the contract that was part of
 * `@momq/core` 0.1 is adapted.
 *
 * @throws {@link ConfigError} for a pack of an unknown or older version, for what is no pack, and for a member that is not
 *   as `DialectPack` says
 */
export function adaptDialect(pack: unknown): DialectPack {
  if (typeof pack === 'function')
    throw new ConfigError(
      `dialects: expected a pack, got the function ${pack.name}. Call it: ${pack.name || 'factory'}().`,
    );
  if (typeof pack !== 'object' || pack === null)
    throw new ConfigError(
      `dialects: expected a pack, got ${pack === null ? 'null' : typeof pack}. Pass what the factory of a dialect's package returns.`,
    );
  if (pack instanceof Promise)
    throw new ConfigError('dialects: expected a pack, got a promise of one. Await it.');
  const { specificationVersion: version, id } = pack as Partial<Record<string, unknown>>;
  if (version !== 'v1')
    throw new ConfigError(
      `dialect ${String(id)}: expected specificationVersion 'v1', got ${String(version)}. ${remedyFor(version, id)}`,
    );
  return defineDialect(isOlderPack(pack) ? adaptOlderPack(pack) : (pack as DialectPack));
}

function remedyFor(version: unknown, id: unknown): string {
  const number = typeof version === 'string' ? Number(/^v(\d+)$/.exec(version)?.[1]) : Number.NaN;
  return number > 1
    ? `Update @momq/core to a version that reads contract ${String(version)}, or install a version of the package of ${String(id)} that peers on @momq/dialect 1.x.`
    : `Update the package of ${String(id)} to a version that peers on @momq/dialect 1.x.`;
}
