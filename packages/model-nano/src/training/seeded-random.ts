/** A stream of numbers in [0, 1), as `seededRandom` of `@momq/core/random` gives it. */
export type Random = () => number;

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
