import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { decoderState, decoderTrainStep } from './decoder.test-support.js';
import { expectSameTensors, runJitted } from './eager-reference.test-support.js';
import {
  EngineError,
  hostTensor,
  jit,
  State,
  type EngineErrorCode,
  type HostTensor,
  type JitOptions,
  type TensorRecord,
} from './index.js';
import { randomUniform, stopGradient } from './ops/index.js';
import { drawInput, randomNumbers } from './random-inputs.test-support.js';

beforeAll(() => tf.setBackend('cpu'));

const x = hostTensor([1, 2, 3]);

async function expectCode(
  run: Promise<unknown>,
  code: EngineErrorCode,
  message: RegExp,
): Promise<void> {
  const error: unknown = await run.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(EngineError.isInstance(error) && error.code).toBe(code);
  expect((error as Error).message).toMatch(message);
}

describe('a decoder train step', () => {
  const config = { vocabulary: 31, width: 16, layers: 2, heads: 2, hidden: 24 };

  test('equals the eager cpu backend over three AdamW steps', async () => {
    const random = randomNumbers(3);
    const batches = Array.from({ length: 3 }, () => ({
      ids: drawInput({ shape: [2, 7], dtype: 'int32', from: 0, to: 31 }, random),
      targets: drawInput({ shape: [2, 7], dtype: 'int32', from: 0, to: 31 }, random),
    }));
    const initial = decoderState(config);
    const state = State.from(initial);
    const step = jit((inputs, tensors) => decoderTrainStep(config, inputs, tensors), {
      name: 'trainStep',
    });
    let eager: Record<string, HostTensor> = initial;
    for (const batch of batches) {
      const { loss } = await step.run(batch, state);
      const toTensors = (record: Record<string, HostTensor>): TensorRecord =>
        Object.fromEntries(
          Object.entries(record).map(([name, { data, shape, dtype }]) => [
            name,
            tf.tensor(data, [...shape], dtype),
          ]),
        );
      const expected = tf.tidy(() => {
        const result = decoderTrainStep(config, toTensors(batch), toTensors(eager));
        const host = (tensor: tf.Tensor) =>
          hostTensor(tensor.dataSync().slice() as Float32Array, tensor.shape);
        return {
          loss: host(result.outputs['loss'] as tf.Tensor),
          state: Object.fromEntries(
            Object.entries(result.state ?? {}).map(([name, tensor]) => [name, host(tensor)]),
          ),
        } as never;
      }) as unknown as { loss: HostTensor; state: Record<string, HostTensor> };
      expectSameTensors([loss as HostTensor], [expected.loss], 1e-4);
      eager = expected.state;
    }
    const names = Object.keys(initial);
    expectSameTensors(
      names.map((name) => state.get(name)),
      names.map((name) => eager[name] as HostTensor),
      1e-4,
    );
    expect(step.inspect()).toHaveLength(1);
    await step.dispose();
  });
});

describe('signatures', () => {
  test('the function runs once per combination of shapes and dtypes', async () => {
    let traces = 0;
    const double = jit(({ x: value }) => {
      traces += 1;
      return { outputs: { y: tf.add(value as tf.Tensor, value as tf.Tensor) } };
    });
    await double.run({ x });
    expect((await double.run({ x: hostTensor([5, 6, 7]) }))['y']?.data).toEqual(
      Float32Array.of(10, 12, 14),
    );
    expect((await double.run({ x: hostTensor([4], [1], 'int32') }))['y']).toEqual(
      hostTensor([8], [1], 'int32'),
    );
    await double.run({ x });
    expect(traces).toBe(2);
    expect(double.inspect().map(({ signature }) => signature)).toEqual([
      'x:float32[3] | ',
      'x:int32[1] | ',
    ]);
    await double.dispose();
  });

  test('concurrent first runs trace once', async () => {
    let traces = 0;
    const fn = jit(({ x: value }) => ({
      outputs: { y: tf.neg(value as tf.Tensor), n: tf.scalar(++traces) },
    }));
    await Promise.all([fn.run({ x }), fn.run({ x })]);
    expect(traces).toBe(1);
    await fn.dispose();
  });
});

