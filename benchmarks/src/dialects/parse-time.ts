import type { DialectPack } from '@momq/core';
import { measurement, median } from '../measurement.js';
import type { Measurement } from '../measurement.js';
import { parsePeers } from './parse-peers.js';
import { shopQuery } from './shop-queries.js';

const WARM_UP = 50;
const ROUNDS = 300;

/** The median time of a parser with its analysis, and the parser of others that is the fastest, text by text in turn. */
export async function parseTime(pack: DialectPack): Promise<Measurement> {
  const parser = await pack.createParser();
  const peers = await parsePeers(pack.id);
  const parse = (text: string): unknown => parser.parse(text);
  const all = [{ name: pack.id, parse }, ...peers].map((each) => ({
    ...each,
    times: [] as number[],
  }));
  for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
    const text = shopQuery(pack.id, round);
    for (const { parse, times } of all) {
      const started = performance.now();
      parse(text);
      if (round >= WARM_UP) times.push(performance.now() - started);
    }
  }
  const [ours, ...others] = all.map(({ name, times }) => ({ name, value: median(times) }));
  const [fastest] = others.sort((left, right) => left.value - right.value);
  const length = shopQuery(pack.id, WARM_UP).length;
  const figure = measurement(
    `parse and analyse ${length} characters, ${pack.id}`,
    { value: (ours as { value: number }).value, unit: 'ms' },
    { atMost: 0.5 },
  );
  return fastest === undefined
    ? figure
    : { ...figure, peer: { ...fastest, value: Number(fastest.value.toPrecision(4)) } };
}
