import { execFile, spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const script = fileURLToPath(new URL('../peers/nano_train.py', import.meta.url));

/** Whether PyTorch runs the model as it is or through `torch.compile`. */
export type PyTorchMode = 'eager' | 'compile';

/** The Python to run peers with: `MOMQ_PYTHON`, else `python3`. */
export const pythonProgram = process.env['MOMQ_PYTHON'] ?? 'python3';

/**
 * Why PyTorch cannot be run here, or null when it can.
 * @param modules - what a peer imports, separated by commas
 */
export async function whyNoPyTorch(modules = 'torch'): Promise<string | null> {
  try {
    await promisify(execFile)(pythonProgram, ['-c', `import ${modules}`]);
    return null;
  } catch (error) {
    const text = error instanceof Error && 'stderr' in error ? String(error.stderr) : '';
    const reason = text.trim().split('\n').at(-1);
    return `${pythonProgram}: ${reason || String(error)} (MOMQ_PYTHON names another Python)`;
  }
}

/** A running `peers/nano_train.py`; it waits, idle, between requests. */
export class PyTorchPeer {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #lines: AsyncIterator<string>;
  #errors = '';

  private constructor(child: ChildProcessWithoutNullStreams) {
    this.#child = child;
    this.#lines = createInterface(child.stdout)[Symbol.asyncIterator]();
    child.stderr.setEncoding('utf8').on('data', (text: string) => (this.#errors += text));
  }

  /**
   * Starts the peer on a folder of `writeTrainCase`.
   *
   * @throws Error with what Python printed, when it does not start
   */
  static async start(
    folder: string,
    mode: PyTorchMode,
  ): Promise<{ peer: PyTorchPeer; torch: string; threads: number }> {
    const options = mode === 'compile' ? ['--compile'] : [];
    const peer = new PyTorchPeer(spawn(pythonProgram, [script, folder, ...options]));
    const facts = (await peer.#answer()) as { torch: string; threads: number };
    return { peer, ...facts };
  }

  /** Losses of `count` steps from the case's weights, without dropout. */
  async losses(count: number): Promise<number[]> {
    const { losses } = (await this.#request({ losses: count })) as { losses: number[] };
    return losses;
  }

  /** Seconds that each of `count` steps takes, with dropout. */
  async seconds(count: number): Promise<number[]> {
    const { seconds } = (await this.#request({ measure: count })) as { seconds: number[] };
    return seconds;
  }

  /** Ends the process. */
  close(): void {
    this.#child.stdin.end();
  }

  #request(request: object): Promise<unknown> {
    this.#child.stdin.write(`${JSON.stringify(request)}\n`);
    return this.#answer();
  }

  async #answer(): Promise<unknown> {
    const line = await this.#lines.next();
    if (line.done !== true) return JSON.parse(line.value);
    throw new Error(`${script}: expected an answer, but it ended: ${this.#errors.trim()}`);
  }
}
