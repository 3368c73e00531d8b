import { execFile } from 'node:child_process';
import { mkdtemp, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { sevenBillion, writeRandomModel } from '../merge/random-model.js';
import { measurement } from '../measurement.js';
import type { BenchCase } from '../suite.js';

const child = fileURLToPath(new URL('../merge/merge-child.ts', import.meta.url));

interface ChildResult {
  readonly seconds: number;
  readonly peakBytes: number;
}

async function run(...args: string[]): Promise<ChildResult> {
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--import',
    'tsx',
    child,
    ...args,
  ]);
  return JSON.parse(stdout) as ChildResult;
}

/** What merging two 7 B models costs beside moving their bytes. */
export const moeMergeCase: BenchCase = {
  description:
    'SLERP of two models of the shape of CodeLlama-7B (random bfloat16 weights, three shards each), each in a process of its own. ' +
    'Its peer reads the same bytes as often (both models twice) and writes as many, and computes nothing. Needs 41 GB in the folder for temporary files.',
  async run(progress) {
    const folder = await mkdtemp(path.join(tmpdir(), 'momq-merge-'));
    const [first, second, out] = ['a', 'b', 'out'].map((name) => path.join(folder, name)) as [
      string,
      string,
      string,
    ];
    try {
      const { bavail, bsize } = await statfs(folder);
      if (bavail * bsize < 43e9) {
        progress(
          `skipped: expected 43 GB free in ${folder}, got ${Math.floor((bavail * bsize) / 1e9)}`,
        );
        return [];
      }
      progress('writing two models of 13.5 GB');
      const bytes = await writeRandomModel(first, sevenBillion, 1);
      await writeRandomModel(second, sevenBillion, 2);
      progress('moving the bytes');
      const copy = await run('copy', first, second, out);
      await rm(out, { recursive: true });
      progress('merging');
      const merge = await run('slerp', first, second, out);
      const gigabytesMoved = (5 * bytes) / 1e9;
      return [
        measurement(
          'merge of 7 B, peak memory',
          { value: merge.peakBytes / 1e9, unit: 'GB' },
          { atMost: 3 },
        ),
        measurement('merge of 7 B', { value: merge.seconds, unit: 's' }, 'report only'),
        {
          ...measurement(
            'merge of 7 B, bytes moved',
            { value: gigabytesMoved / merge.seconds, unit: 'GB/s' },
            'report only',
          ),
          peer: {
            name: 'reading and writing alone',
            value: Number((gigabytesMoved / copy.seconds).toPrecision(4)),
          },
        },
        measurement(
          'merge of 7 B, time / reading and writing alone',
          { value: merge.seconds / copy.seconds, unit: '×' },
          'report only',
        ),
      ];
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};
