import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const bin = fileURLToPath(new URL('../../../packages/cli/bin/momq.js', import.meta.url));

/** Processes side by side: one a core. */
const processes = 2;

/** A pair, as far as it is looked at. */
interface Pair {
  readonly dbId: string;
  readonly question: string;
  readonly query: string;
}

/**
 * How fast `momq datagen --source intents` makes pairs of a dialect without a model, in processes side by side, and how different
 * they are.
 */
export async function pairRate(
  dialect: string,
  databases: number,
): Promise<{
  readonly perSecond: number;
  readonly pairs: number;
  readonly duplicates: number;
  readonly schemas: number;
}> {
  const folder = mkdtempSync(path.join(tmpdir(), 'momq-bench-datagen-'));
  const outs = Array.from({ length: processes }, (_, index) => path.join(folder, String(index)));
  try {
    const start = performance.now();
    await Promise.all(
      outs.map((out, index) => makePairs(out, { dialect, databases, seed: index + 1 })),
    );
    const seconds = (performance.now() - start) / 1000;
    const pairs = outs.flatMap((out) => readPairs(path.join(out, `${dialect}.jsonl`)));
    const schemas = outs.flatMap((out) => readSchemas(path.join(out, 'databases')));
    return {
      perSecond: pairs.length / seconds,
      pairs: pairs.length,
      duplicates: (100 * countDuplicates(pairs)) / pairs.length,
      schemas: new Set(schemas).size,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function makePairs(
  out: string,
  {
    dialect,
    databases,
    seed,
  }: { readonly dialect: string; readonly databases: number; readonly seed: number },
): Promise<void> {
  const counts = ['--train', String(databases), '--validation', '1', '--test', '1'];
  const args = ['--source', 'intents', '--dialect', dialect, '--out', out, '--seed', String(seed)];
  const child = spawn(process.execPath, [bin, 'datagen', ...args, ...counts], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const code = await new Promise((resolve) => child.on('close', resolve));
  if (code !== 0) throw new Error(`momq datagen: expected pairs, got exit code ${String(code)}`);
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
