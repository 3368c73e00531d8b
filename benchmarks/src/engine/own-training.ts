/**
 * Our side of a training case, a process of its own so that its memory can be measured:
 *
 *     node --import tsx own-training.ts <folder> [<folder of compiled graphs>]
 *
 * `folder` is one of `inCaseFolder`. Prints `{ name, threads }`, then answers each line of standard input with one:
 *
 *     {"measure": n}   {"seconds": [...], "losses": [...], "peakBytes": n, "compilation": {...}}
 *
 * in which `compilation` is the report of the step's only signature. `n` is rounded up to whole runs of
 * `stepsPerRun` steps, whose seconds are divided evenly.
 *
 * @module
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { hostTensor, jit, State } from '@momq/engine';
import { openSafetensors } from '@momq/engine/safetensors';
import type { TensorRecord } from '@momq/engine';
import { adamWOptions, adamWStep, moments, STEP, weightGroups } from './adamw-step.js';
import type { TrainingCase } from './case-folder.js';
import { decoderLoss } from './decoder-loss.js';

const [folder = '', cacheFolder] = process.argv.slice(2);
const threads = 2;
const {
  config,
  lora,
  stepsPerRun = 1,
} = JSON.parse(readFileSync(path.join(folder, 'case.json'), 'utf8')) as TrainingCase;
const open = (name: string) => openSafetensors(path.join(folder, `${name}.safetensors`));

const trained = await open(lora === undefined ? 'weights' : 'lora');
const state = new State();
state.set(STEP, hostTensor([0], []));
for (const name of trained.names()) state.set(name, await trained.read(name));
const groups = weightGroups(
  new Map(trained.names().map((name) => [name, trained.entry(name).shape])),
);
for (const group of groups) {
  const size = group.shape.reduce((product, dim) => product * dim, 1);
  for (const moment of Object.values(moments(group)))
    state.set(moment, hostTensor(new Float32Array(size), group.shape));
}
const base = lora === undefined ? {} : (await open('model')).constants();
const step = jit(
  ({ ids, targets }, tensors) => {
    const losses: TensorRecord = {};
    let state: TensorRecord = { ...tensors };
    let next: TensorRecord = {};
    for (let run = 0; run < stepsPerRun; run += 1) {
      const before = state;
      const result = adamWStep(
        (weights) => {
          const all = { ...before, ...weights };
          const batch = { ids: ids as never, targets: targets as never };
          return decoderLoss(config, all, { ...batch, ...(lora !== undefined && { lora }) });
        },
        { groups, state: before, options: adamWOptions },
      );
      losses[`loss${run}`] = result.outputs['loss'] as never;
      next = { ...result.state };
      state = { ...before, ...next };
    }
    return { outputs: losses, state: next };
  },
  {
    name: 'trainStep',
    constants: base,
    threads,
    spinning: true,
    ...(cacheFolder !== undefined && { cacheFolder }),
  },
);
const data = await open('data');
const inputs = { ids: await data.read('ids'), targets: await data.read('targets') };

const answer = (value: object) => process.stdout.write(`${JSON.stringify(value)}\n`);
answer({ name: '@momq/engine', threads });
for await (const line of createInterface(process.stdin)) {
  const { measure } = JSON.parse(line) as { measure: number };
  const seconds: number[] = [];
  const losses: number[] = [];
  for (let done = 0; done < measure; done += stepsPerRun) {
    const started = performance.now();
    const results = await step.run(inputs, state);
    const perStep = (performance.now() - started) / 1000 / stepsPerRun;
    for (let run = 0; run < stepsPerRun; run += 1) {
      seconds.push(perStep);
      losses.push(results[`loss${run}`]?.data[0] as number);
    }
  }
  const [compilation] = step.inspect();
  const { liveBytes: _, ...report } = { liveBytes: [], ...compilation };
  answer({
    seconds,
    losses,
    peakBytes: process.resourceUsage().maxRSS * 1024,
    compilation: report,
  });
}
await step.dispose();
