import * as tf from '@tensorflow/tfjs-core';

/**
 * Gradient of `tf.einsum`, which TF.js has none for: `dy` takes the operand's place in the equation,
 * `ij,jk->ik` becomes `ik,jk->ij`. A label that only the operand has was summed over: the gradient repeats along it.
 */
export const einsumGradient: tf.GradConfig = {
  kernelName: tf.Einsum,
  saveAllInputs: true,
  gradFunc: (dyOrList, saved, attrs) => {
    const dy = dyOrList as tf.Tensor;
    const equation = (attrs['equation'] as string).replaceAll(' ', '');
    const [left, output] = equation.split('->') as [string, string];
    const labels = left.split(',');
    const gradients = saved.map((operand, which) => () => {
      const own = [...(labels[which] as string)];
      const others = labels.filter((_, each) => each !== which);
      const known = own.filter(
        (label) => output.includes(label) || others.join('').includes(label),
      );
      const product = tf.einsum(
        `${[output, ...others].join()}->${known.join('')}`,
        dy,
        ...saved.filter((_, each) => each !== which),
      );
      const ones = own.map((label, axis) => (known.includes(label) ? operand.shape[axis] : 1));
      const repetitions = own.map((label, axis) =>
        known.includes(label) ? 1 : operand.shape[axis],
      );
      return tf.tile(tf.reshape(product, ones as number[]), repetitions as number[]);
    });
    return Object.fromEntries(gradients.map((gradient, which) => [which, gradient]));
  },
};
