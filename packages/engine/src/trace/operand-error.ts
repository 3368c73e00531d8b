import { EngineError } from '../engine-error.js';

const remedy = 'Make the shapes, axes and dtypes of its operands fit.';

/**
 * Gives what a kernel throws about its operands a code, the kernel's name and the shapes.
 *
 * @param kernelName - TF.js name of the kernel
 * @param operands - what it was given, by TF.js's names
 * @param error - what its translation threw
 */
export function kernelError(
  kernelName: string,
  operands: Readonly<Record<string, { readonly shape: readonly number[] }>>,
  error: unknown,
): unknown {
  if (!(error instanceof Error)) return error;
  const named = error.message.startsWith(kernelName);
  if (EngineError.isInstance(error) && (error.code !== 'INPUT_SHAPE' || named)) return error;
  const shapes = Object.entries(operands)
    .map(([name, { shape }]) => `${name} [${shape.join(', ')}]`)
    .join(', ');
  return new EngineError(
    'INPUT_SHAPE',
    `${kernelName}: ${sentence(error.message)} Got ${shapes}. ${remedy}`,
    { cause: error },
  );
}

/**
 * Gives what a TF.js operation throws about its arguments, before a kernel sees them, a code and the operation's name.
 *
 * @returns null when `error` was not thrown inside a TF.js operation
 */
export function operationError(error: unknown): EngineError | null {
  if (!(error instanceof Error) || EngineError.isInstance(error)) return null;
  const [thrower = '', ...callers] = framesOf(error);
  const operation = [thrower, ...callers].flatMap(
    (frame) => /(\w+)__op\b/.exec(frame)?.[1] ?? [],
  )[0];
  if (operation === undefined || !/tfjs-core|tf-core/.test(thrower)) return null;
  const code = /must be (an? )?\w+ tensor|dtype/i.test(error.message)
    ? 'INPUT_DTYPE'
    : 'INPUT_SHAPE';
  return new EngineError(code, `tf.${operation}: ${sentence(error.message)} ${remedy}`, {
    cause: error,
  });
}

function framesOf(error: Error): string[] {
  return (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
}

function sentence(text: string): string {
  return /[.!?]\s*$/.test(text) ? text.trim() : `${text.trim()}.`;
}
