import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { PointerModelConfig } from '@momq/moe/pointer';
import { expect, it } from 'vitest';
import { trainSteps } from './own-training.js';
import { PyTorchPeer, whyNoPyTorch } from './pytorch-peer.js';
import { writeTrainCase } from './train-case-folder.js';
import { randomTrainCase } from './train-case.js';

const config: PointerModelConfig = {
  decoder: {
    width: 32,
    numLayers: 2,
    numHeads: 4,
    numKvHeads: 4,
    headWidth: 8,
    ffWidth: 48,
    normEpsilon: 1e-6,
    attentionBias: false,
    ropeTheta: null,
  },
  pointer: {
    vectorWidth: 24,
    numTypes: 3,
    numFlags: 2,
    numRelations: 5,
    vocabularySize: 7,
    startToken: 0,
  },
  mixture: null,
  dropout: 0.1,
};

const reason = await whyNoPyTorch();

it.skipIf(reason !== null)(
  `trains with the losses that PyTorch has${reason === null ? '' : ` (${reason})`}`,
  async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'momq-peer-'));
    const shape = { batchSize: 3, prefixLength: 6, outputLength: 4 };
    const trainCase = randomTrainCase(config, shape, 1);
    writeTrainCase(folder, trainCase);
    const { peer } = await PyTorchPeer.start(folder, 'eager');
    const losses = await peer.losses(4);
    expect(await peer.seconds(2)).toHaveLength(2);
    peer.close();
    const entries = await trainSteps(trainCase, 4, 0);
    entries.forEach(({ loss }, step) => expect(loss).toBeCloseTo(losses[step]!, 4));
    expect(losses[3]).toBeLessThan(losses[0]!);
  },
);
