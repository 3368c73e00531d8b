import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { JsonLinesPeer } from '../json-lines-peer.js';
import { pythonProgram } from '../pytorch-peer.js';
import type { DecodeBits } from './decode-shape.js';

const run = promisify(execFile);
/** Folder of the peers' programs. */
export const decodePeerSources = fileURLToPath(new URL('../../peers/decode', import.meta.url));
const cache = fileURLToPath(new URL('../../.cache/decode', import.meta.url));

/** Programs that decode the same model, by the name of their script. */
export type DecodePeerName = 'transformers' | 'llama';

/** A running peer. */
export interface DecodePeer {
  /** Name and version. */
  readonly name: string;
  /** Greedy decoding of `count` tokens after a prompt of one: milliseconds of each. */
  decode(count: number): Promise<number[]>;
  /** Ends its process. */
  close(): Promise<void>;
}

/**
 * Starts a peer. The first start installs the peers from npm, without install scripts, and a small Python environment
 * that writes the model files, all into a cache folder that git ignores.
 *
 * @throws Error with the reason, when a package cannot be installed or the peer does not start
 */
export async function startDecodePeer(
  peer: DecodePeerName,
  { bits, threads }: { readonly bits: DecodeBits; readonly threads: number },
): Promise<DecodePeer> {
  const programs = await installPrograms();
  const models = await writeModels(bits);
  const script = path.join(programs, `${peer}.mjs`);
  cpSync(path.join(decodePeerSources, `${peer}.mjs`), script); // beside the packages that it imports
  const process_ = new JsonLinesPeer('node', [script, models, String(bits), String(threads)]);
  const { name } = await process_.answer<{ name: string }>();
  return {
    name,
    decode: async (count) =>
      (await process_.request<{ milliseconds: number[] }>({ decode: count })).milliseconds,
    close: () => process_.close(),
  };
}

/** The folder with the npm packages that the peers import, installed once. */
export async function installPrograms(): Promise<string> {
  const folder = path.join(cache, 'programs');
  return once(folder, async (draft) => {
    cpSync(path.join(decodePeerSources, 'package.json'), path.join(draft, 'package.json'));
    await run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: draft });
  });
}

async function writeModels(bits: DecodeBits): Promise<string> {
  const python = await once(path.join(cache, 'python'), async (draft) => {
    const requirements = path.join(decodePeerSources, 'requirements.txt');
    await run(pythonProgram, ['-m', 'venv', draft]);
    const program = path.join(draft, 'bin', 'python');
    await run(program, ['-m', 'pip', 'install', '--quiet', '-r', requirements]);
  });
  return once(path.join(cache, `models-${bits}`), async (draft) => {
    const program = path.join(python, 'bin', 'python');
    await run(program, [path.join(decodePeerSources, 'write_models.py'), draft, String(bits)]);
  });
}

/** Makes a folder that exists only when `make` has succeeded. */
async function once(folder: string, make: (draft: string) => Promise<void>): Promise<string> {
  if (existsSync(folder)) return folder;
  const draft = `${folder}.draft`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true });
  await make(draft);
  renameSync(draft, folder);
  return folder;
}
