import type * as tf from '@tensorflow/tfjs-core';
import { hostDtype } from '../tensor-spec.js';
import { asValue } from '../trace/graph-builder.js';
import { elementwise } from './elementwise.js';
import { attr, input, type KernelTranslation } from './kernel-translation.js';
import { reshape } from './reshape.js';
import { where } from './select.js';

/** `onValue` where the index equals the position on the new last axis; an index out of range gives `offValue` everywhere. */
export const oneHotKernel: KernelTranslation = (call) => {
  const { graph } = call;
  const indices = input(call, 'indices');
  const depth = attr<number>(call, 'depth');
  const dtype = hostDtype(attr<tf.DataType>(call, 'dtype'), 'OneHot');
  const positions = graph.constant(
    Int32Array.from({ length: depth }, (_, index) => index),
    { shape: [depth], dtype: 'int32' },
  );
  const column = reshape(graph, indices, [...indices.shape, 1]);
  const hit = elementwise(graph, 'Equal', [column, positions], { dtype: 'bool' });
  const [on, off] = [
    graph.scalar(attr(call, 'onValue'), dtype),
    graph.scalar(attr(call, 'offValue'), dtype),
  ];
  return where(graph, hit, asValue(on), asValue(off));
};
