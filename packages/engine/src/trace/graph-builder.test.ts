import { describe, expect, test } from 'vitest';
import { GraphBuilder } from './graph-builder.js';

describe('stored dtypes', () => {
  test.each([
    ['float16', 'float32'],
    ['bfloat16', 'float32'],
    ['uint8', 'int32'],
    ['int8', 'int32'],
  ] as const)('%s appears as %s, and a custom op reads it as stored', (dtype, traced) => {
    const graph = new GraphBuilder();
    const value = graph.input('x', { shape: [2, 3], dtype });
    expect(value.dtype).toBe(traced);
    expect(graph.storedOperand(value)).toMatchObject({ name: 'x', dtype });
  });

  test('a new value of a stored dtype is cast back, one that is stored already is not', () => {
    const graph = new GraphBuilder();
    const x = graph.input('x', { shape: [2], dtype: 'float16' });
    const [sum] = graph.node('Add', [x.base, x.base], [{ shape: [2], dtype: 'float32' }]);
    const y = { shape: [2], dtype: 'float32', base: sum as typeof x.base } as const;
    const { outputs, nodes } = graph.finish(
      'test',
      new Map([
        ['kept', x],
        ['changed', y],
        ['wide', x],
      ]),
      new Map([
        ['kept', 'float16'],
        ['changed', 'float16'],
      ]),
    );
    expect(outputs.map(({ name, dtype }) => [name, dtype])).toEqual([
      ['kept', 'float16'],
      ['changed', 'float16'],
      ['wide', 'float32'],
    ]);
    expect(nodes.find(({ outputs: [name] }) => name === 'kept')?.inputs).toEqual(['x']);
  });

  test('float32 constants of equal elements stay scalars; stored ones keep their bytes', () => {
    const graph = new GraphBuilder();
    const uniform = graph.constant(new Float32Array(6).fill(2), { shape: [6], dtype: 'float32' });
    expect(uniform.base.shape).toEqual([]);
    const half = graph.constant(new Uint16Array(6), { shape: [6], dtype: 'float16' });
    expect(graph.storedOperand(half)).toMatchObject({ dtype: 'float16', shape: [6] });
  });
});

test('an external constant enters the graph as a reference', () => {
  const graph = new GraphBuilder();
  const external = { file: '/models/a.safetensors', offset: 64, length: 24 };
  const value = graph.externalConstant(external, { shape: [2, 3], dtype: 'float32' });
  const { initializers, values } = graph.finish('test', new Map([['y', value]]));
  expect(initializers).toEqual([
    { name: value.base.name, shape: [2, 3], dtype: 'float32', external },
  ]);
  expect(values.get('y')).toEqual({ shape: [2, 3], dtype: 'float32' });
});
