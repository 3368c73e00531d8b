import { EngineError } from '../engine-error.js';
import { argIndex } from './arg-extreme.js';
import { elementwise } from './elementwise.js';
import { attr, input, requireFloat, single, type KernelTranslation } from './kernel-translation.js';
import { reshape } from './reshape.js';

/**
 * Draws `numSamples` classes per row of (B, V) logits, or of probabilities where `normalized`; int32 (B, numSamples),
 * fresh at every run.
 *
 * The class with the largest logit + Gumbel noise is a draw from softmax(logits): Gumbel 1954, −ln(−ln u).
 * @throws {@link EngineError} `TRACE_RANDOM` for a seed, which would give the same draws as TF.js only with its generator
 */
export const multinomialKernel: KernelTranslation = (call) => {
  const { graph } = call;
  const seed = attr<number>(call, 'seed');
  // TF.js replaces an absent seed by Math.random().
  if (seed <= 0 || seed >= 1) {
    throw new EngineError(
      'TRACE_RANDOM',
      `tf.multinomial: expected no seed inside a jitted function, got ${seed}. Leave it out, or draw outside and pass the result as an input.`,
    );
  }
  const given = requireFloat(call, input(call, 'logits'));
  const logits = attr<boolean>(call, 'normalized') ? elementwise(graph, 'Log', [given]) : given;
  const [batch, classes] = logits.shape as [number, number];
  const shape = [batch, attr<number>(call, 'numSamples'), classes]; // (B, N, V)
  const uniform = single(graph, 'RandomUniform', [], {
    shape,
    dtype: 'float32',
    attributes: { shape },
  });
  const negatedLog = (x: typeof uniform) =>
    elementwise(graph, 'Neg', [elementwise(graph, 'Log', [x])]);
  const gumbel = negatedLog(negatedLog(uniform));
  const scores = elementwise(graph, 'Add', [gumbel, reshape(graph, logits, [batch, 1, classes])]);
  return argIndex(graph, 'ArgMax', scores, 2);
};
