import { CommanderError } from 'commander';
import { escapeControls, hideSecrets, hideSecretsIn } from '@momq/core/execution';
import type { Output } from '../output/output.js';
import { toJson } from '../output/json.js';
import { exitCodeOf, exitCodes } from './exit-codes.js';

/**
 * Writes an error to standard error: `code: message`, or one object with `--json`.
 *
 * @param args - what the user gave; their secrets are in no message, whoever wrote it
 * @param command - whose `--help` is named where it was used wrongly
 * @returns the exit code
 */
export function reportError(
  error: unknown,
  output: Output,
  args: readonly string[],
  command = 'momq',
): number {
  if (error instanceof CommanderError && error.exitCode === 0) return exitCodes.ok; // --help, --version
  const { code, message } = describeError(error, args, command);
  const json = args.includes('--json');
  if (json) output.printError(toJson({ error: { code, message } }));
  else output.printError(escapeControls(`${code}: ${message}`));
  if (code === 'INTERNAL' && process.env['MOMQ_DEBUG'] !== undefined && error instanceof Error) {
    output.printError(escapeControls(withoutSecrets(error.stack ?? '', args)));
  }
  return exitCodeOf(code);
}

/**
 * Code and message of an error, as they are printed.
 *
 * @param args - what the user gave; their secrets are left out
 * @param command - see {@link reportError}
 */
export function describeError(
  error: unknown,
  args: readonly string[],
  command = 'momq',
): { readonly code: string; readonly message: string } {
  const { code, message } = codeAndMessage(error, command);
  return { code, message: withoutSecrets(message, args) };
}

function withoutSecrets(text: string, args: readonly string[]): string {
  return args
    .map((arg) => arg.replace(/^--?[\w-]+=/, ''))
    .filter((arg) => hideSecrets(arg) !== arg)
    .reduce((shown, arg) => hideSecretsIn(shown, arg), text);
}

function codeAndMessage(error: unknown, command: string): { code: string; message: string } {
  if (error instanceof CommanderError) {
    return {
      code: 'USAGE',
      message: `${error.message
        .replace(/^error: /, '')
        .replaceAll('\n', ' ')
        .replace(/\.+$/, '')}. See ${command} --help.`,
    };
  }
  if (isCoded(error)) return { code: error.code, message: coded(error) };
  const message = error instanceof Error ? error.message : String(error);
  return {
    code: 'INTERNAL',
    message: `${message.replace(/\.$/, '')}. Set MOMQ_DEBUG=1 for the stack and report it.`,
  };
}

/** What the operating system says of a file begins with its code, and does not say what to do. */
function coded(error: Error & { readonly code: string }): string {
  if (!('syscall' in error && 'path' in error)) return error.message;
  const said = error.message.replace(`${error.code}: `, '').replace(/\.$/, '');
  return `${said}. Check the path, its permissions and the room that is left.`;
}

/** Errors of this project's packages and of the operating system (`ENOENT`); Node's own `ERR_…` codes tell defects. */
function isCoded(error: unknown): error is Error & { code: string } {
  return (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    /^[A-Z]+(_[A-Z]+)*$/.test(error.code) &&
    !error.code.startsWith('ERR_')
  );
}
