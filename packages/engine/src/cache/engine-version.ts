import { arch, cpus, platform } from 'node:os';
import { installedPackage } from '../installed-package.js';
import { env } from '../runtime/onnx-runtime.js';

const { version } = installedPackage('@momq/engine', import.meta.url);

/** What a compiled graph depends on besides the graph itself: versions, and the processor it was laid out for. */
export const engineIdentity = [
  `engine ${version}`,
  `onnxruntime ${env.versions.node ?? env.versions.common}`,
  `${platform()} ${arch()}`,
  cpus()[0]?.model ?? 'unknown processor',
].join(', ');
