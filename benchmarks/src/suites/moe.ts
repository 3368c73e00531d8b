import type { Suite } from '../suite.js';
import { expertsCostCase } from './moe-experts-cost.js';
import { extraPackCase } from './moe-extra-pack.js';
import { moeMergeCase } from './moe-merge.js';
import { mixedBatchCase } from './moe-mixed-batch.js';
import { moeTrainCase } from './moe-train.js';

/** The model: what experts cost, batches of several dialects, installed packs, merging, training. */
export const moeSuite: Suite = {
  description: 'The mixture of dialect experts: ratios of programs that run in turn in one run.',
  cases: {
    'experts-cost': expertsCostCase,
    'mixed-batch': mixedBatchCase,
    'extra-pack': extraPackCase,
    merge: moeMergeCase,
    train: moeTrainCase,
  },
};
