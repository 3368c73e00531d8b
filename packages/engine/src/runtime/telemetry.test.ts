import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { encodeModel } from '../onnx/encode-model.js';
import { GraphBuilder } from '../trace/graph-builder.js';

const scratch = mkdtempSync(path.join(tmpdir(), 'momq-telemetry-'));
const built = new URL('../../dist/index.js', import.meta.url).href;
let home: string;

beforeEach(() => {
  home = mkdtempSync(path.join(scratch, 'home-'));
});

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** Runs a module in a process of its own whose user is new here; says what it printed and what it left there. */
function runAsNewUser(code: string): { readonly printed: string; readonly left: string[] } {
  const file = path.join(scratch, 'program.mjs');
  writeFileSync(file, code);
  // ONNX Runtime is silent by itself where CI is set, and so would hide what the engine does not do.
  const {
    ORT_DISABLE_TELEMETRY: _a,
    ORT_TELEMETRY_DISABLED: _b,
    CI: _c,
    ...environment
  } = process.env;
  const env = {
    ...environment,
    HOME: home,
    XDG_CACHE_HOME: path.join(home, '.cache'),
    NODE_OPTIONS: '',
  };
  const printed = execFileSync(process.execPath, ['--no-warnings', file], {
    env,
    encoding: 'utf8',
  }).trim();
  return { printed, left: readdirSync(home, { recursive: true }) as string[] };
}

/** Doubles a number in a session of the engine, after which telemetry would have written. */
const engineRun = `
const { hostTensor, jit, tf } = await import(${JSON.stringify(built)});
const double = jit(({ x }) => ({ outputs: { y: tf.mul(x, 2) } }));
const { y } = await double.run({ x: hostTensor([21]) });
await double.dispose();
`;

test('ONNX Runtime by itself leaves files in the home of a new user', () => {
  const builder = new GraphBuilder();
  const x = builder.input('x', { shape: [1], dtype: 'float32' });
  const [y] = builder.node('Neg', [x.base], [x]);
  const graph = builder.finish(
    'negation',
    new Map([['y', { shape: [1], dtype: 'float32', base: y as never }]]),
  );
  const model = path.join(scratch, 'negation.onnx');
  writeFileSync(model, encodeModel(graph));
  const runtime = createRequire(import.meta.url).resolve('onnxruntime-node');
  const { left } = runAsNewUser(
    `import { createRequire } from 'node:module';
     const { InferenceSession } = createRequire(import.meta.url)(${JSON.stringify(runtime)});
     await InferenceSession.create(${JSON.stringify(model)});`,
  );
  expect(left.join()).toContain('onnxruntime');
});

test('a session of the engine leaves none', () => {
  const run = runAsNewUser(`${engineRun} console.log(y.data[0]);`);
  expect(run).toEqual({ printed: '42', left: [] });
});

test('nor does one in a worker whose main thread never saw the engine', () => {
  const run = runAsNewUser(
    `import { Worker } from 'node:worker_threads';
     const code = ${JSON.stringify(engineRun)} + 'console.log(y.data[0]);';
     const url = new URL('data:text/javascript,' + encodeURIComponent(code));
     const worker = new Worker(url);
     await new Promise((resolve, reject) => worker.on('exit', resolve).on('error', reject));`,
  );
  expect(run).toEqual({ printed: '42', left: [] });
});

test('nor does ONNX Runtime itself in a child process that the engine’s process starts', () => {
  const run = runAsNewUser(
    `import { execFileSync } from 'node:child_process';
     await import(${JSON.stringify(built)});
     const code = ${JSON.stringify(engineRun)} + 'console.log(process.env.ORT_DISABLE_TELEMETRY, y.data[0]);';
     process.stdout.write(execFileSync(process.execPath, ['--input-type=module', '--eval', code]));`,
  );
  expect(run).toEqual({ printed: '1 42', left: [] });
});
