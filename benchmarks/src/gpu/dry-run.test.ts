import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { Measurement } from '../measurement.js';

const script = fileURLToPath(new URL('../../gpu/run.sh', import.meta.url));
const driver = fileURLToPath(new URL('../../../reference/swiftshader/.driver', import.meta.url));
const why = existsSync(driver)
  ? ''
  : ' (skipped: no software driver; reference/swiftshader/fetch.sh fetches it)';

describe.skipIf(why !== '')(`benchmarks/gpu/run.sh${why}`, () => {
  it(
    'packs an archive that runs in an empty folder and environment',
    { timeout: 900_000 },
    async () => {
      const { stdout, stderr } = await promisify(execFile)('sh', [script, '--dry-run']);
      const [, bytes] = /archive: (\d+) bytes/.exec(stderr) ?? [];
      expect(Number(bytes)).toBeLessThanOrEqual(64 * 2 ** 20);
      const result = JSON.parse(stdout) as {
        suite: string;
        device: { kind: string; reason: string };
        limit: string;
        torch: { torch?: string; missing?: string };
        measurements: Measurement[];
      };
      expect(result).toMatchObject({ suite: 'gpu', device: { kind: 'webgpu' } });
      expect(result.device.reason).toContain('momq-gpu/lib/vk_swiftshader_icd.json');
      expect(result.limit).toMatch(/^Of a step's time: /);
      expect(result.torch.torch ?? result.torch.missing).toBeDefined();
      const parity = result.measurements.filter(({ name }) => name.startsWith('parity: '));
      expect(parity.length).toBe(result.torch.torch === undefined ? 2 : 3);
      expect(parity.every(({ ok }) => ok)).toBe(true);
      for (const name of ['train step, float32', 'decode, float32, one sequence'])
        expect(result.measurements.find((each) => each.name === name)?.value).toBeGreaterThan(0);
    },
  );

  it('says how it is called', async () => {
    await expect(promisify(execFile)('sh', [script])).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringContaining('run.sh --dry-run') as string,
    });
  });
});
