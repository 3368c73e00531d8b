import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { decodeOn, largestDifference, trainOn } from './device-parity.test-support.js';
import { environment } from './environment.js';
import { findTfjsBackend } from './tfjs-backend.js';

/**
 * Tests of device `tfjs` on a package with a native binding, as `reference/tfjs-node/build.sh` builds it. One process
 * can hold one of the two packages: both register the backend `tensorflow`.
 */
export function describeNativeTfjs(name: 'tfjs-node' | 'tfjs-node-gpu'): void {
  const [build, options] = name === 'tfjs-node' ? ['.built', ''] : ['.built-gpu', ' --gpu'];
  const folder = fileURLToPath(
    new URL(`../../../../reference/tfjs-node/${build}`, import.meta.url),
  );
  const binding = `node_modules/@tensorflow/${name}/lib/napi-v8/tfjs_binding.node`;
  const built = existsSync(`${folder}/${binding}`);
  const why = built ? '' : `, skipped: build it with reference/tfjs-node/build.sh${options}`;

  describe.skipIf(!built)(`device tfjs on @tensorflow/${name}${why}`, () => {
    beforeEach(() => {
      environment['MOMQ_TFJS_PATH'] = folder;
    });
    afterEach(() => {
      delete environment['MOMQ_TFJS_PATH'];
    });

    it('is found before the portable backends', async () => {
      expect(await findTfjsBackend()).toEqual({
        backend: 'tensorflow',
        package: `@tensorflow/${name}`,
        rejected: [],
      });
    });

    it('trains like the CPU', async () => {
      const run = await trainOn('tfjs');
      expect(run.report.device.reason).toContain(`of @tensorflow/${name}`);
      expect(run.report.operators['BatchMatMul']).toBeGreaterThan(0);
      expect(largestDifference(run, await trainOn('cpu'))).toBeLessThan(2e-4);
    });

    it('decodes like the CPU', async () => {
      expect(largestDifference(await decodeOn('tfjs'), await decodeOn('cpu'))).toBeLessThan(2e-4);
    });
  });
}
