import { fileURLToPath } from 'node:url';
import type { CompiledSignature } from '@momq/engine/inspection';
import { JsonLinesPeer } from '../json-lines-peer.js';
import type { Round } from './contest.js';

/** What `own-training.ts` answers to `{ measure }`. */
export interface OwnRound extends Required<Round> {
  readonly compilation: Omit<CompiledSignature, 'liveBytes'>;
}

/**
 * Starts our side of a case in a process of its own.
 * @param cacheFolder - folder of compiled graphs; default: none are kept
 */
export async function startOwnPeer(folder: string, cacheFolder?: string): Promise<JsonLinesPeer> {
  const script = fileURLToPath(new URL('own-training.ts', import.meta.url));
  const loader = process.execArgv.includes('tsx') ? [] : ['--import', 'tsx'];
  const peer = new JsonLinesPeer(process.execPath, [
    ...process.execArgv,
    ...loader,
    script,
    folder,
    ...(cacheFolder === undefined ? [] : [cacheFolder]),
  ]);
  await peer.answer();
  return peer;
}
