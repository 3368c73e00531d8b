import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { JsonLinesPeer } from '../json-lines-peer.js';
import { pythonProgram, whyNoPyTorch } from '../pytorch-peer.js';
import { inCaseFolder, type TrainingCase } from './case-folder.js';
import type { Round } from './contest.js';
import { halfBillionDecoder, smallDecoder } from './decoder-config.js';
import { startOwnPeer, type OwnRound } from './own-peer.js';

const cases: { script: string; request: object; modules: string; trainingCase: TrainingCase }[] = [
  {
    script: 'decoder_train.py',
    request: { losses: 4 },
    modules: 'torch, safetensors',
    trainingCase: {
      config: { ...smallDecoder, vocabulary: 300, layers: 2 },
      batch: 4,
      tokens: 32,
      seed: 3,
      stepsPerRun: 2,
    },
  },
  {
    script: 'lora_train.py',
    request: { measure: 4 },
    modules: 'torch, transformers, peft, safetensors',
    trainingCase: {
      config: { ...halfBillionDecoder, vocabulary: 300, layers: 2, hidden: 256 },
      batch: 1,
      tokens: 40,
      lora: { rank: 16, alpha: 32 },
      seed: 3,
    },
  },
];

describe.each(cases)('$script', ({ script, request, modules, trainingCase }) => {
  test('has our losses over four steps', { timeout: 300_000 }, async ({ skip }) => {
    const reason =
      process.env['MOMQ_PYTHON'] === undefined
        ? 'MOMQ_PYTHON is not set; it names a Python with benchmarks/peers/requirements.txt'
        : await whyNoPyTorch(modules);
    if (reason !== null) skip(reason);
    await inCaseFolder(trainingCase, async (folder) => {
      const own = await startOwnPeer(folder);
      const path = fileURLToPath(new URL(`../../peers/${script}`, import.meta.url));
      const other = new JsonLinesPeer(pythonProgram, [path, folder, '--threads', '1']);
      try {
        await other.answer();
        const { losses } = await own.request<OwnRound>({ measure: 4 });
        const expected = (await other.request<Required<Round>>(request)).losses;
        expect(losses).toHaveLength(4);
        losses.forEach((loss, index) => expect(loss).toBeCloseTo(expected[index] as number, 4));
        expect(losses[3]).toBeLessThan((losses[0] as number) - 0.1);
      } finally {
        await own.close();
        await other.close();
      }
    });
  });
});
