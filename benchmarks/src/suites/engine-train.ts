import { fileURLToPath } from 'node:url';
import { inCaseFolder, type TrainingCase } from '../engine/case-folder.js';
import { runRounds, spread, type Contestant, type Round } from '../engine/contest.js';
import { smallDecoder } from '../engine/decoder-config.js';
import { MatmulPeak } from '../engine/matmul-peak.js';
import { startOwnPeer, type OwnRound } from '../engine/own-peer.js';
import { JsonLinesPeer } from '../json-lines-peer.js';
import { measurement, median, type Bound, type Measurement } from '../measurement.js';
import { pythonProgram, whyNoPyTorch, type PyTorchMode } from '../pytorch-peer.js';
import type { BenchCase } from '../suite.js';

const script = fileURLToPath(new URL('../../peers/decoder_train.py', import.meta.url));
const trainingCase: TrainingCase = {
  config: smallDecoder,
  batch: 16,
  tokens: 256,
  seed: 0,
  stepsPerRun: 4,
};
const threads = 2;
const comparedSteps = 4;
const schedule = { rounds: 5, stepsPerRound: 4, warmUpSteps: 0 };
const figure = 'train step, 15.5 M parameters';
const targets: Readonly<Record<PyTorchMode, Bound>> = {
  eager: { atLeast: 2 },
  compile: { atLeast: 1.7 },
};

interface Opponent extends Contestant {
  readonly mode: PyTorchMode;
  readonly name: string;
  readonly losses: readonly number[];
}

/** A full train step beside PyTorch, and the share of the machine's matrix product peak that it reaches. */
export const engineTrainCase: BenchCase = {
  description:
    'Train step of a 15.5 M-parameter decoder (Qwen2 style: vocabulary 8192, width 384, 7 layers, 6 heads, feed-forward 1024, tied embeddings) on 16 × 256 tokens: forward, backward and AdamW on all weights in float32, 2 threads each. ' +
    'We, PyTorch eager and torch.compile (scaled_dot_product_attention, fused AdamW, fused qkv and gate-up products) start from the same weights, read the same batch and run in turn in five rounds of four steps; a figure is the median step. One run of our compiled function makes the four steps of a round, and their time is divided evenly. ' +
    'The peak is the fastest square ONNX Runtime MatMul (512 to 2048) between the rounds; our share counts the floating-point operations of the matrix products of the graph.',
  async run(progress) {
    return inCaseFolder(trainingCase, async (folder) => {
      const peak = new MatmulPeak(threads);
      const own: Contestant = { key: 'ours', peer: await startOwnPeer(folder), steps: [] };
      const opponents: Opponent[] = [];
      try {
        const first = await own.peer.request<OwnRound>({ measure: comparedSteps });
        const reason = await whyNoPyTorch();
        if (reason !== null) progress(`PyTorch is skipped: ${reason}`);
        else
          for (const mode of ['eager', 'compile'] as const)
            opponents.push(await startOpponent(folder, mode, progress));
        const single = { ...schedule, rounds: 1 };
        for (let round = 1; round <= schedule.rounds; round += 1) {
          await peak.measure();
          progress(`round ${round}, peak so far ${peak.gigaflops.toFixed(0)} GFLOP/s`);
          await runRounds([own, ...opponents], single, progress);
        }
        return [
          ...ownFigures(own.steps, first.compilation, peak.gigaflops),
          ...opponents.flatMap((opponent) => [
            ...speedComparison(own.steps, opponent),
            ...lossComparison(first.losses, opponent),
          ]),
        ];
      } finally {
        await peak.dispose();
        for (const { peer } of [own, ...opponents]) await peer.close();
      }
    });
  },
};

async function startOpponent(
  folder: string,
  mode: PyTorchMode,
  progress: (text: string) => void,
): Promise<Opponent> {
  progress(`PyTorch, ${mode}: starting`);
  const compile = mode === 'compile' ? ['--compile'] : [];
  const peer = new JsonLinesPeer(pythonProgram, [
    script,
    folder,
    ...compile,
    '--threads',
    `${threads}`,
  ]);
  const { torch } = await peer.answer<{ torch: string }>();
  const { losses } = await peer.request<{ losses: number[] }>({ losses: comparedSteps });
  const name = `PyTorch ${torch}, ${mode}, ${threads} threads`;
  return { key: name, mode, name, peer, losses, steps: [] };
}

function ownFigures(
  steps: readonly number[],
  { flopsByOperator, modelBytes, traceMs, passesMs, sessionMs }: OwnRound['compilation'],
  peak: number,
): Measurement[] {
  const products = ['MatMul', 'FusedMatMul', 'Gemm'];
  const { stepsPerRun = 1 } = trainingCase;
  const flop = products.reduce((sum, name) => sum + (flopsByOperator[name] ?? 0), 0) / stepsPerRun;
  const rate = flop / median(steps) / 1e9;
  const report = (name: string, value: number, unit: string) =>
    measurement(name, { value, unit }, 'report only');
  return [
    report(`${figure}: seconds ${spread(steps)}`, median(steps), 's'),
    report(`${figure}: tokens per second`, (16 * 256) / median(steps), 'tokens/s'),
    report('fastest square ONNX Runtime MatMul', peak, 'GFLOP/s'),
    report(`${figure}: matrix products`, rate, 'GFLOP/s'),
    measurement(
      `${figure}: share of the MatMul peak`,
      { value: (100 * rate) / peak, unit: '%' },
      { atLeast: 80 },
    ),
    report(`${figure}: trace, passes and session`, traceMs + passesMs + sessionMs, 'ms'),
    report(`${figure}: traced model`, modelBytes / 1e6, 'MB'),
  ];
}

function speedComparison(own: readonly number[], opponent: Opponent): Measurement[] {
  const { mode, name, steps } = opponent;
  const value = median(steps);
  return [
    measurement(
      `${figure}, ${name}: seconds ${spread(steps)}`,
      { value, unit: 's' },
      'report only',
    ),
    {
      ...measurement(
        `${figure}: speed, ours / PyTorch ${mode}`,
        { value: value / median(own), unit: '×' },
        targets[mode],
      ),
      peer: { name, value: Number(value.toPrecision(4)) },
    },
  ];
}

function lossComparison(own: Round['losses'] & object, opponent: Opponent): Measurement[] {
  const { mode, name, losses } = opponent;
  return own.map((loss, index) => {
    const other = losses[index] ?? Number.NaN;
    const value = Math.abs(loss - other);
    const label = `loss of step ${index + 1}, distance to PyTorch ${mode}`;
    return {
      ...measurement(label, { value, unit: 'nats' }, { atMost: 1e-3 }),
      peer: { name, value: other },
    };
  });
}
