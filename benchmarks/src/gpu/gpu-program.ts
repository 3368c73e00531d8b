/**
 * The program that `benchmarks/gpu/run.sh` carries to a machine with a graphics card: compares WebGPU with the CPU,
 * measures matrix products, train steps and decoding, and PyTorch's beside them, and writes `gpu-<card>.json`.
 *
 *     node gpu-program.js --out <folder> --torch <torch_decoder.py> --commit <id> [--device webgpu] [--tiny]
 */
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { resolveDevice, type DeviceName } from '@momq/engine';
import type { CpuFallback, RunProfile } from '@momq/engine/inspection';
import {
  decodeOn,
  largestDifference,
  trainOn,
} from '../../../packages/engine/src/devices/device-parity.test-support.js';
import { runFacts } from '../machine.js';
import { measurement, type Measurement } from '../measurement.js';
import { cardPeak } from './card-peaks.js';
import { decodeSpeed } from './decode-speed.js';
import { fullSizes, tinySizes } from './gpu-sizes.js';
import { limitingFactor, timeShares } from './limiting-factor.js';
import { matmulSpeed } from './matmul-speed.js';
import { torchSpeed } from './torch-decoder.js';
import { trainSpeed, type TrainSpeed } from './train-speed.js';

/** Differences above this fail the parity check: float32 sums in another order, over three train steps. */
const TOLERANCE = 1e-3;
/** The same over all counted steps, for losses, beside a program with other kernels. */
const LOSS_TOLERANCE = 0.02;

const { values: options } = parseArgs({
  options: {
    out: { type: 'string' },
    torch: { type: 'string' },
    commit: { type: 'string', default: 'unknown' },
    device: { type: 'string', default: 'webgpu' },
    tiny: { type: 'boolean', default: false },
    python: { type: 'string', default: process.env['MOMQ_PYTHON'] ?? 'python3' },
  },
});
if (options.out === undefined || options.torch === undefined)
  throw new RangeError('gpu-program: expected --out <folder> and --torch <torch_decoder.py>');

const sizes = options.tiny ? tinySizes : fullSizes;
const device = await resolveDevice(options.device as DeviceName);
const card = await readCard();
const peak = cardPeak(card.name);
const measurements: Measurement[] = [];
const report = (name: string, value: number, unit: string) => {
  measurements.push(measurement(name, { value, unit }, 'report only'));
  console.error(`${name}: ${value.toPrecision(4)} ${unit}`);
};

for (const [name, run] of [
  ['train', trainOn],
  ['decode', decodeOn],
] as const) {
  const difference = largestDifference(await run(device.kind), await run('cpu'));
  measurements.push(
    measurement(
      `parity: largest difference of ${name} from the CPU`,
      { value: difference, unit: '' },
      { atMost: TOLERANCE },
    ),
  );
}

const failures: Record<string, string> = {};
let cpuFallbacks: readonly CpuFallback[] = [];
let ours: TrainSpeed | undefined;
let limit = '';
for (const precision of ['float32', 'float16'] as const) {
  const bound = peak && (precision === 'float32' ? peak.fp32 : peak.fp16) * 1e12;
  const share = (name: string, flops: number) => {
    report(`${name}, ${precision}`, flops / 1e12, 'TFLOP/s');
    if (bound !== undefined)
      report(`${name}, ${precision}, of the card's peak`, (100 * flops) / bound, '%');
  };
  try {
    share(
      `matrix product ${sizes.matrix}`,
      await matmulSpeed(sizes.matrix, device.kind, precision),
    );
    const speed = await trainSpeed(sizes, device.kind, { precision });
    report(`train step, ${precision}`, speed.tokensPerSecond, 'tokens/s');
    share('arithmetic of the train step', speed.report.flops / speed.seconds);
    if (precision === 'float32') {
      ours = speed;
      cpuFallbacks = speed.report.cpuFallbacks ?? [];
      const recorded = await trainSpeed({ ...sizes, steps: 3 }, device.kind, { profile: true });
      limit = limitingFactor(timeShares(recorded.report.profile as RunProfile));
    }
  } catch (error) {
    failures[precision] = error instanceof Error ? error.message : String(error);
  }
}
const decoded = await decodeSpeed(sizes, device.kind);
report('decode, float32, one sequence', decoded, 'tokens/s');

const torch = await torchSpeed(sizes, options.python, options.torch);
if (!('missing' in torch)) {
  for (const [mode, { tokensPerSecond }] of Object.entries(torch.train)) {
    report(
      `train step, PyTorch ${torch.torch} on ${torch.device}, ${mode}`,
      tokensPerSecond,
      'tokens/s',
    );
    if (ours !== undefined)
      report(
        `train step, ours float32 / PyTorch ${mode}`,
        ours.tokensPerSecond / tokensPerSecond,
        '×',
      );
  }
  const theirs = torch.train['float32'];
  if (ours !== undefined && theirs !== undefined) {
    const losses = [ours.firstLoss - theirs.firstLoss, ours.lastLoss - theirs.lastLoss];
    const difference = Math.max(...losses.map(Math.abs));
    measurements.push(
      measurement(
        "parity: first and last loss beside PyTorch's",
        { value: difference, unit: '' },
        { atMost: LOSS_TOLERANCE },
      ),
    );
  }
  report(
    `decode, PyTorch ${torch.torch} on ${torch.device}`,
    torch.decodeTokensPerSecond,
    'tokens/s',
  );
  report('decode, ours / PyTorch', decoded / torch.decodeTokensPerSecond, '×');
}

const result = {
  suite: 'gpu',
  description: `A decoder of ${JSON.stringify(sizes.decoder)}, AdamW on ${sizes.batch} × ${sizes.tokens} tokens, median of ${sizes.steps} steps; decoding of one sequence, median of ${sizes.decoded} tokens; ${sizes.matrix} × ${sizes.matrix} matrix products. State goes in and out through the host at every run.`,
  ...runFacts(),
  commit: options.commit,
  card,
  peak: peak ?? null,
  device: { kind: device.kind, reason: device.reason },
  cpuFallbacks,
  limit,
  failures,
  torch,
  measurements,
};
const file = path.join(
  options.out,
  `gpu-${card.name.toLowerCase().replace(/[^a-z0-9]+/g, '-')}.json`,
);
await writeFile(file, `${JSON.stringify(result, undefined, 2)}\n`);
console.log(file);
if (measurements.some(({ ok }) => !ok)) process.exitCode = 1;

/** Name, driver and memory of the first NVIDIA card, or the device that stands in for one. */
async function readCard(): Promise<{ name: string; driver: string; memory: string }> {
  try {
    const { stdout } = await promisify(execFile)('nvidia-smi', [
      '--query-gpu=name,driver_version,memory.total',
      '--format=csv,noheader',
    ]);
    const [name = '', driver = '', memory = ''] = (stdout.split('\n', 1)[0] as string).split(', ');
    return { name, driver, memory };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { name: `no card, ${device.kind}`, driver: `nvidia-smi: ${reason}`, memory: '' };
  }
}
