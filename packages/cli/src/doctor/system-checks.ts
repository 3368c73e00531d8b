import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadModel } from '../models/load-model.js';
import { checkPart } from './check.js';
import type { Check } from './check.js';

const reinstall = 'Install the packages again on this machine: npm install';

/** Node, the temporary folder, ONNX Runtime, and the model with the hashes of its files. */
export async function checkSystem(model?: string): Promise<Check[]> {
  return [
    checkNode(process.versions.node),
    await checkPart(
      {
        area: 'system',
        part: 'temporary folder',
        remedy: 'Make it writable and free space, or set TMPDIR to another folder',
      },
      async () => {
        const folder = await mkdtemp(path.join(tmpdir(), 'momq-doctor-'));
        try {
          await writeFile(path.join(folder, 'probe'), 'probe');
        } finally {
          await rm(folder, { recursive: true, force: true });
        }
        return `${tmpdir()} can be written`;
      },
    ),
    await checkPart({ area: 'model', part: 'ONNX Runtime', remedy: reinstall }, async () => {
      const { env, listSupportedBackends } = await import('@momq/onnxruntime');
      const providers = listSupportedBackends().map(({ name }) => name);
      return `${env.versions.node ?? ''} for ${process.platform}-${process.arch} loads (${providers.join(', ')})`;
    }),
    await checkPart({ area: 'model', part: 'weights', remedy: reinstall }, async () => {
      const loaded = await loadModel(model);
      await loaded.dispose();
      return `${loaded.name} ${loaded.version}: its files are there and have their hashes`;
    }),
  ];
}

/** @param version - as `process.versions.node` */
export function checkNode(version: string): Check {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const about = { area: 'system', part: 'Node.js', detail: version };
  return major > 20 || (major === 20 && minor >= 19)
    ? { ...about, state: 'ok' }
    : { ...about, state: 'broken', remedy: 'Install Node 20.19 or later from https://nodejs.org' };
}
