import type { Suite } from '../suite.js';
import { engineDecodeCase } from './engine-decode.js';
import { engineLoraCase } from './engine-lora.js';
import { engineTrainCase } from './engine-train.js';

/** The engine beside PyTorch and others, case by case. */
export const engineSuite: Suite = {
  description:
    'The engine beside PyTorch and others: ratios of programs that run in turn in one run.',
  cases: {
    train: engineTrainCase,
    lora: engineLoraCase,
    decode: engineDecodeCase,
  },
};
