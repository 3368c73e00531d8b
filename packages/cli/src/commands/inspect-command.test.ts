import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { nanoConfig, nanoMixture } from '@momq/model-nano/training';
import { saveCheckpoint } from '@momq/moe';
import { initialPointerParameters, type InspectedGraph } from '@momq/moe/pointer';
import { capture } from '../testing/captured-run.js';

const folder = mkdtempSync(path.join(tmpdir(), 'momq-inspect-'));
afterAll(() => rmSync(folder, { recursive: true }));
const small = ['--batch', '1', '--prefix', '8', '--outputs', '2', '--beams', '1', '--runs', '2'];

/** Writes a checkpoint with one small layer. */
async function smallCheckpoint(): Promise<string> {
  const expertGroup = { experts: 4, rank: 8, alpha: 16 };
  const nano = nanoConfig({
    vectorWidth: 4,
    vocabularySize: 7,
    mixture: nanoMixture([{ id: 'sqlite', expertGroup }]),
  });
  const config = { ...nano, decoder: { ...nano.decoder, numLayers: 1 } };
  const checkpoint = path.join(folder, 'small');
  await saveCheckpoint(checkpoint, {
    config,
    parameters: initialPointerParameters(config, 1),
    vocabulary: Array.from({ length: 7 }, (_, index) => `word${index}`),
    metadata: {},
  });
  return checkpoint;
}

it('shows operators, work, time and memory of every graph of a checkpoint', async () => {
  const page = path.join(folder, 'graphs.html');
  const args = ['--model', await smallCheckpoint(), ...small, '--html', page];
  const { code, stdout, stderr } = await capture(['inspect', ...args]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  for (const name of ['encode prefix', 'decode step', 'train step']) expect(stdout).toContain(name);
  expect(stdout.match(/nodes {4}\d+ traced, \d+ after the graph passes/g)).toHaveLength(3);
  expect(stdout.match(/MatMul +\d+ +[\d.]+ MFLOP +[\d.]+ ms/g)?.length).toBeGreaterThanOrEqual(3);
  expect(stdout).toMatch(/[\d.]+ [kM]B │.*[▁▂▃▄▅▆▇█]/);
  const html = readFileSync(page, 'utf8');
  expect(html.match(/<h2>/g)).toHaveLength(3);
  expect(html).not.toMatch(/src=|href=|url\(/); // it loads nothing
  expect(html).not.toContain('NaN');
});

it('prints those of the embedded model as JSON', async () => {
  const { code, stdout } = await capture(['inspect', ...small, '--json']);
  expect(code).toBe(0);
  const { graphs } = JSON.parse(stdout) as { graphs: InspectedGraph[] };
  expect(graphs.map(({ name }) => name)).toEqual(['encode prefix', 'decode step', 'train step']);
  for (const { report } of graphs) {
    expect(report.flops).toBeGreaterThan(0);
    expect(report.liveBytes).toHaveLength(report.nodeCount);
    expect(Math.max(...report.liveBytes)).toBe(report.peakBytes);
    expect(report.profile?.operators[0]?.milliseconds).toBeGreaterThan(0);
  }
});

it('refuses a folder without a checkpoint, and sizes that are none', async () => {
  const missing = await capture(['inspect', '--model', path.join(folder, 'nothing')]);
  expect(missing.code).toBe(3);
  expect(missing.stderr).toContain('MOE_CHECKPOINT_MISSING');
  const wrong = await capture(['inspect', '--batch', '0']);
  expect(wrong.code).toBe(2);
  expect(wrong.stderr).toContain('positive integer');
});
