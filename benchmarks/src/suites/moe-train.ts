import { fileURLToPath } from 'node:url';
import { runRounds, spread, type Contestant, type Round } from '../engine/contest.js';
import { JsonLinesPeer } from '../json-lines-peer.js';
import { measurement, median, type Measurement } from '../measurement.js';
import { inMixtureFolder } from '../mixture/mixture-case.js';
import { pythonProgram, whyNoPyTorch } from '../pytorch-peer.js';
import type { BenchCase } from '../suite.js';

const pythonScript = fileURLToPath(new URL('../../peers/mixture_train.py', import.meta.url));
const ownScript = fileURLToPath(new URL('../mixture/own-mixture-training.ts', import.meta.url));
const [seed, threads] = [0, 2];
const comparedSteps = 3;
const schedule = { rounds: 4, stepsPerRound: 4, warmUpSteps: 1 };
const figure = 'mixture train step';

/** A contestant with the answer to its first request. */
interface Started extends Contestant {
  readonly first: Required<Round>;
}

/** A training step of the MoMQ mixture by `trainLanguageModel`, beside PyTorch. */
export const moeTrainCase: BenchCase = {
  description:
    'Training step of MoMQ on a frozen base of 15.5 million parameters (width 384, 7 layers, vocabulary 8,192): plain LoRAs, 4 dialects × 4 experts and 2 shared ones of rank 16, norms; ' +
    'L_LM + 0.001 L_Bal + 0.01 L_DR, clipping, AdamW, float32, batch 8 × 256, of which 64 answer tokens each, dropout off, 2 threads. Ours by trainLanguageModel, PyTorch with the experts stacked into one product and with a loop over experts; ' +
    'in turn, four rounds of four steps, of which three count. Memory is the largest resident set of the process.',
  async run(progress) {
    return inMixtureFolder({ seed, threads }, async (folder) => {
      const contestants: Started[] = [];
      const start = async (program: string, args: readonly string[]): Promise<void> => {
        const peer = new JsonLinesPeer(program, args);
        const { name: key } = await peer.answer<{ name: string }>();
        progress(`${key}: started`);
        const first = await peer.request<Required<Round>>({ measure: comparedSteps });
        contestants.push({ key, peer, steps: [], first });
      };
      try {
        const loader = process.execArgv.includes('tsx') ? [] : ['--import', 'tsx'];
        await start(process.execPath, [...process.execArgv, ...loader, ownScript, folder]);
        const reason = await whyNoPyTorch('torch, safetensors');
        if (reason !== null) progress(`PyTorch is skipped: ${reason}`);
        else
          for (const experts of ['stacked', 'loop'])
            await start(pythonProgram, [pythonScript, folder, '--experts', experts]);
        await runRounds(contestants, schedule, progress);
        const [own, ...peers] = contestants as [Started, ...Started[]];
        const { peakBytes } = await own.peer.request<Required<Round>>({ measure: 1 });
        return [
          measurement(
            `${figure}: seconds ${spread(own.steps)}`,
            { value: median(own.steps), unit: 's' },
            'report only',
          ),
          measurement(
            `${figure}: peak resident memory`,
            { value: peakBytes / 1e6, unit: 'MB' },
            'report only',
          ),
          ...(await Promise.all(peers.map((peer) => compared({ ...own, peakBytes }, peer)))).flat(),
        ];
      } finally {
        for (const { peer } of contestants) await peer.close();
      }
    });
  },
};

async function compared(
  own: Started & { readonly peakBytes: number },
  { key: name, peer, steps, first }: Started,
): Promise<Measurement[]> {
  const { peakBytes } = await peer.request<Required<Round>>({ measure: 1 });
  const rounded = (value: number) => Number(value.toPrecision(4));
  const worst = Math.max(
    ...own.first.losses.map((loss, i) => Math.abs(loss - (first.losses[i] ?? NaN))),
  );
  return [
    {
      ...measurement(
        `${figure}: speed, ours / ${name}`,
        { value: median(steps) / median(own.steps), unit: '×' },
        { atLeast: 1.2 },
      ),
      peer: { name: `${name}: seconds ${spread(steps)}`, value: rounded(median(steps)) },
    },
    {
      ...measurement(
        `${figure}: peak memory, ours / ${name}`,
        { value: own.peakBytes / peakBytes, unit: '×' },
        { atMost: 1 },
      ),
      peer: { name: `${name}: MB`, value: rounded(peakBytes / 1e6) },
    },
    {
      ...measurement(
        `${figure}: losses of the first ${comparedSteps} steps, largest distance to ${name}`,
        { value: worst, unit: 'nats' },
        { atMost: 1e-3 },
      ),
      peer: { name: `${name}: first loss`, value: rounded(first.losses[0] ?? NaN) },
    },
  ];
}
