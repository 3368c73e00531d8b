import { exitCodes } from '../errors/exit-codes.js';

/**
 * Ends the process when nobody can read what it prints: quietly when the reader has left (`| head`), with one line when the
 * output cannot be written (a full disk).
 */
export function endOnBrokenOutput(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(exitCodes.ok);
    process.stderr.write(`${error.code ?? 'EIO'}: standard output: ${error.message}\n`);
    process.exit(exitCodes.environment);
  });
  process.stderr.on('error', () => process.exit(exitCodes.environment));
}