test('threads, spinning and memory settings change no result', async () => {
  const random = randomNumbers(5);
  const inputs = {
    a: drawInput({ shape: [64, 32] }, random),
    b: drawInput({ shape: [32, 48] }, random),
  };
  const product = async (options: JitOptions) => {
    const fn = jit(
      ({ a, b }) => ({ outputs: { y: tf.matMul(a as tf.Tensor, b as tf.Tensor) } }),
      options,
    );
    const { y } = await fn.run(inputs);
    await fn.dispose();
    return y as HostTensor;
  };
  const expected = await product({});
  for (const options of [{ threads: 1 }, { threads: 2, spinning: true }, { keepMemory: false }]) {
    expectSameTensors([await product(options)], [expected], 1e-6);
  }
});

describe('the graph', () => {
  test('holds equal work once, leaves out unused work and keeps uniform constants small', async () => {
    const fn = jit(({ x: value }) => {
      tf.exp(value as tf.Tensor);
      const ones = tf.ones([4096, 3]);
      return {
        outputs: { a: tf.sin(value as tf.Tensor), b: tf.mul(tf.sin(value as tf.Tensor), ones) },
      };
    });
    await fn.run({ x });
    const [report] = fn.inspect();
    expect(report?.operators).toEqual({ Sin: 1, Expand: 1 });
    expect(report?.initializerBytes).toBeLessThan(64);
    await fn.dispose();
  });

  test('an output may be an input, a constant or another output', async () => {
    const fn = jit(({ x: value }) => ({
      outputs: {
        same: value as tf.Tensor,
        again: value as tf.Tensor,
        one: tf.ones([2, 2]),
        list: tf.tensor1d([1, 2]),
      },
    }));
    const outputs = await fn.run({ x });
    expect(outputs['again']).toEqual(x);
    expect(outputs['one']).toEqual(hostTensor([1, 1, 1, 1], [2, 2]));
    expect(outputs['list']).toEqual(hostTensor([1, 2]));
    await fn.dispose();
  });

  test('tensors of another backend become constants and stay usable', async () => {
    const outside = tf.tensor1d([10, 20, 30]);
    const fn = jit(({ x: value }) => ({ outputs: { y: tf.add(value as tf.Tensor, outside) } }));
    expect((await fn.run({ x }))['y']?.data).toEqual(Float32Array.of(11, 22, 33));
    expect(Array.from(outside.dataSync())).toEqual([10, 20, 30]);
    outside.dispose();
    await fn.dispose();
  });

  test('random numbers are fresh at every run', async () => {
    const fn = jit(() => ({ outputs: { a: randomUniform([64]), b: randomUniform([64]) } }));
    const [first, second] = [await fn.run({}), await fn.run({})];
    const values = [first['a'], first['b'], second['a']].map((each) =>
      Array.from(each?.data ?? []),
    );
    expect(new Set(values.map(String)).size).toBe(3);
    expect(values.flat().every((value) => value >= 0 && value < 1)).toBe(true);
    await fn.dispose();
  });

  test('stopGradient passes values and holds back gradients, jitted and eager', async () => {
    const slope = (value: tf.Tensor) =>
      tf.grad((v) => tf.sum(tf.mul(v, stopGradient(tf.square(v)))))(value);
    const fn = jit(({ x: value }) => ({ outputs: { slope: slope(value as tf.Tensor) } }));
    expect((await fn.run({ x }))['slope']?.data).toEqual(Float32Array.of(1, 4, 9));
    expect(Array.from(tf.tidy(() => slope(tf.tensor1d([1, 2, 3])).dataSync()))).toEqual([1, 4, 9]);
    await fn.dispose();
  });

  test('stopGradient cuts the gradient: no product before it is computed backwards', async () => {
    const fn = jit(({ x: value, w }) => {
      const through = (weight: tf.Tensor) =>
        tf.sum(tf.mul(weight, stopGradient(tf.matMul(value as tf.Tensor, weight))));
      return { outputs: { slope: tf.grad(through)(w as tf.Tensor) } };
    });
    const square = hostTensor([1, 2, 3, 4], [2, 2]);
    expect((await fn.run({ x: square, w: square }))['slope']?.data).toEqual(
      Float32Array.of(7, 10, 15, 22),
    );
    const { MatMul = 0, FusedMatMul = 0, Gemm = 0 } = fn.inspect()[0]?.operators ?? {};
    expect(MatMul + FusedMatMul + Gemm).toBe(1);
    await fn.dispose();
  });

  test('many scattered rows that meet are all added', async () => {
    const rows = 20_000;
    const index = hostTensor(
      Int32Array.from({ length: rows }, (_, each) => each % 3),
      [rows, 1],
      'int32',
    );
    const ones = hostTensor(new Float32Array(rows * 8).fill(1), [rows, 8]);
    const [sums, segments] = await runJitted(
      (i, v) => [
        tf.scatterND(i as tf.Tensor, v as tf.Tensor, [3, 8]),
        tf.unsortedSegmentSum(v as tf.Tensor, tf.reshape(i as tf.Tensor, [rows]) as tf.Tensor1D, 3),
      ],
      [index, ones],
    );
    const expected = [6667, 6667, 6666].flatMap((count) => new Array<number>(8).fill(count));
    expect(Array.from(sums?.data ?? [])).toEqual(expected);
    expect(Array.from(segments?.data ?? [])).toEqual(expected);
  });
});

