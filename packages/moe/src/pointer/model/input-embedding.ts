import { add, matMul, oneHot, reshape, slice, sum, type Tensor } from '@tensorflow/tfjs-core';
import type { PointerModelConfig } from '../pointer-config.js';
import type { Dropout } from '../../numerics/dropout.js';
import { linear } from '../../numerics/linear.js';
import { parameter, type Parameters } from '../../numerics/parameters.js';
import { rmsNorm } from '../../decoder/forward-pass.js';

/** Rows of `table` by id through a one-hot product, whose gradient is a plain product too. ids (B, n) int32, table (rows, D). @returns (B, n, D) */
function embed(ids: Tensor, table: Tensor): Tensor {
  const [rows, width] = table.shape as [number, number];
  return reshape(matMul(oneHot(reshape(ids, [-1]), rows), table), [...ids.shape, width]);
}

/**
 * Embeddings of the prefix: vectors W_in + b + type + flags W_flag, before the input norm.
 * @param vectors (B, P, Din); @param types (B, P) int32; @param flags (B, P, F)
 * @returns (B, P, D)
 */
export function prefixEmbedding(
  parameters: Parameters,
  config: PointerModelConfig,
  inputs: { vectors: Tensor; types: Tensor; flags: Tensor },
  dropout: Dropout,
): Tensor {
  const text = linear(
    dropout.apply(inputs.vectors, config.dropout),
    parameter(parameters, 'pointer.vector_proj.weight'),
    parameter(parameters, 'pointer.vector_proj.bias'),
  );
  const features = linear(inputs.flags, parameter(parameters, 'pointer.flag_proj.weight'));
  return add(
    add(text, embed(inputs.types, parameter(parameters, 'pointer.type_embedding'))),
    features,
  );
}

/**
 * Embeddings of output codes, before the input norm: a keyword reads its row, a pointer the embedding of the position it points at
 * through a linear layer plus a vector that marks pointers.
 * @param codes (B, T) int32; @param prefix (B or 1, P, D) from `prefixEmbedding`
 * @returns (B, T, D)
 */
export function outputEmbedding(
  parameters: Parameters,
  config: PointerModelConfig,
  codes: Tensor,
  prefix: Tensor,
): Tensor {
  const { vocabularySize } = config.pointer;
  const [batch, length] = codes.shape as [number, number];
  const [prefixBatch, prefixLength, width] = prefix.shape as [number, number, number];
  const choice = oneHot(reshape(codes, [-1]), vocabularySize + prefixLength);
  const keyword = slice(choice, [0, 0], [batch * length, vocabularySize]);
  const pointer = slice(choice, [0, vocabularySize], [batch * length, prefixLength]);

  const keywords = matMul(keyword, parameter(parameters, 'pointer.token_embedding'));
  const items =
    prefixBatch === 1
      ? matMul(pointer, reshape(prefix, [prefixLength, width]))
      : reshape(matMul(reshape(pointer, [batch, length, prefixLength]), prefix), [
          batch * length,
          width,
        ]);
  const isPointer = sum(pointer, 1, true);
  const mark = matMul(
    isPointer,
    reshape(parameter(parameters, 'pointer.pointed_vector'), [1, width]),
  );
  const pointed = add(linear(items, parameter(parameters, 'pointer.pointed_proj.weight')), mark);
  return reshape(add(keywords, pointed), [batch, length, width]);
}

/** The norm that prefix and output embeddings pass before the first block. */
export function inputNorm(parameters: Parameters, config: PointerModelConfig, x: Tensor): Tensor {
  return rmsNorm(x, parameter(parameters, 'pointer.input_norm.weight'), config.decoder.normEpsilon);
}
