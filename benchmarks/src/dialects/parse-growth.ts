import type { DialectPack } from '@momq/core';
import { collectGarbage } from '../collect-garbage.js';
import { measurement } from '../measurement.js';
import type { Measurement } from '../measurement.js';
import { parsePeers } from './parse-peers.js';
import { shopQuery } from './shop-queries.js';

/**
 * How much more memory a program holds after so many queries than after the first fifth of them, and the parser of others that
 * grows the least on the same texts.
 */
export async function parseGrowth(
  pack: DialectPack,
  queries: number,
): Promise<readonly Measurement[]> {
  const texts = (number: number): string => shopQuery(pack.id, number);
  const parser = await pack.createParser();
  const ours = growth((text) => parser.parse(text), texts, queries);
  const others = (await parsePeers(pack.id)).map(({ name, parse }) => ({
    name,
    ...growth(parse, texts, queries),
  }));
  const beside = (kind: keyof Held): Pick<Measurement, 'peer'> => {
    const [least] = [...others].sort((left, right) => left[kind] - right[kind]);
    return least === undefined
      ? {}
      : { peer: { name: least.name, value: Number(least[kind].toPrecision(4)) } };
  };
  return [
    {
      ...measurement(
        `heap growth, ${queries} queries, ${pack.id}`,
        { value: ours.heap, unit: 'MB' },
        { atMost: 1 },
      ),
      ...beside('heap'),
    },
    {
      ...measurement(
        `resident growth, ${queries} queries, ${pack.id}`,
        { value: ours.resident, unit: 'MB' },
        'report only',
      ),
      ...beside('resident'),
    },
  ];
}

/** Megabytes. */
interface Held {
  readonly heap: number;
  readonly resident: number;
}

function growth(
  parse: (text: string) => unknown,
  texts: (number: number) => string,
  queries: number,
): Held {
  const early = Math.round(queries / 5);
  let before = held();
  for (let number = 0; number < queries; number += 1) {
    if (number === early) before = held();
    parse(texts(number));
  }
  const after = held();
  return { heap: after.heap - before.heap, resident: after.resident - before.resident };
}

function held(): Held {
  collectGarbage();
  const { heapUsed, external, rss } = process.memoryUsage();
  return { heap: (heapUsed + external) / 2 ** 20, resident: rss / 2 ** 20 };
}
