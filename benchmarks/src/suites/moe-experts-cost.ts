import type { TextGenerator } from '@momq/moe/text';
import { measurement, median, type Measurement } from '../measurement.js';
import { decodeSpeed } from '../moe/decode-speed.js';
import { randomBase } from '../moe/random-base.js';
import { adaptedModel, dialects, serve } from '../moe/serving-models.js';
import type { BenchCase } from '../suite.js';

const rounds = 9;
const tokens = 40;

/** What the experts cost a single request. */
export const expertsCostCase: BenchCase = {
  description:
    'Greedy decoding, batch 1, of a base of the shape of Qwen2.5-0.5B with random weights in 4 bits, all cores: bare, and with MoMQ adapters of six dialects ' +
    '(rank 8, four experts a dialect, two shared, two act), the dialect known or decided by the routers. They decode in turn, 40 tokens a round in nine rounds; ratios are medians of the rounds.',
  async run(progress) {
    const base = await randomBase();
    const model = adaptedModel(base, dialects);
    progress('quantising');
    const generators: Record<'bare' | 'known' | 'soft', TextGenerator> = {
      bare: await serve(base, null),
      known: await serve(base, model, { routing: 'known' }),
      soft: await serve(base, model),
    };
    const speeds: Record<keyof typeof generators, number[]> = { bare: [], known: [], soft: [] };
    const names = ['bare', 'known', 'soft'] as const;
    try {
      for (let round = 0; round <= rounds; round += 1) {
        progress(round === 0 ? 'warming up' : `round ${round} of ${rounds}`);
        for (const name of names) {
          const dialect = name === 'known' ? { dialect: dialects[1] } : {};
          const speed = await decodeSpeed([{ generator: generators[name], ...dialect }], tokens);
          if (round > 0) speeds[name].push(speed);
        }
      }
    } finally {
      for (const name of names) await generators[name].dispose();
    }
    const cost = (name: 'known' | 'soft'): number =>
      median(speeds[name].map((speed, round) => (speeds.bare[round] as number) / speed));
    return [
      ...names.map((name): Measurement =>
        measurement(
          `decode, ${name}`,
          { value: median(speeds[name]), unit: 'tokens/s' },
          'report only',
        ),
      ),
      measurement(
        'decode time, known dialect / bare base',
        { value: cost('known'), unit: '×' },
        { atMost: 1.1 },
      ),
      measurement(
        'decode time, soft routing over 6 groups / bare base',
        { value: cost('soft'), unit: '×' },
        { atMost: 1.25 },
      ),
    ];
  },
};
