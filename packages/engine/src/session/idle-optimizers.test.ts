import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CompiledGraph } from '../compiled-graph.js';
import { decoderState, decoderTrainStep } from '../decoder.test-support.js';
import { resolveDevice } from '../devices/resolve-device.js';
import type { Device } from '../devices/device.js';
import { registerGradients } from '../gradients/register-gradients.js';
import { tf } from '../index.js';
import { registerKernels } from '../kernels/register-kernels.js';
import { encodeModel } from '../onnx/encode-model.js';
import type { OnnxGraph } from '../onnx/onnx-graph.js';
import { createSession, libraryFolder } from '../runtime/onnx-runtime.js';
import { traceFunction } from '../trace/trace-function.js';
import { idleOptimizers } from './idle-optimizers.js';
import { sessionSettings } from './session-settings.js';

registerKernels();
registerGradients();

const folder = mkdtempSync(join(tmpdir(), 'momq-idle-'));
afterAll(() => rmSync(folder, { recursive: true }));

let device: Device;
beforeAll(async () => {
  device = await resolveDevice('cpu');
});

function graphOf(fn: (x: tf.Tensor) => tf.Tensor): OnnxGraph {
  return traceFunction(({ x: input }) => ({ outputs: { y: fn(input!) } }), {
    name: 'graph',
    inputs: new Map([['x', { shape: [6, 8], dtype: 'float32' }]]),
    state: new Map(),
    constants: new Map(),
  });
}

function trainStep(): OnnxGraph {
  const config = { vocabulary: 16, width: 8, layers: 1, heads: 2, hidden: 12 };
  const spec = { shape: [2, 8], dtype: 'int32' } as const;
  const state = Object.entries(decoderState(config)).map(
    ([name, { shape, dtype }]) => [name, { shape, dtype }] as const,
  );
  return traceFunction((inputs, tensors) => decoderTrainStep(config, inputs, tensors), {
    name: 'trainStep',
    inputs: new Map([
      ['ids', spec],
      ['targets', spec],
    ]),
    state: new Map(state),
    constants: new Map(),
  });
}

/** The model that ONNX Runtime makes of a graph. */
async function optimised(graph: OnnxGraph, everything: boolean): Promise<Buffer> {
  const file = join(folder, `${String(everything)}.onnx`);
  if (everything) {
    const context = { device, externalFolder: undefined, widens: false };
    const settings = sessionSettings({ threads: 1 }, context);
    const options = { ...settings, optimizedModelFilePath: file };
    await (await createSession(encodeModel(graph), options)).release();
  } else await (await CompiledGraph.create(graph, { device, threads: 1 }, file)).release();
  return readFileSync(file);
}

test.each<[string, OnnxGraph, string]>([
  ['a train step', trainStep(), 'MatMul'],
  ['a gate that is fused', graphOf((x) => tf.mul(x, tf.sigmoid(x))), 'QuickGelu'],
  [
    'an activation that is fused',
    graphOf((x) => tf.mul(tf.mul(x, 0.5), tf.add(tf.erf(tf.div(x, Math.SQRT2)), 1))),
    'Gelu',
  ],
])('%s becomes what it becomes with every optimiser', async (_, graph, fused) => {
  expect(idleOptimizers(graph).length).toBeGreaterThan(10);
  const model = await optimised(graph, false);
  expect(model.includes(fused)).toBe(true);
  expect(model.equals(await optimised(graph, true))).toBe(true);
});

test('every name is one of ONNX Runtime', () => {
  const library = readdirSync(libraryFolder).find((name) =>
    /onnxruntime\.(so|dylib|dll)|onnxruntime.*dylib/.test(name),
  )!;
  const bytes = readFileSync(join(libraryFolder, library));
  const unknown = idleOptimizers({ nodes: [] }).filter((name) => !bytes.includes(name));
  expect(unknown).toEqual([]);
});
