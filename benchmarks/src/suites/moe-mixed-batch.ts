import type { TextGenerator } from '@momq/moe/text';
import { measurement, median } from '../measurement.js';
import { decodeSpeed, type MeasuredRequest } from '../moe/decode-speed.js';
import { randomBase } from '../moe/random-base.js';
import { adaptedModel, dialects, oneDialect, serve } from '../moe/serving-models.js';
import type { BenchCase } from '../suite.js';

const rounds = 3;
const tokens = 24;
const batch = 16;

/** A batch of several dialects beside one of a single dialect, and beside a model for each dialect. */
export const mixedBatchCase: BenchCase = {
  description:
    'Sixteen requests that decode together, 24 tokens each, known dialects, the model of the case experts-cost. One generator serves them in one batch, of one dialect or of six; ' +
    'beside it six generators, each with the base and the experts of one dialect, serve the same requests at once, each its two or three in a batch, and, as servers without batching, one after the other. Medians of three rounds in turn.',
  async run(progress) {
    const base = await randomBase();
    const model = adaptedModel(base, dialects);
    progress('preparing');
    const shared = await serve(base, model, { routing: 'known', maxBatch: batch });
    const separate: TextGenerator[] = [];
    for (const name of dialects) {
      separate.push(await serve(base, oneDialect(model, name), { routing: 'known', maxBatch: 4 }));
    }
    const each = (of: (i: number) => MeasuredRequest): MeasuredRequest[] =>
      Array.from({ length: batch }, (_, i) => of(i));
    const dialect = (i: number): string => dialects[i % dialects.length] as string;
    const own = (generators: readonly TextGenerator[], i: number): MeasuredRequest => ({
      generator: generators[i % dialects.length] as TextGenerator,
      dialect: dialect(i),
    });
    const contestants = {
      'one dialect': each(() => ({ generator: shared, dialect: dialects[0] })),
      'six dialects': each((i) => ({ generator: shared, dialect: dialect(i) })),
      'six separate models': each((i) => own(separate, i)),
    } as const;
    const unbatched = each((i) => own(separate, i)).slice(0, dialects.length);
    const speeds: Record<keyof typeof contestants | 'unbatched', number[]> = {
      'one dialect': [],
      'six dialects': [],
      'six separate models': [],
      unbatched: [],
    };
    const names = Object.keys(contestants) as (keyof typeof contestants)[];
    try {
      for (let round = 0; round <= rounds; round += 1) {
        progress(round === 0 ? 'warming up' : `round ${round} of ${rounds}`);
        for (const name of names) {
          const speed = await decodeSpeed(contestants[name], tokens);
          if (round > 0) speeds[name].push(speed);
        }
        // six rows at once are all that servers without batching ever decode
        const speed = await decodeSpeed(unbatched, tokens);
        if (round > 0) speeds.unbatched.push(speed);
      }
    } finally {
      for (const generator of [shared, ...separate]) await generator.dispose();
    }
    const ratio = (to: keyof typeof speeds): number =>
      median(speeds['six dialects'].map((speed, round) => speed / (speeds[to][round] as number)));
    return [
      ...names.map((name) =>
        measurement(
          `16 requests, ${name}`,
          { value: median(speeds[name]), unit: 'tokens/s' },
          'report only',
        ),
      ),
      measurement(
        'throughput, 6 dialects / 1 dialect',
        { value: ratio('one dialect'), unit: '×' },
        { atLeast: 0.9 },
      ),
      measurement(
        'throughput, one model / six separate models',
        { value: ratio('six separate models'), unit: '×' },
        { atLeast: 3 },
      ),
      measurement(
        'throughput, one model / six separate models without batching',
        { value: ratio('unbatched'), unit: '×' },
        'report only',
      ),
    ];
  },
};
