import { createHash } from 'node:crypto';
import type { HostParameters, HostTensor } from '../../../numerics/host-tensor.js';

/** Digest of weights by name. @param more what else tells them apart */
export function weightsDigest(weights: HostParameters, more = ''): string {
  const hash = createHash('sha256').update(more);
  for (const name of Object.keys(weights).sort()) {
    const { data, shape } = weights[name] as HostTensor;
    hash.update(`\n${name} ${shape.join()} `);
    hash.update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  }
  return hash.digest('hex');
}
