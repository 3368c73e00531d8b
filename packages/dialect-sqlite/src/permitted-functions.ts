/**
 * What a query may call. Permission, not prohibition: these are the functions that SQLite's own catalogue
 * (`pragma_function_list`) calls built in and deterministic, innocuous, aggregate or window functions, as of 3.53.
 *
 * @module
 */

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

/** Built-in functions that only compute. */
export const allowedFunctions: ReadonlySet<string> = new Set([
  ...words(`-> ->> abs acos acosh asin asinh atan atan2 atanh ceil ceiling char coalesce concat concat_ws cos cosh date
    datetime degrees exp floor format glob hex if ifnull iif instr length like likelihood likely ln log log10 log2 lower
    ltrim max min mod nullif octet_length pi pow power printf quote radians replace round rtrim sign sin sinh soundex sqrt
    strftime substr substring subtype tan tanh time timediff trim trunc typeof unhex unicode unistr unistr_quote unixepoch
    unlikely upper zeroblob julianday`),
  ...words(`json json_array json_array_insert json_array_length json_error_position json_extract json_group_array
    json_group_object json_insert json_object json_patch json_pretty json_quote json_remove json_replace json_set json_type
    json_valid jsonb jsonb_array jsonb_array_insert jsonb_extract jsonb_group_array jsonb_group_object jsonb_insert
    jsonb_object jsonb_patch jsonb_remove jsonb_replace jsonb_set`),
  ...words(`avg count cume_dist dense_rank first_value group_concat lag last_value lead median nth_value ntile percent_rank
    percentile percentile_cont percentile_disc rank row_number string_agg sum total`),
  // Not deterministic, and they tell nothing but chance, the time and the build.
  ...words(`changes current_date current_time current_timestamp last_insert_rowid random randomblob
    sqlite_compileoption_get sqlite_compileoption_used sqlite_source_id sqlite_version total_changes`),
  // Of modules that come with SQLite: they read the index that the query reads.
  ...words(`bm25 highlight snippet offsets matchinfo match geopoly_area geopoly_bbox geopoly_blob geopoly_ccw
    geopoly_contains_point geopoly_group_bbox geopoly_json geopoly_overlap geopoly_regular geopoly_svg geopoly_within
    geopoly_xform`),
  // Table-valued.
  ...words('json_each json_tree jsonb_each jsonb_tree generate_series'),
]);

/** Built-in functions that a query may not call, and why. */
export const refusedFunctions: Readonly<Record<string, string>> = {
  load_extension: 'loads code into the engine',
  sqlite_log: "writes to the engine's log",
  fts3_tokenizer: 'takes and gives addresses of memory',
  optimize: 'rewrites an index',
  fts5: 'hands out a pointer into the engine',
  rtreecheck: 'reads every page of an index',
};

/** Pragmas that a query may read as a table: those that describe the schema, and nothing of the machine. */
const READABLE_PRAGMAS = new Set(
  words(`table_info table_xinfo table_list index_list index_info index_xinfo foreign_key_list function_list collation_list
    compile_options encoding page_count page_size user_version application_id schema_version freelist_count`),
);

/** Tables of the engine itself that a query may read by their names alone. */
export const allowedEngineTables: ReadonlySet<string> = new Set(
  words('json_each json_tree jsonb_each jsonb_tree generate_series'),
);

/** True for `pragma_…` as a table, unless its pragma is one that may be read. */
export function isRefusedPragma(name: string): boolean {
  const pragma = /^pragma_(.*)$/i.exec(name)?.[1];
  return pragma !== undefined && !READABLE_PRAGMAS.has(pragma.toLowerCase());
}
