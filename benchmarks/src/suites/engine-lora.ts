import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { inCaseFolder, type TrainingCase } from '../engine/case-folder.js';
import { runRounds, spread, type Contestant, type Round } from '../engine/contest.js';
import { halfBillionDecoder } from '../engine/decoder-config.js';
import { startOwnPeer, type OwnRound } from '../engine/own-peer.js';
import { JsonLinesPeer } from '../json-lines-peer.js';
import { measurement, median, type Measurement } from '../measurement.js';
import { pythonProgram, whyNoPyTorch } from '../pytorch-peer.js';
import type { BenchCase } from '../suite.js';

const script = fileURLToPath(new URL('../../peers/lora_train.py', import.meta.url));
const trainingCase: TrainingCase = {
  config: halfBillionDecoder,
  batch: 1,
  tokens: 512,
  lora: { rank: 16, alpha: 32 },
  seed: 0,
};
const threads = 2;
const comparedSteps = 2;
const schedule = { rounds: 3, stepsPerRound: 2, warmUpSteps: 1 };
const figure = 'LoRA step on a 0.5 B base';

/** A LoRA step on a frozen base beside transformers with PEFT, and how long its compilation takes. */
export const engineLoraCase: BenchCase = {
  description:
    'LoRA step (rank 16 on every linear layer, AdamW) on a frozen base of Qwen2.5-0.5B shapes with random float32 weights in a safetensors file, 1 × 512 tokens, 2 threads, beside transformers with PEFT on the same weights, adapters and tokens; in turn, three rounds of two steps, of which one counts. ' +
    'Memory is the largest resident set of the process, mapped weights included. ' +
    'Compilation is tracing, graph passes and session in a fresh process: with an empty and with a filled cache on disk.',
  async run(progress) {
    return inCaseFolder(trainingCase, async (folder) => {
      const cacheFolder = mkdtempSync(path.join(tmpdir(), 'momq-graphs-'));
      const contestants: Contestant[] = [];
      try {
        progress('ours: cold start');
        const cold = await compileOnce(folder, cacheFolder);
        progress('ours: warm start');
        const peer = await startOwnPeer(folder, cacheFolder);
        const own: Contestant = { key: 'ours', peer, steps: [] };
        contestants.push(own);
        const first = await peer.request<OwnRound>({ measure: comparedSteps });
        const compilation = compilationFigures(cold.compilation, first.compilation);
        const reason = await whyNoPyTorch('torch, transformers, peft, safetensors');
        let opponent: Contestant | undefined;
        let opponentFirst: Required<Round> | undefined;
        if (reason !== null) progress(`PEFT is skipped: ${reason}`);
        else {
          progress('PEFT: starting');
          const peft = new JsonLinesPeer(pythonProgram, [
            script,
            folder,
            '--threads',
            `${threads}`,
          ]);
          contestants.push((opponent = { key: 'PEFT', peer: peft, steps: [] }));
          opponent = { ...opponent, key: (await peft.answer<{ name: string }>()).name };
          opponentFirst = await peft.request<Required<Round>>({ measure: comparedSteps });
        }
        await runRounds(opponent === undefined ? [own] : [own, opponent], schedule, progress);
        const { peakBytes } = await peer.request<OwnRound>({ measure: 1 });
        const ownPeak = Math.max(peakBytes, cold.peakBytes);
        return [
          report(`${figure}: seconds ${spread(own.steps)}`, median(own.steps), 's'),
          report(`${figure}: peak resident memory`, ownPeak / 1e6, 'MB'),
          ...(opponent === undefined || opponentFirst === undefined
            ? []
            : comparison(own, opponent, {
                ownPeak,
                peerPeak: (await opponent.peer.request<Required<Round>>({ measure: 1 })).peakBytes,
                ownLosses: first.losses,
                peerLosses: opponentFirst.losses,
              })),
          ...compilation,
        ];
      } finally {
        for (const { peer } of contestants) await peer.close();
        rmSync(cacheFolder, { recursive: true, force: true });
      }
    });
  },
};

async function compileOnce(folder: string, cacheFolder: string): Promise<OwnRound> {
  const peer = await startOwnPeer(folder, cacheFolder);
  try {
    return await peer.request<OwnRound>({ measure: 1 });
  } finally {
    await peer.close();
  }
}

function report(name: string, value: number, unit: string): Measurement {
  return measurement(name, { value, unit }, 'report only');
}

interface Compared {
  readonly ownPeak: number;
  readonly peerPeak: number;
  readonly ownLosses: readonly number[];
  readonly peerLosses: readonly number[];
}

function comparison(
  own: Contestant,
  { key: name, steps }: Contestant,
  { ownPeak, peerPeak, ownLosses, peerLosses }: Compared,
): Measurement[] {
  const seconds = median(steps);
  const rounded = (value: number) => Number(value.toPrecision(4));
  return [
    report(`${figure}, ${name}: seconds ${spread(steps)}`, seconds, 's'),
    {
      ...measurement(
        `${figure}: speed, ours / PEFT`,
        { value: seconds / median(own.steps), unit: '×' },
        { atLeast: 1.2 },
      ),
      peer: { name, value: rounded(seconds) },
    },
    {
      ...measurement(
        `${figure}: peak memory, ours / PEFT`,
        { value: ownPeak / peerPeak, unit: '×' },
        { atMost: 1 },
      ),
      peer: { name, value: rounded(peerPeak / 1e6) },
    },
    ...ownLosses.map((loss, index) => {
      const value = peerLosses[index] ?? Number.NaN;
      return {
        ...measurement(
          `${figure}: loss of step ${index + 1}, distance to PEFT`,
          { value: Math.abs(loss - value), unit: 'nats' },
          { atMost: 1e-3 },
        ),
        peer: { name, value },
      };
    }),
  ];
}

function compilationFigures(
  cold: OwnRound['compilation'],
  warm: OwnRound['compilation'],
): Measurement[] {
  const total = ({ traceMs, passesMs, sessionMs }: OwnRound['compilation']) =>
    (traceMs + passesMs + sessionMs) / 1000;
  const bounded = (name: string, value: number, unit: string, atMost: number) =>
    measurement(`${figure}: ${name}`, { value, unit }, { atMost });
  return [
    bounded('trace and compile, cold', total(cold), 's', 5),
    bounded('trace and compile, from the disk cache', total(warm), 's', 1),
    report(`${figure}: whether the second process used the cache`, Number(warm.fromCache), ''),
    report(`${figure}: tracing`, warm.traceMs / 1000, 's'),
    report(`${figure}: passes`, warm.passesMs / 1000, 's'),
    report(`${figure}: session, cold`, cold.sessionMs / 1000, 's'),
    report(`${figure}: session, from the cache`, warm.sessionMs / 1000, 's'),
    report(`${figure}: nodes`, warm.nodeCount, ''),
    bounded('traced model beyond weights', cold.modelBytes / 1e6, 'MB', 1),
  ];
}
