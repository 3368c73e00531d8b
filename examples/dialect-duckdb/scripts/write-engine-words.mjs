// @ts-check
/**
 * Writes src/engine-words.ts: keywords and functions as the engine itself lists them. Run it after a change of the engine's version:
 * `node scripts/write-engine-words.mjs`. The test of the words compares the file with what this script gives.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { DuckDBInstance } from '@duckdb/node-api';
import { postgres } from '@momq/dialect-postgres';

/** Functions that the grammar knows and the catalogue does not list, or that have a form of their own. */
const GRAMMAR = 'coalesce nullif ifnull grouping grouping_id unnest row'.split(' ');

/** Table functions that compute their rows; all others read files, settings or the catalogue. */
const TABLES = 'generate_series json_each json_tree range repeat unnest'.split(' ');

/** What the catalogue lists as scalar functions and macros, and what does more than compute from its arguments. */
const EXCLUDED =
  /^(?:current_(?:connection_id|query|query_id|transaction_id|setting)|currval|nextval|setseed|sleep_ms|write_log|getvariable|stats|error|json_(?:de)?serialize_(?:sql|plan)|json_execute.*|pg_.*|has_.*_privilege|inet_.*|obj_description|col_description|shobj_description|format_pg_type|format_type|getenv|query|query_table|in_search_path|txid_current|finalize|combine|create_sort_key|parse_.*path|parse_filename|parse_dirname|vector_type|.*_serialize_.*|icu_collate.*)$/;

/** @returns {Promise<string>} the text of src/engine-words.ts */
export async function engineWords() {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  /** @param {string} sql */
  const list = async (sql) =>
    (await connection.runAndReadAll(sql)).getRows().map((row) => row.map(String));
  const [[version = ''] = []] = await list('SELECT version()');
  const keywords = await list(
    'SELECT keyword_category, upper(keyword_name) FROM duckdb_keywords() ORDER BY 2',
  );
  const functions = await list(
    `SELECT DISTINCT lower(function_name) FROM duckdb_functions() WHERE internal
       AND function_type IN ('scalar', 'aggregate', 'macro') AND regexp_matches(function_name, '^[a-zA-Z_]')`,
  );
  connection.closeSync();
  instance.closeSync();
  const known = new Set(postgres().keywords.all);
  const reading = functions.map(([name = '']) => name).filter((name) => !EXCLUDED.test(name));
  const categories = [...new Set(keywords.map(([category = '']) => category))].sort();
  const words = categories.map((category) => {
    const own = keywords.filter(([other]) => other === category).map(([, word = '']) => word);
    return `  ${category}: words(\`${wrapped(own)}\`),`;
  });
  const own = keywords.map(([, word = '']) => word).filter((word) => !known.has(word));
  return `/*
 * Written by scripts/write-engine-words.mjs from duckdb_keywords() and duckdb_functions() of DuckDB ${version}.
 */

/** Keywords by class, upper case. */
export const engineKeywords = {
${words.join('\n')}
} as const;

/** Keywords that PostgreSQL does not have. */
export const ownKeywords: readonly string[] = words(\`${wrapped(own)}\`);

/** Built-in functions that compute from their arguments alone, lower case. */
export const readingFunctions: readonly string[] = words(\`${wrapped(
    [...new Set([...reading, ...GRAMMAR, ...TABLES, ...WINDOWS])].sort(),
  )}\`);

function words(text: string): readonly string[] {
  return text.split(/\\s+/);
}
`;
}

/** Functions of windows, which the catalogue does not list. */
const WINDOWS =
  'row_number rank dense_rank rank_dense percent_rank cume_dist ntile lag lead first_value last_value nth_value fill'.split(
    ' ',
  );

/** @param {readonly string[]} list */
function wrapped(list) {
  const lines = [''];
  for (const word of list) {
    const line = lines[lines.length - 1] ?? '';
    if (line.length + word.length > 118) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines.join('\n');
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const file = path.join(path.dirname(fileURLToPath(import.meta.url)), '../src/engine-words.ts');
  writeFileSync(file, await engineWords());
}
