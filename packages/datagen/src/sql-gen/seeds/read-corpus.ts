import { createReadStream } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { ConfigError } from '@momq/dialect';

/** A row of a corpus: its query, or why it has none. */
export interface CorpusRow {
  /** File and line (item of a JSON array), for messages. */
  readonly place: string;
  readonly query?: string;
  readonly problem?: string;
}

/** Members that hold a query in corpora that are around. */
const usualFields = ['query', 'SQL', 'sql', 'gold'] as const;

/**
 * Reads the queries of a corpus: a JSON array, or one JSON object a line.
 *
 * @param field - the member with the query; default: the first of `query`, `SQL`, `sql`, `gold` that a row has
 * @throws ConfigError when the file cannot be read
 */
export async function* readCorpus(file: string, field?: string): AsyncGenerator<CorpusRow> {
  if (await beginsWithBracket(file)) {
    let items: unknown;
    try {
      items = JSON.parse(await readFile(file, 'utf8'));
    } catch (cause) {
      throw new ConfigError(
        `${file}: expected a JSON array or one JSON object a line, got neither.`,
        {
          cause,
        },
      );
    }
    for (const [index, item] of (items as unknown[]).entries())
      yield rowOf(item, `${file}[${index}]`, field);
    return;
  }
  let line = 0;
  for await (const text of createInterface({
    input: createReadStream(file),
    crlfDelay: Infinity,
  })) {
    line += 1;
    if (text.trim() === '') continue;
    const place = `${file}:${line}`;
    let item: unknown;
    try {
      item = JSON.parse(text);
    } catch {
      yield { place, problem: 'no JSON' };
      continue;
    }
    yield rowOf(item, place, field);
  }
}

async function beginsWithBracket(file: string): Promise<boolean> {
  let handle;
  try {
    handle = await open(file);
  } catch (cause) {
    throw new ConfigError(
      `corpus: expected a file that can be read at ${file}, got ${(cause as Error).message}. Name a JSON or JSONL file.`,
      { cause },
    );
  }
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(256), 0, 256, 0);
    return buffer.toString('utf8', 0, bytesRead).trimStart().startsWith('[');
  } catch (cause) {
    throw new ConfigError(
      `corpus: expected a file at ${file}, got ${(cause as Error).message}. Name a JSON or JSONL file.`,
      { cause },
    );
  } finally {
    await handle.close();
  }
}

function rowOf(item: unknown, place: string, field?: string): CorpusRow {
  if (typeof item !== 'object' || item === null) return { place, problem: 'no object' };
  const fields: readonly string[] = field === undefined ? usualFields : [field];
  const query = fields
    .map((name) => (item as Readonly<Record<string, unknown>>)[name])
    .find((value) => typeof value === 'string' && value.trim() !== '');
  return typeof query === 'string'
    ? { place, query }
    : { place, problem: `no query in ${fields.join(', ')}` };
}
