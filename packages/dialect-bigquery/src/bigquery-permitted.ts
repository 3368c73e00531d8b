import { refusedCall } from '@momq/core/sql';
import { googleSqlFunctions } from './googlesql-words.js';
import type { Found } from './zetasql-analysis.mjs';

/** Names that BigQuery has for functions of the catalogue, and functions that are newer than the catalogue's ZetaSQL. */
const FURTHER =
  `approx_quantiles bag_of_words byte_length cast ceiling character_length contains_substr cosine_distance edit_distance every
euclidean_distance extract generate_uuid grouping hll_count.init json_flatten json_keys jaro_winkler max_by min_by octet_length
offset ordinal parse_json percentile_cont pow power regexp_substr safe_cast safe_offset safe_ordinal search split st_hausdorffdistance
st_lineinterpolatepoint st_linesubstring st_regionstats stddev struct substring text_analyze tf_idf timestamp_seconds
to_json_string unnest variance`.split(/\s+/);

/** Functions of the catalogue that reach beyond the data. */
const REFUSED: Readonly<Record<string, string>> = {
  'keys.new_wrapped_keyset': 'asks a key service',
  'keys.rewrap_keyset': 'asks a key service',
  'keys.rotate_wrapped_keyset': 'asks a key service',
  'keys.keyset_chain': 'asks a key service',
  session_user: 'tells who asks',
  error: 'fails by intention',
};

/** Functions that queries may call, lower case. */
export const permittedFunctions: readonly string[] = [
  ...new Set([...googleSqlFunctions, ...FURTHER].filter((name) => !Object.hasOwn(REFUSED, name))),
].sort();

const permitted = new Set(permittedFunctions);

/** Why what was found could do more than read the tables; undefined where it cannot. */
export function refusal(found: Found, allowed: ReadonlySet<string>): string | undefined {
  const writer = found.statements.find((kind) => kind !== 'Query');
  if (writer !== undefined) return statementName(writer);
  if (found.isUnread === true)
    return 'statements of which only the first words were read (send one at a time)';
  const pipe = found.foreignPipes?.[0];
  if (pipe !== undefined) return `the pipe operator |> ${pipe}, which BigQuery does not have`;
  const called = found.functions.find((name) => !mayCall(name, allowed));
  if (called !== undefined) return refusedCall(called, 'BigQuery', REFUSED);
  const table = found.tableFunctions.find((name) => !allowed.has(name.toLowerCase()));
  if (table !== undefined)
    return `the table function ${table}() (allow it by name with allowFunctions)`;
  const [variable] = found.variables;
  if (variable !== undefined) return `the system variable @@${variable}`;
  const catalogue = found.tables.find(({ names }) =>
    /\binformation_schema\b|\b__tables/i.test(names.join('.')),
  );
  return catalogue === undefined
    ? undefined
    : `${catalogue.names.join('.')}, which tells of more than the data`;
}

function mayCall(name: string, allowed: ReadonlySet<string>): boolean {
  const lower = name.toLowerCase();
  return permitted.has(lower) || allowed.has(lower);
}

/** `CreateTable` → `CREATE TABLE`. */
function statementName(kind: string): string {
  return kind.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ').toUpperCase();
}
