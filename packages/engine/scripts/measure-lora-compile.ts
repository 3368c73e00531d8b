/**
 * Measures tracing, compiling and memory of a LoRA train step on a frozen base with the shapes of Qwen2.5-0.5B (random
 * weights, 2 GB of float32 in a safetensors file): cold, then from the cache on disk, each in a process of its own.
 * From the repository root: `node --conditions=@momq/source --import tsx packages/engine/scripts/measure-lora-compile.ts`
 */
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hostTensor, jit, State } from '../src/index.js';
import { openSafetensors } from '../src/safetensors/index.js';
import { adapterState, loraStep, qwen, writeRandomBase } from './qwen-lora-step.js';

const [role, folder, tokens = '512', steps = '1', prepack = ''] = process.argv.slice(2);

if (role === 'child') await measure(folder as string);
else parent();

function parent(): void {
  const root = mkdtempSync(join(tmpdir(), 'momq-lora-'));
  try {
    const kept = process.env['MOMQ_LORA_BASE']; // a file to keep between measurements
    const base = kept ?? join(root, 'model.safetensors');
    if (!existsSync(base)) writeRandomBase(base);
    mkdirSync(join(root, 'cache'));
    for (const name of ['cold', 'warm', 'warm again']) {
      const child = spawnSync(
        process.execPath,
        [...process.execArgv, import.meta.filename, 'child', root, role ?? tokens, folder ?? steps],
        { encoding: 'utf8', env: { ...process.env, MOMQ_LORA_BASE: base } },
      );
      if (child.status !== 0) throw new Error(child.stderr);
      console.log(name, child.stdout.trim());
    }
    const cached = readdirSync(join(root, 'cache')).map(
      (name) => statSync(join(root, 'cache', name)).size,
    );
    console.log('cache file bytes', cached);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

async function measure(root: string): Promise<void> {
  const T = Number(tokens);
  const ids = Int32Array.from({ length: T }, (_, index) => (index * 7919) % qwen.vocabulary);
  const inputs = {
    ids: hostTensor(ids, [1, T], 'int32'),
    targets: hostTensor(ids, [1, T], 'int32'),
  };
  const state = State.from(adapterState());
  const before = process.memoryUsage();
  const started = performance.now();
  const base = await openSafetensors(process.env['MOMQ_LORA_BASE'] as string);
  const opened = performance.now();
  const step = jit(loraStep, {
    constants: base.constants(),
    cacheFolder: join(root, 'cache'),
    threads: 2,
    ...(prepack === 'prepack' && { prepack: true }),
  });
  const stepMs: number[] = [];
  const losses: number[] = [];
  for (let run = 0; run <= Number(steps); run++) {
    const at = performance.now();
    const { loss } = await step.run(inputs, state);
    losses.push(loss!.data[0]!);
    stepMs.push(performance.now() - at);
  }
  const [report] = step.inspect();
  const { traceMs, passesMs, sessionMs, fromCache, modelBytes, nodeCount } = report!;
  const after = process.memoryUsage();
  const megabytes = (bytes: number) => Math.round(bytes / 1e6);
  console.log(
    JSON.stringify({
      openMs: Math.round(opened - started),
      traceMs: Math.round(traceMs),
      passesMs: Math.round(passesMs),
      sessionMs: Math.round(sessionMs),
      compileMs: Math.round(traceMs + passesMs + sessionMs),
      fromCache,
      modelBytes,
      nodeCount,
      stepMs: stepMs.slice(1).map(Math.round),
      losses,
      jsHeapGrowthMB: megabytes(after.heapUsed - before.heapUsed),
      jsExternalGrowthMB: megabytes(
        after.external + after.arrayBuffers - before.external - before.arrayBuffers,
      ),
      ...residentMemory(),
    }),
  );
}

/** Megabytes of private and of file-backed (mapped weights, reclaimable) memory; empty off Linux. */
function residentMemory(): Record<string, number> {
  if (!existsSync('/proc/self/status')) return {};
  const status = readFileSync('/proc/self/status', 'utf8');
  const field = (name: string) =>
    Math.round(Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1]) / 1024);
  return { privateMB: field('RssAnon'), mappedMB: field('RssFile'), peakMB: field('VmHWM') };
}
