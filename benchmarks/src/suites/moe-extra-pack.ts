import { measurement, median } from '../measurement.js';
import { decodeSpeed } from '../moe/decode-speed.js';
import { randomBase } from '../moe/random-base.js';
import { adaptedModel, dialects, serve } from '../moe/serving-models.js';
import type { BenchCase } from '../suite.js';

const rounds = 15;
const tokens = 40;

/** What an installed pack costs a request of another dialect. */
export const extraPackCase: BenchCase = {
  description:
    'A request of one dialect, batch 1, known routing, the model of the case experts-cost with six packs installed and with a seventh. Both decode in turn, 40 tokens a round in fifteen rounds; the ratio is the median of the rounds.',
  async run(progress) {
    const base = await randomBase();
    const six = await serve(base, adaptedModel(base, dialects), { routing: 'known' });
    const seven = await serve(base, adaptedModel(base, [...dialects, 'oracle']), {
      routing: 'known',
    });
    const ratios: number[] = [];
    try {
      for (let round = 0; round <= rounds; round += 1) {
        progress(round === 0 ? 'warming up' : `round ${round} of ${rounds}`);
        const speed = (generator: typeof six): Promise<number> =>
          decodeSpeed([{ generator, dialect: dialects[0] }], tokens);
        const first = round % 2 === 0 ? six : seven; // neither always comes first
        const one = await speed(first);
        const other = await speed(first === six ? seven : six);
        if (round > 0) ratios.push(first === six ? one / other : other / one);
      }
    } finally {
      await six.dispose();
      await seven.dispose();
    }
    return [
      measurement(
        'decode time, 7 packs / 6 packs',
        { value: median(ratios), unit: '×' },
        { atMost: 1.01 },
      ),
    ];
  },
};
