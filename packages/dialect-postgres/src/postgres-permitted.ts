/**
 * Which functions and catalogue tables a query may use besides what PostgreSQL's catalogue itself calls safe. The rule is a
 * permission: a function runs when it is built in and immutable or stable; what stands here are the exceptions to it, both
 * ways, each with its reason. See docs/adr/0021-postgres-guard.md.
 *
 * @module
 */

/** Built in and declared stable, but refused. Names without their schema. */
export const refusedFunctions: readonly (readonly [pattern: string, reason: string])[] = [
  ['(table|schema|database|query|cursor)_to_xml.*', 'reads tables that its text names'],
  ['txid_current|pg_current_xact_id', 'takes a transaction number from the server'],
  ['pg_show_all_settings|pg_config', 'shows paths and secrets of the server'],
  ['pg_input_.*', 'runs checks of a type that its text names'],
  [
    'pg_available_extension.*|pg_extension_update_paths|pg_timezone_.*|pg_tablespace_.*',
    "reads the server's files",
  ],
  [
    'pg_stat_get_(activity|backend_.*|wal_.*|subscription.*|replication.*|progress_.*)|pg_get_replication_slots',
    'shows what other sessions do',
  ],
  ['pg_cursor|pg_prepared_statement|pg_listening_channels', 'shows the state of the session'],
  ['pg_event_trigger_.*|pg_(replication|logical)_.*|binary_upgrade_.*', 'belongs to the server'],
];

/** Built in and declared volatile, but allowed: they change nothing. */
export const allowedVolatileFunctions: readonly (readonly [pattern: string, reason: string])[] = [
  [
    'random|random_normal|gen_random_uuid|uuidv[47]|array_shuffle|array_sample',
    'gives chance values',
  ],
  ['clock_timestamp|timeofday', 'tells the time'],
  ['pg_sleep(_for|_until)?', 'takes time only, and the time limit holds it'],
  ['pg_(table|indexes|relation|total_relation|database)_size', 'tells a size'],
  ['pg_is_in_recovery|pg_partition_(tree|ancestors)', 'reads the catalogue'],
];

/** Extensions that only compute: their functions in C and SQL may run when they are immutable or stable. */
export const allowedExtensions: readonly string[] = [
  ...[
    'btree_gin',
    'btree_gist',
    'citext',
    'cube',
    'dict_int',
    'dict_xsyn',
    'fuzzystrmatch',
    'hstore',
    'intarray',
    'isn',
  ],
  ...['ltree', 'pg_trgm', 'postgis', 'seg', 'unaccent', 'vector'],
];

/** Tables and views of `pg_catalog` that describe the database and hold no secrets, no samples and nothing of other sessions. */
export const allowedCatalogue: readonly string[] = [
  ...[
    'pg_aggregate',
    'pg_am',
    'pg_amop',
    'pg_amproc',
    'pg_attrdef',
    'pg_attribute',
    'pg_cast',
    'pg_class',
    'pg_collation',
  ],
  ...[
    'pg_constraint',
    'pg_conversion',
    'pg_database',
    'pg_depend',
    'pg_description',
    'pg_enum',
    'pg_extension',
  ],
  ...[
    'pg_foreign_table',
    'pg_group',
    'pg_index',
    'pg_indexes',
    'pg_inherits',
    'pg_language',
    'pg_matviews',
    'pg_namespace',
  ],
  ...[
    'pg_opclass',
    'pg_operator',
    'pg_opfamily',
    'pg_partitioned_table',
    'pg_policies',
    'pg_policy',
    'pg_proc',
    'pg_range',
  ],
  ...[
    'pg_rewrite',
    'pg_roles',
    'pg_rules',
    'pg_sequence',
    'pg_statistic_ext',
    'pg_tables',
    'pg_tablespace',
    'pg_trigger',
  ],
  ...[
    'pg_ts_config',
    'pg_ts_dict',
    'pg_type',
    'pg_user',
    'pg_views',
    'pg_stat_all_tables',
    'pg_stat_user_tables',
  ],
  ...[
    'pg_stat_all_indexes',
    'pg_stat_user_indexes',
    'pg_statio_all_tables',
    'pg_statio_user_tables',
  ],
];

/** Views of `information_schema` that show options of foreign servers and users, where passwords stand. */
export const refusedInformationViews =
  '_pg_.*|user_mapping.*|foreign_(server|data_wrapper|table)_options|column_options';

/** One anchored pattern of several. */
export function anyOf(list: readonly (readonly [pattern: string, reason: string])[]): string {
  return `^(${list.map(([pattern]) => pattern).join('|')})$`;
}
