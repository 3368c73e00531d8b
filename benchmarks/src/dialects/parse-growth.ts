import type { DialectPack } from '@momq/core';
import { collectGarbage } from '../collect-garbage.js';
import { measurement } from '../measurement.js';
import type { Measurement } from '../measurement.js';
import { shopQuery } from './shop-queries.js';

/** How much more memory a program holds after so many queries than after the first fifth of them. */
export async function parseGrowth(
  pack: DialectPack,
  queries: number,
): Promise<readonly Measurement[]> {
  const parser = await pack.createParser();
  const early = Math.round(queries / 5);
  let before = held();
  for (let number = 0; number < queries; number += 1) {
    if (number === early) before = held();
    parser.parse(shopQuery(pack.id, number));
  }
  const after = held();
  const grown = (kind: keyof typeof before) => ({
    value: (after[kind] - before[kind]) / 2 ** 20,
    unit: 'MB',
  });
  return [
    measurement(`heap growth, ${queries} queries, ${pack.id}`, grown('heap'), { atMost: 1 }),
    measurement(
      `resident growth, ${queries} queries, ${pack.id}`,
      grown('resident'),
      'report only',
    ),
  ];
}

function held(): { readonly heap: number; readonly resident: number } {
  collectGarbage();
  const { heapUsed, external, rss } = process.memoryUsage();
  return { heap: heapUsed + external, resident: rss };
}
