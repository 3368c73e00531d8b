import { hopTimes } from '../dialects/hop-time.js';
import { openTime } from '../dialects/open-time.js';
import { packs } from '../dialects/packs.js';
import { parseGrowth } from '../dialects/parse-growth.js';
import { parseTime } from '../dialects/parse-time.js';
import type { Measurement } from '../measurement.js';
import type { BenchCase, Suite } from '../suite.js';

const defaultQueries = 10_000;

/** What the packs cost a program: their parsers, and the embedded databases. */
export const dialectsSuite: Suite = {
  description:
    'Every pack of this repository beside the fastest public alternative that installs from npm.',
  cases: {
    parse: {
      description:
        'Median of 300 texts of some 300 characters, each a new one: parse and analyse. Peers parse the same texts in turn, ' +
        'the fastest of them stands beside.',
      run: (progress) => eachPack(progress, async (pack) => [await parseTime(pack)]),
    },
    growth: {
      description:
        'Memory after garbage collections: how much more after 10,000 texts (`--questions`), each a new one, than after the ' +
        'first fifth of them. Heap is that of JavaScript and what it holds outside of it.',
      run: (progress, { questions = defaultQueries }) =>
        eachPack(progress, (pack) => parseGrowth(pack, questions)),
    },
    open: {
      description:
        'The first embedded database of a process: engine, sample of the tutorials, one answer. Peers are the bare engines.',
      run: (progress) => eachPack(progress, openTime),
    },
    hops: {
      description:
        'Friends of friends of one of 10,000 people with 100,000 edges: median of 20 queries, counts checked.',
      run: hopTimes,
    },
  },
};

async function eachPack(
  progress: Parameters<BenchCase['run']>[0],
  measure: (pack: (typeof packs)[number]) => Promise<readonly Measurement[]>,
): Promise<readonly Measurement[]> {
  const all: Measurement[] = [];
  for (const pack of packs) {
    progress(pack.id);
    all.push(...(await measure(pack)));
  }
  return all;
}
