import { expect, it } from 'vitest';
import { Turns } from './turns.js';

/** Loops that pause behind every item. */
const hasty = (): Turns => new Turns({ step: () => true });

/** What work gives, and how often it let others work. */
function finish<Made>(work: Generator<undefined, Made>): { made: Made; pauses: number } {
  for (let pauses = 0; ; pauses += 1) {
    const step = work.next();
    if (step.done) return { made: step.value, pauses };
  }
}

/** The sum of `item` over 0 to `count` − 1. */
function sum(turns: Turns, count: number, item: (at: number) => number, of: object): number {
  const begin = () => ({ at: 0, total: 0 });
  return turns.loop(of, begin, (loop) => {
    if (loop.at === count) return false;
    loop.total += item(loop.at);
    loop.at += 1;
    return true;
  }).total;
}

it('goes on where a loop paused, however deep, and does no finished item again', () => {
  const turns = hasty();
  const [outer, inner, last] = [{}, {}, {}];
  let items = 0;
  const work = turns.run(
    () =>
      sum(
        turns,
        5,
        (at) =>
          sum(
            turns,
            4,
            (within) => {
              items += 1;
              return at * within;
            },
            inner,
          ),
        outer,
      ) + sum(turns, 3, (at) => at, last),
  );
  expect(finish(work)).toEqual({ made: 63, pauses: 28 });
  expect(items).toBe(20);
});

it('makes once what is to be made once', () => {
  const turns = hasty();
  let made = 0;
  const first = {};
  const work = turns.run(() => {
    const list = turns.once(first, () => (made += 1));
    return list + sum(turns, 10, (at) => at, turns);
  });
  expect(finish(work).made).toBe(46);
  expect(made).toBe(1);
});

it('keeps rows of a generator that pauses, and the row whose value does', () => {
  const turns = hasty();
  const [of, value, inside] = [{}, {}, {}];
  const rows = function* (): Generator<number | undefined, void> {
    for (const row of [1, 2, 3, 4]) {
      yield undefined;
      // Another expression, of a query inside.
      yield yield* turns.run(() => sum(turns, row, () => 1, inside));
    }
  };
  const work = turns.run(() =>
    turns.over(of, { rows, state: (): number[] => [] }, (made, row) => {
      made.push(sum(turns, row, (at) => at, value));
      return row < 3;
    }),
  );
  expect(finish(work).made).toEqual([0, 1, 3]);
});

it('is not misled by chance', () => {
  const turns = hasty();
  const [first, second] = [{}, {}];
  let evaluations = 0;
  const work = turns.run(() => {
    evaluations += 1;
    return evaluations < 3 ? sum(turns, 9, () => 1, first) : sum(turns, 2, () => 10, second);
  });
  expect(finish(work).made).toBe(20);
});

it('hands errors on, and pauses nowhere but in run', () => {
  const turns = hasty();
  const fails = turns.run(() =>
    sum(
      turns,
      3,
      (at) => {
        if (at === 2) throw new Error('no third');
        return at;
      },
      turns,
    ),
  );
  expect(() => finish(fails)).toThrow('no third');
  expect(sum(turns, 4, (at) => at, turns)).toBe(6);
});
