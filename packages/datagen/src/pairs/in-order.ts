/**
 * Works on items at once and yields their results in the items' order, so that what depends on order (duplicates, the first
 * n) is the same however fast each answer comes. Leaving the loop begins nothing more and waits for what has begun.
 *
 * @param concurrency - items in work at most; a finished item that waits for an earlier one counts
 */
export async function* inOrder<Item, Result>(
  items: Iterable<Item>,
  concurrency: number,
  work: (item: Item) => Promise<Result>,
): AsyncGenerator<Result> {
  const open: Promise<Result>[] = [];
  const iterator = items[Symbol.iterator]();
  const begin = (): void => {
    const next = iterator.next();
    if (next.done === true) return;
    const result = work(next.value);
    result.catch(() => undefined); // seen when its turn comes
    open.push(result);
  };
  try {
    for (let count = 0; count < concurrency; count += 1) begin();
    while (open.length > 0) {
      const result = await open.shift()!;
      yield result;
      begin(); // after the loop's body: who leaves it has nothing more begun
    }
  } finally {
    await Promise.allSettled(open);
  }
}

/** 0, 1, … up to `count` - 1. */
export function* counting(count: number): Generator<number> {
  for (let index = 0; index < count; index += 1) yield index;
}
