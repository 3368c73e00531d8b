import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { measurement, median } from '../measurement.js';
import type { Bound, Measurement } from '../measurement.js';
import { trainSteps } from '../own-training.js';
import { PyTorchPeer, whyNoPyTorch } from '../pytorch-peer.js';
import type { PyTorchMode } from '../pytorch-peer.js';
import type { Suite } from '../suite.js';
import { writeTrainCase } from '../train-case-folder.js';
import { nanoTrainCase } from '../train-case.js';
import type { TrainCase } from '../train-case.js';

const seed = 0;
const rounds = 5;
/** Steps of a round; the first ones warm up and do not count. */
const stepsPerRound = 12;
const warmUpSteps = 2;
/** Steps whose losses are compared; from the second on they are of updated weights, so gradients and optimizer count too. */
const comparedSteps = 3;
const figure = 'train step of the nano base';

/** The promise is about PyTorch as it runs by default. */
const ratioBounds: Readonly<Record<PyTorchMode, Bound>> = {
  eager: { atLeast: 1 },
  compile: 'report only',
};

/** A PyTorch process, the losses of its first steps and the positions per second of its rounds. */
interface Opponent {
  readonly mode: PyTorchMode;
  readonly name: string;
  readonly peer: PyTorchPeer;
  readonly losses: readonly number[];
  readonly speeds: number[];
}

/** How fast the nano base trains, beside the same model in PyTorch. */
export const trainSuite: Suite = {
  description:
    'Training steps of the nano base (float32, B = 32, P = 72, T = 16; forward, backward, clipping, AdamW) from the same weights on the same batch. ' +
    'We and PyTorch, eager and torch.compile, run in turn in five rounds of ten counted steps; a speed is the median round, in prefix and output positions per second, padding included. ' +
    'Losses are compared without dropout.',
  async run(progress) {
    const trainCase = nanoTrainCase(seed);
    const folder = mkdtempSync(path.join(tmpdir(), 'momq-train-'));
    const opponents: Opponent[] = [];
    try {
      writeTrainCase(folder, trainCase);
      const reason = await whyNoPyTorch();
      if (reason !== null) progress(`PyTorch is skipped: ${reason}`);
      else {
        opponents.push(await startOpponent(folder, 'eager', progress));
        try {
          opponents.push(await startOpponent(folder, 'compile', progress));
        } catch (error) {
          progress(`torch.compile is skipped: ${String(error)}`);
        }
      }
      const ownLosses = (await trainSteps(trainCase, comparedSteps, 0)).map(({ loss }) => loss);
      const ownSpeeds: number[] = [];
      for (let round = 1; round <= rounds; round += 1) {
        progress(`round ${round} of ${rounds}`);
        ownSpeeds.push(await ownSpeed(trainCase));
        for (const { peer, speeds } of opponents) speeds.push(await peerSpeed(trainCase, peer));
      }
      const own = median(ownSpeeds);
      return [
        speed(figure, own),
        ...opponents.flatMap((opponent) => [
          ...speedComparison(own, opponent),
          ...lossComparison(ownLosses, opponent),
        ]),
      ];
    } finally {
      for (const { peer } of opponents) peer.close();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

async function startOpponent(
  folder: string,
  mode: PyTorchMode,
  progress: (text: string) => void,
): Promise<Opponent> {
  progress(`PyTorch, ${mode}: starting`);
  const { peer, torch, threads } = await PyTorchPeer.start(folder, mode);
  const losses = await peer.losses(comparedSteps);
  await peer.seconds(1); // with dropout torch.compile compiles once more
  return {
    mode,
    name: `PyTorch ${torch}, ${mode}, ${threads} threads`,
    peer,
    losses,
    speeds: [],
  };
}

/** Positions per second over the counted steps of one round. */
async function ownSpeed(trainCase: TrainCase): Promise<number> {
  const entries = await trainSteps(trainCase, stepsPerRound);
  const steps = entries.map((entry) => positions(trainCase) / entry.positionsPerSecond);
  return positionsPerSecond(trainCase, steps);
}

async function peerSpeed(trainCase: TrainCase, peer: PyTorchPeer): Promise<number> {
  return positionsPerSecond(trainCase, await peer.seconds(stepsPerRound));
}

function positionsPerSecond(trainCase: TrainCase, seconds: readonly number[]): number {
  const counted = seconds.slice(warmUpSteps);
  const total = counted.reduce((sum, value) => sum + value, 0);
  return (positions(trainCase) * counted.length) / total;
}

function positions({ batch }: TrainCase): number {
  return batch.batchSize * (batch.prefixLength + batch.outputLength);
}

function speedComparison(own: number, { mode, name, speeds }: Opponent): Measurement[] {
  const value = median(speeds);
  return [
    speed(`${figure}, ${name}`, value),
    {
      ...measurement(
        `${figure}, ours / PyTorch ${mode}`,
        { value: own / value, unit: '×' },
        ratioBounds[mode],
      ),
      peer: { name, value: Number(value.toPrecision(4)) },
    },
  ];
}

function lossComparison(own: readonly number[], { mode, name, losses }: Opponent): Measurement[] {
  return own.map((loss, step) => {
    const other = losses[step] ?? Number.NaN;
    return {
      ...measurement(
        `loss of step ${step + 1}, distance to PyTorch ${mode}`,
        { value: Math.abs(loss - other), unit: 'nats' },
        step === 0 ? { atMost: 1e-4 } : 'report only',
      ),
      peer: { name, value: other },
    };
  });
}

function speed(name: string, value: number): Measurement {
  return measurement(name, { value, unit: 'positions/s' }, 'report only');
}
