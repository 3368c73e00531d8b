import { createRequire } from 'node:module';
import { arch, cpus, platform } from 'node:os';
import { env } from '../runtime/onnx-runtime.js';

const { version } = createRequire(import.meta.url)('../../package.json') as { version: string };

/** What a compiled graph depends on besides the graph itself: versions, and the processor it was laid out for. */
export const engineIdentity = [
  `engine ${version}`,
  `onnxruntime ${env.versions.node ?? env.versions.common}`,
  `${platform()} ${arch()}`,
  cpus()[0]?.model ?? 'unknown processor',
].join(', ');
