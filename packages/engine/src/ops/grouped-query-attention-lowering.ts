import { attr, input, type KernelCall } from '../kernels/kernel-translation.js';
import type { Operand } from '../trace/graph-value.js';

/** Sizes that ONNX Runtime's kernel requires of heads: multiples of 8, and of 16 when it rotates them. */
const HEAD_MULTIPLE = 8;

/**
 * Attention as ONNX Runtime's `GroupQueryAttention`, or `undefined` where that does not cover the call.
 * Inputs: query, key?, value?, past_key, past_value, seqlens_k (length − 1), total_sequence_length, cos?, sin?.
 */
export function lowerGroupedQueryAttention(call: KernelCall): readonly Operand[] | undefined {
  const { graph } = call;
  const optional = (name: string) => {
    const value = call.inputs[name];
    return value === undefined ? undefined : graph.dense(value);
  };
  const [query, lengths] = [input(call, 'query'), graph.dense(input(call, 'sequenceLengths'))];
  const [pastKey, pastValue] = [input(call, 'pastKey'), input(call, 'pastValue')];
  const [B, T] = query.shape as [number, number];
  const D = pastKey.shape[3] as number;
  const prefill = attr<boolean>(call, 'prefill');
  const [cos, sin] = [optional('cos'), optional('sin')];
  const rotates = cos !== undefined && sin !== undefined;
  if (D % (rotates ? 2 * HEAD_MULTIPLE : HEAD_MULTIPLE) !== 0) return undefined;
  if (rotates && (cos.shape[1] as number) % HEAD_MULTIPLE !== 0) return undefined;
  // The kernel takes several tokens of several rows only when the cache is empty.
  if (!prefill && T > 1 && B > 1) return undefined;

  const scalar = { shape: [], dtype: 'int32' as const };
  const [lastPositions] = graph.node('Sub', [lengths, graph.scalar(1, 'int32')], [lengths]);
  const total = prefill
    ? graph.scalar(T, 'int32') // which tells the kernel that nothing is in the cache
    : graph.node('ReduceMax', [lengths], [scalar], { attributes: { keepdims: 0 } })[0];
  const numHeads = attr<number>(call, 'numHeads');
  return graph.node(
    'GroupQueryAttention',
    [
      graph.dense(query),
      optional('key'),
      optional('value'),
      graph.dense(pastKey),
      graph.dense(pastValue),
      lastPositions,
      total,
      ...(rotates ? [cos, sin] : []),
    ],
    [{ shape: [B, T, numHeads * D], dtype: 'float32' }, pastKey, pastValue],
    {
      domain: 'com.microsoft',
      attributes: {
        num_heads: numHeads,
        kv_num_heads: attr<number>(call, 'numKvHeads'),
        scale: { float: attr<number>(call, 'scale') },
        do_rotary: Number(rotates),
        rotary_interleaved: Number(attr<boolean>(call, 'interleaved')),
        local_window_size: attr<number | null>(call, 'slidingWindow') ?? -1,
      },
    },
  );
}