describe('state', () => {
  const accumulate = () =>
    jit(({ x: value }, { total }) => {
      const next = tf.add(total as tf.Tensor, value as tf.Tensor);
      return { outputs: { before: total as tf.Tensor }, state: { total: next } };
    });

  test('is fed back, and names that are not returned stay', async () => {
    const fn = accumulate();
    const state = State.from({ total: hostTensor([0, 0, 0]), frozen: hostTensor([9]) });
    for (let run = 0; run < 4; run++) await fn.run({ x }, state);
    expect(state.get('total').data).toEqual(Float32Array.of(4, 8, 12));
    expect(state.get('frozen').data).toEqual(Float32Array.of(9));
    expect(state.byteLength()).toBe(2 * 12 + 4); // two buffers that take turns, one frozen
    await fn.dispose();
  });

  test('runs that overlap happen one after the other', async () => {
    const fn = accumulate();
    const state = State.from({ total: hostTensor([0, 0, 0]) });
    const results = await Promise.all([1, 2, 3].map(() => fn.run({ x }, state)));
    expect(results.map((each) => each['before']?.data[0])).toEqual([0, 1, 2]);
    await fn.dispose();
  });

  test('is copied on the way in and out', async () => {
    const values = Float32Array.of(1, 1, 1);
    const state = State.from({ total: hostTensor(values) });
    const fn = accumulate();
    const { before } = await fn.run({ x }, state);
    await fn.run({ x }, state);
    await fn.run({ x }, state);
    expect(values).toEqual(Float32Array.of(1, 1, 1));
    expect(before?.data).toEqual(Float32Array.of(1, 1, 1));
    state.get('total').data[0] = 99;
    expect(state.get('total').data[0]).toBe(4);
    await fn.dispose();
  });

  test('a name the function returns may be new, and may change its shape', async () => {
    const grow = jit(({ x: value }, record) => {
      const cache =
        'cache' in record
          ? tf.concat([record['cache'] as tf.Tensor, value as tf.Tensor])
          : (value as tf.Tensor);
      return { outputs: {}, state: { cache } };
    });
    const state = new State();
    for (let run = 0; run < 3; run++) await grow.run({ x }, state);
    expect(state.get('cache')).toEqual(hostTensor([1, 2, 3, 1, 2, 3, 1, 2, 3]));
    await grow.dispose();
  });

  test('constants are read like state but cannot be updated', async () => {
    const w = hostTensor([2, 2, 2]);
    const scale = jit(
      ({ x: value }, record) => ({
        outputs: { y: tf.mul(value as tf.Tensor, record['w'] as tf.Tensor) },
      }),
      { constants: { w } },
    );
    expect((await scale.run({ x }))['y']?.data).toEqual(Float32Array.of(2, 4, 6));
    await scale.dispose();
    const update = jit((_, record) => ({ outputs: {}, state: { w: record['w'] as tf.Tensor } }), {
      name: 'update',
      constants: { w },
    });
    await expectCode(update.run({}), 'TRACE_INVALID_RESULT', /update: state "w" is constant/);
  });

  test('a failed run changes nothing', async () => {
    const fn = jit(({ ids }, { table }) => ({
      outputs: { row: tf.gather(table as tf.Tensor, ids as tf.Tensor) },
      state: { table: tf.add(table as tf.Tensor, 1) },
    }));
    const state = State.from({ table: hostTensor([1, 2]) });
    await expectCode(
      fn.run({ ids: hostTensor([7], [1], 'int32') }, state),
      'RUN_FAILED',
      /indices element out of data bounds/,
    );
    expect(state.get('table').data).toEqual(Float32Array.of(1, 2));
    await fn.run({ ids: hostTensor([1], [1], 'int32') }, state);
    expect(state.get('table').data).toEqual(Float32Array.of(2, 3));
    await fn.dispose();
  });
});

