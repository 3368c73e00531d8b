import { datasetGrowth } from '../datagen/dataset-growth.js';
import { modelOverhead } from '../datagen/model-overhead.js';
import { pairRate } from '../datagen/pair-rate.js';
import { packs } from '../dialects/packs.js';
import { measurement } from '../measurement.js';
import type { Measurement } from '../measurement.js';
import type { Suite } from '../suite.js';

/** Databases that each process asks about in SQLite, and in the other dialects, whose engines are slower. */
const databases = { sqlite: 100, others: 10 } as const;

/** What making data costs: without a model, with one, and in memory. */
export const datagenSuite: Suite = {
  description: 'momq datagen as it is called from the command line.',
  cases: {
    rate: {
      description:
        `momq datagen --source intents --dialect sqlite in two processes with ${databases.sqlite} training databases each and seeds of ` +
        'their own. The clock runs from the start of the processes to the end of the last one. A duplicate is a pair whose ' +
        'question (but for case and marks) or query the same database had before.',
      async run(progress) {
        progress(`two processes of ${databases.sqlite} databases`);
        const { perSecond, pairs, duplicates, schemas } = await pairRate(
          'sqlite',
          databases.sqlite,
        );
        return [
          measurement(
            'accepted pairs per second',
            { value: perSecond, unit: 'pairs/s' },
            { atLeast: 200 },
          ),
          measurement('duplicates', { value: duplicates, unit: '%' }, { atMost: 1 }),
          measurement('different schemas', { value: schemas, unit: 'schemas' }, { atLeast: 200 }),
          measurement('accepted pairs', { value: pairs, unit: 'pairs' }, 'report only'),
        ];
      },
    },
    dialects: {
      description: `The same in each of the other dialects, with ${databases.others} training databases a process.`,
      async run(progress) {
        const measured: Measurement[] = [];
        for (const { id } of packs) {
          if (id === 'sqlite') continue;
          progress(id);
          const { perSecond, duplicates } = await pairRate(id, databases.others);
          measured.push(
            measurement(
              `accepted pairs per second, ${id}`,
              { value: perSecond, unit: 'pairs/s' },
              'report only',
            ),
            measurement(`duplicates, ${id}`, { value: duplicates, unit: '%' }, { atMost: 1 }),
          );
        }
        return measured;
      },
    },
    memory: {
      description:
        'A folder of a million pairs is completed to a data set with card and Parquet: how much more of the heap is held, ' +
        'after garbage collections, in its last tenth than in its third.',
      run: datasetGrowth,
    },
    model: {
      description:
        'momq datagen --source sql-gen --concurrency 1 with a language model that is a local HTTP server of known latency: the time ' +
        'between an answer and the next request, in which pairs are checked and the next one is asked for, as a share of the latency.',
      run: modelOverhead,
    },
  },
};
