import type { QueryModel } from '@momq/core';
import { main } from '../main.js';

/** What a command line printed, and its exit code. */
export interface CapturedRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs a command line in this process, without colours.
 *
 * @param model - default: the one that the command line names
 */
export async function capture(args: readonly string[], model?: QueryModel): Promise<CapturedRun> {
  const stdout: string[] = [];
  const stderr: string[] = [];
  const output = {
    print: (line: string) => void stdout.push(line),
    printError: (line: string) => void stderr.push(line),
    style: (_style: string, text: string) => text,
  };
  const code = await main(args, { output, ...(model !== undefined && { model }) });
  return { code, stdout: stdout.join('\n'), stderr: stderr.join('\n') };
}
