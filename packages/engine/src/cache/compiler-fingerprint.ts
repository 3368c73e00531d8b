import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Folders and files of the engine that decide what a traced graph becomes. */
const COMPILER = ['onnx', 'passes', 'session'];

let fingerprint: string | undefined;

/**
 * Hash of the engine's own code between a traced graph and ONNX Runtime, so that a pass that changes never meets graphs
 * that its former self has made, whether or not the version has changed. In a bundle, which has no such files, the
 * version alone counts.
 */
export function compilerFingerprint(): string {
  if (fingerprint !== undefined) return fingerprint;
  const hash = createHash('sha256');
  for (const folder of COMPILER) {
    const path = join((import.meta.dirname as string | undefined) ?? '', '..', folder);
    if (!existsSync(path)) continue;
    for (const name of readdirSync(path).sort()) {
      if (!/^[^.]+\.[jt]s$/.test(name)) continue; // no tests, maps or declarations
      hash.update(name).update(readFileSync(join(path, name)));
    }
  }
  return (fingerprint = hash.digest('hex'));
}
