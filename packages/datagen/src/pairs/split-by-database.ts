import { createHash } from 'node:crypto';

/** A number in [0, 1) that depends on nothing but the name and the seed. */
export function hashToUnit(name: string, seed: number): number {
  return createHash('sha256').update(`${seed}:${name}`).digest().readUInt32BE(0) / 2 ** 32;
}

/**
 * Splits by database, so that no schema is on both sides: the share of databases with the lowest hashes validates.
 *
 * @param share - of the databases, in [0, 1).
 * @returns the ids that validate.
 */
export function validationDatabases(
  dbIds: readonly string[],
  share: number,
  seed: number,
): ReadonlySet<string> {
  const byHash = [...new Set(dbIds)].sort(
    (left, right) => hashToUnit(left, seed) - hashToUnit(right, seed) || (left < right ? -1 : 1),
  );
  return new Set(byHash.slice(0, Math.round(byHash.length * share)));
}