describe('TF.js afterwards', () => {
  test('has its backend, tensors and variables as before, also after a failure', async () => {
    const before = {
      ...tf.memory(),
      variables: Object.keys(tf.engine().state.registeredVariables),
    };
    const fine = jit(({ x: value }) => {
      const w = tf.variable(tf.scalar(2));
      const { grads } = tf.variableGrads(() => tf.sum(tf.mul(value as tf.Tensor, w)) as tf.Scalar);
      return { outputs: { slope: Object.values(grads)[0] as tf.Tensor } };
    });
    expect((await fine.run({ x }))['slope']?.data).toEqual(Float32Array.of(6));
    await fine.dispose();
    const failing = jit(({ x: value }) =>
      tf.tidy(() => ({
        outputs: { y: tf.grad((v) => tf.scalar(v.dataSync()[0] as number))(value as tf.Tensor) },
      })),
    );
    await expect(failing.run({ x })).rejects.toThrow(EngineError);
    const after = { ...tf.memory(), variables: Object.keys(tf.engine().state.registeredVariables) };
    expect(after).toEqual(before);
    expect(tf.getBackend()).toBe('cpu');
    expect(Array.from(tf.add([1], [2]).dataSync())).toEqual([3]);
  });
});

describe('errors', () => {
  const trace = (fn: (value: tf.Tensor) => tf.Tensor) =>
    jit(({ x: value }) => ({ outputs: { y: fn(value as tf.Tensor) } }), { name: 'fn' }).run({ x });

  test('reading the value of a symbolic tensor', async () => {
    await expectCode(
      trace((value) => tf.scalar(tf.sum(value).dataSync()[0] as number)),
      'TRACE_READ_VALUE',
      /float32 tensor of shape \[\], computed by ReduceSum/,
    );
    await expectCode(
      trace((value) => tf.tensor(value.arraySync())),
      'TRACE_READ_VALUE',
      /the input "input:x"/,
    );
  });

  test('reading the value of a constant is fine', async () => {
    expect(
      (await trace((value) => tf.mul(value, tf.ones([3]).dataSync()[1] as number)))['y']?.data,
    ).toEqual(Float32Array.of(1, 2, 3));
  });

  test('a kernel without a translation', async () => {
    await expectCode(
      trace((value) => tf.spectral.rfft(value)),
      'UNSUPPORTED_KERNEL',
      /kernel (RFFT|FFT|Complex)/,
    );
  });

  test('a dtype an operation does not take', async () => {
    await expectCode(
      trace((value) => tf.cast(value, 'complex64')),
      'UNSUPPORTED_DTYPE',
      /complex64/,
    );
    const onInts = jit(({ i }) => ({
      outputs: { y: tf.engine().runKernel('Sin', { x: i as tf.Tensor }) as tf.Tensor },
    }));
    await expectCode(
      onInts.run({ i: hostTensor([1], [1], 'int32') }),
      'UNSUPPORTED_DTYPE',
      /Sin: expected float32, got int32/,
    );
  });

  test('an input that is absent', async () => {
    const fn = jit(({ y }) => ({ outputs: { y: y as tf.Tensor } }));
    await expectCode(fn.run({ x }), 'INPUT_MISSING', /reads input "y".*Given: x/);
  });

  test('data that do not fit their shape or dtype', async () => {
    const fn = jit(({ x: value }) => ({ outputs: { y: value as tf.Tensor } }));
    await expectCode(
      fn.run({ x: { ...x, shape: [2, 2] } }),
      'INPUT_SHAPE',
      /"x": expected 4 values for shape \[2, 2\], got 3/,
    );
    await expectCode(
      fn.run({ x: { ...x, dtype: 'int32' } }),
      'INPUT_DTYPE',
      /"x": expected Int32Array for dtype int32, got Float32Array/,
    );
    await expectCode(
      fn.run({ x: { ...x, dtype: 'float64' as never } }),
      'INPUT_DTYPE',
      /got float64/,
    );
  });

  test.each<[string, (value: tf.Tensor) => tf.Tensor, RegExp]>([
    [
      'matMul',
      (v) => tf.matMul(tf.reshape(v, [1, 3]), tf.ones([2, 1])),
      /matMul.*\[1, 3\] and \[2, 1\]/,
    ],
    ['add', (v) => tf.add(v, tf.ones([2])), /Add: .*a \[3\], b \[2\]/],
    ['reshape', (v) => tf.reshape(v, [2, 2]), /Reshape: .*x \[3\]/],
    ['concat', (v) => tf.concat([v, tf.ones([1, 3])], 0), /Concat: .*0 \[3\], 1 \[1, 3\]/],
    ['slice', (v) => tf.slice(v, [2], [4]), /Slice: .*x \[3\]/],
    ['sum', (v) => tf.sum(v, 4), /Sum: .*axis 4.*x \[3\]/],
    ['transpose', (v) => tf.transpose(v, [0, 1]), /tf\.transpose: /],
    ['where', (v) => tf.where(tf.ones([2], 'bool'), v, v), /tf\.where: /],
  ])('shapes that do not fit tf.%s', async (_, fn, message) => {
    await expectCode(trace(fn), 'INPUT_SHAPE', message);
    await expectCode(trace(fn), 'INPUT_SHAPE', /(Make|Transpose|Reshape) /);
  });

  test('a dtype that does not fit an operation', async () => {
    await expectCode(
      trace((value) => tf.oneHot(value, 3)),
      'INPUT_DTYPE',
      /tf\.oneHot: .*int32/,
    );
  });

  test('errors of the function itself pass through', async () => {
    const own = new Error('expected an even width');
    const thrown = trace(() =>
      tf.tidy(() => {
        throw own;
      }),
    );
    await expect(thrown).rejects.toBe(own);
  });

  test('an asynchronous function that reads a value fails once, with its code', async () => {
    const unhandled: unknown[] = [];
    const listen = (reason: unknown) => unhandled.push(reason);
    process.on('unhandledRejection', listen);
    const reads = async ({ x: value }: Record<string, tf.Tensor>) => {
      const [first] = await (value as tf.Tensor).data();
      return { outputs: { y: tf.scalar(first as number) } };
    };
    await expectCode(jit(reads as never).run({ x }), 'TRACE_INVALID_RESULT', /got a promise/);
    await new Promise((resolve) => setTimeout(resolve, 10));
    process.off('unhandledRejection', listen);
    expect(unhandled).toEqual([]);
  });

  test('a result that is not a record of tensors', async () => {
    await expectCode(
      jit((() => Promise.resolve({})) as never).run({}),
      'TRACE_INVALID_RESULT',
      /got a promise/,
    );
    await expectCode(
      jit((() => ({ outputs: { y: 3 } })) as never).run({}),
      'TRACE_INVALID_RESULT',
      /"y" = 3/,
    );
    await expectCode(
      jit((() => undefined) as never).run({}),
      'TRACE_INVALID_RESULT',
      /got undefined/,
    );
  });

  test('an unknown state name and a disposed function', async () => {
    expect(() => new State().get('w')).toThrow(/Expected a state tensor "w", got none/);
    const fn = jit(({ x: value }) => ({ outputs: { y: value as tf.Tensor } }), { name: 'gone' });
    const [last] = await Promise.all([fn.run({ x }), fn.dispose()]); // the run under way ends first
    expect(last['y']).toEqual(x);
    await expectCode(fn.run({ x }), 'DISPOSED', /gone/);
  });
});
