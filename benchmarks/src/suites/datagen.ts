import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { measurement } from '../measurement.js';
import type { Measurement } from '../measurement.js';
import type { Suite } from '../suite.js';

const bin = fileURLToPath(new URL('../../../packages/cli/bin/momq.js', import.meta.url));

/** Processes side by side: one a core. */
const processes = 2;
/** Databases that each process asks about. */
const databases = 100;

/** A pair, as far as it is looked at. */
interface Pair {
  readonly dbId: string;
  readonly question: string;
  readonly query: string;
}

/** How fast pairs are made without a model, and how different they are. */
export const datagenSuite: Suite = {
  description:
    `momq datagen --source intents --dialect sqlite in ${processes} processes with ${databases} training databases each and seeds of their own. ` +
    'The clock runs from the start of the processes to the end of the last one. A duplicate is a pair whose question (but ' +
    'for case and marks) or query the same database had before.',
  async run(progress) {
    const folder = mkdtempSync(path.join(tmpdir(), 'momq-bench-datagen-'));
    const outs = Array.from({ length: processes }, (_, index) => path.join(folder, String(index)));
    try {
      progress(`${processes} processes of ${databases} databases`);
      const start = performance.now();
      await Promise.all(outs.map((out, index) => makePairs(out, index + 1)));
      const seconds = (performance.now() - start) / 1000;
      return figures(outs, seconds);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

async function makePairs(out: string, seed: number): Promise<void> {
  const counts = ['--train', String(databases), '--validation', '1', '--test', '1'];
  const args = ['--source', 'intents', '--dialect', 'sqlite', '--out', out, '--seed', String(seed)];
  const child = spawn(process.execPath, [bin, 'datagen', ...args, ...counts], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const code = await new Promise((resolve) => child.on('close', resolve));
  if (code !== 0) throw new Error(`momq datagen: expected pairs, got exit code ${String(code)}`);
}

function figures(outs: readonly string[], seconds: number): Measurement[] {
  const pairs = outs.flatMap((out) => readPairs(path.join(out, 'sqlite.jsonl')));
  const schemas = outs.flatMap((out) => readSchemas(path.join(out, 'databases')));
  const share = (100 * countDuplicates(pairs)) / pairs.length;
  return [
    measurement(
      'accepted pairs per second',
      { value: pairs.length / seconds, unit: 'pairs/s' },
      { atLeast: 200 },
    ),
    measurement('duplicates', { value: share, unit: '%' }, { atMost: 1 }),
    measurement(
      'different schemas',
      { value: new Set(schemas).size, unit: 'schemas' },
      { atLeast: 200 },
    ),
    measurement('accepted pairs', { value: pairs.length, unit: 'pairs' }, 'report only'),
  ];
}

function readPairs(file: string): Pair[] {
  return readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Pair);
}

/** Tables and columns of each database, as text. */
function readSchemas(folder: string): string[] {
  return readdirSync(folder).map((file) => {
    const { schema } = JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as {
      readonly schema: {
        readonly entities: readonly {
          readonly name: string;
          readonly fields: readonly { readonly name: string; readonly type: string }[];
        }[];
      };
    };
    const tables = schema.entities.map(
      ({ name, fields }) => `${name}(${fields.map((each) => `${each.name} ${each.type}`).join()})`,
    );
    return tables.sort().join(';');
  });
}

function countDuplicates(pairs: readonly Pair[]): number {
  const seen = new Set<string>();
  return pairs.filter(({ dbId, question, query }) => {
    const said = question.toLowerCase().replace(/[?.,\s]+/g, ' ');
    const keys = [JSON.stringify([dbId, 'said', said]), JSON.stringify([dbId, 'query', query])];
    const known = keys.some((key) => seen.has(key));
    for (const key of keys) seen.add(key);
    return known;
  }).length;
}
