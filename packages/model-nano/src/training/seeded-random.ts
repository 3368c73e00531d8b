/** A stream of numbers in [0, 1) that a seed determines (mulberry32). */
export type Random = () => number;

/** @param seed - any integer; equal seeds give equal streams */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** A random element. @throws RangeError when `list` is empty */
export function pick<T>(list: readonly T[], random: Random): T {
  if (list.length === 0) throw new RangeError('pick: expected a non-empty list, got an empty one.');
  return list[Math.floor(random() * list.length)]!;
}

/** A shuffled copy (Fisher–Yates). */
export function shuffled<T>(list: readonly T[], random: Random): T[] {
  const copy = [...list];
  for (let last = copy.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [copy[last], copy[other]] = [copy[other]!, copy[last]!];
  }
  return copy;
}
