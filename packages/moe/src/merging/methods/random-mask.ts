/**
 * A number in [0, 1) for an element: a hash of seed and index, so that random tensors need no memory, pieces can be
 * computed in any order, and a repeated merge gives the same file.
 *
 * @param seed - 32-bit integer
 */
export function uniformAt(seed: number, index: number): number {
  // two rounds of the finaliser of MurmurHash3 over index and seed
  let hash = Math.imul(index ^ seed, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash ^ Math.floor(index / 0x100000000), 0xc2b2ae35);
  hash ^= hash >>> 16;
  hash = Math.imul(hash + seed, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  hash ^= hash >>> 16;
  return (hash >>> 0) / 0x100000000;
}

/**
 * Whether a random mask keeps an element.
 * @param density - probability of being kept, 0 to 1
 */
export function keepsElement(seed: number, index: number, density: number): boolean {
  return uniformAt(seed, index) < density;
}
