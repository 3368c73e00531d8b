import { spawn } from 'node:child_process';
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { sqlite } from '@momq/dialect-sqlite';
import { libraryAnswer } from '../testing/library-answers.js';
import { startOpenAiServer } from '../testing/openai-server.js';
import { smallLibrary } from '../testing/small-library.js';
import { resolveModel, runSqlGen } from './index.js';
import type { SqlGenReport } from './index.js';

const concurrency = 4; // the default

it('goes on after kill -9 with nothing lost and nothing paid twice but what was under way', async () => {
  const parent = mkdtempSync(path.join(tmpdir(), 'momq-killed-'));
  const [killed, whole] = [path.join(parent, 'killed'), path.join(parent, 'whole')];
  const answered: string[] = [];
  const killAt = 10 + (process.pid % 10); // of some 30 answers
  let kill = (): void => undefined;
  const server = await startOpenAiServer(({ model, messages }) => {
    answered.push(`${model} ${messages.join(' ')}`);
    if (answered.length === killAt) kill();
    return { text: libraryAnswer({ messages }) };
  });
  try {
    const child = spawn(
      process.execPath,
      [
        ...process.env['MOMQ_TEST_NODE']!.split('\n'),
        fileURLToPath(new URL('../testing/run-library.ts', import.meta.url)),
        server.url,
        killed,
      ],
      { stdio: ['ignore', 'ignore', 'inherit'] },
    );
    kill = () => void child.kill('SIGKILL');
    const [, signal] = (await once(child, 'exit')) as [number | null, string | null];
    expect(signal).toBe('SIGKILL');
    const paid = answered.splice(0);
    // what a crash of the machine may leave besides
    appendFileSync(path.join(killed, 'journal', 'answers.jsonl'), '{"key":"torn');

    const run = async (outputFolder: string): Promise<SqlGenReport> =>
      runSqlGen({
        outputFolder,
        pack: sqlite(),
        databases: [
          { id: 'library', split: 'train', content: () => Promise.resolve(smallLibrary().content) },
        ],
        writer: await resolveModel(`${server.url}#writer`),
        judge: await resolveModel(`${server.url}#judge`),
        templates: 4,
        pairs: 12,
      });
    const report = await run(killed);
    const reused = report.usage.reduce((sum, { fromJournal }) => sum + fromJournal, 0);
    const again = report.usage.reduce((sum, { requests }) => sum + requests, 0);
    expect(reused).toBeGreaterThanOrEqual(paid.length - concurrency);
    expect(again).toBe(answered.length);

    answered.length = 0;
    await run(whole);
    expect(reused + again).toBe(answered.length);
    const pairs = (folder: string): string =>
      readFileSync(path.join(folder, 'sqlite.jsonl'), 'utf8');
    expect(pairs(killed)).toBe(pairs(whole));
    expect(pairs(whole).trim().split('\n')).toHaveLength(12);
  } finally {
    await server.close();
    rmSync(parent, { recursive: true, force: true });
  }
});
