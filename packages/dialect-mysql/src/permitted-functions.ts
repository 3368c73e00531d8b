const words = (text: string): string[] => text.trim().split(/\s+/);

/**
 * Functions of MySQL and MariaDB that only compute, or tell about the database and the query
 * (https://dev.mysql.com/doc/refman/9.7/en/built-in-function-reference.html,
 * https://mariadb.com/kb/en/function-and-operator-reference/).
 */
export const permittedFunctions: ReadonlySet<string> = new Set([
  ...words(`abs acos asin atan atan2 ceil ceiling conv cos cot crc32 degrees exp floor ln log log10 log2 mod pi pow power
    radians rand round sign sin sqrt tan truncate greatest least interval`),
  ...words(`ascii bin bit_length char char_length character_length concat concat_ws elt export_set field find_in_set format
    from_base64 hex insert instr lcase left length locate lower lpad ltrim make_set mid oct octet_length ord position quote
    regexp_instr regexp_like regexp_replace regexp_substr repeat replace reverse right rpad rtrim soundex space strcmp substr
    substring substring_index to_base64 trim ucase unhex upper weight_string chr natural_sort_key sformat`),
  ...words(`adddate addtime convert_tz curdate current_date current_time current_timestamp curtime date date_add date_format
    date_sub datediff day dayname dayofmonth dayofweek dayofyear extract from_days from_unixtime get_format hour last_day
    localtime localtimestamp makedate maketime microsecond minute month monthname now period_add period_diff quarter
    sec_to_time second str_to_date subdate subtime sysdate time time_format time_to_sec timediff timestamp timestampadd
    timestampdiff to_days to_seconds unix_timestamp utc_date utc_time utc_timestamp week weekday weekofyear year yearweek
    add_months to_char`),
  ...words('coalesce if ifnull isnull nullif nvl nvl2 decode_oracle any_value grouping'),
  ...words(`avg bit_and bit_or bit_xor count group_concat json_arrayagg json_objectagg max min std stddev stddev_pop
    stddev_samp sum var_pop var_samp variance`),
  ...words(`cume_dist dense_rank first_value lag last_value lead nth_value ntile percent_rank rank row_number median
    percentile_cont percentile_disc`),
  ...words(`json_array json_array_append json_array_insert json_arrayagg json_compact json_contains json_contains_path
    json_depth json_detailed json_equals json_exists json_extract json_insert json_keys json_length json_loose json_merge
    json_merge_patch json_merge_preserve json_normalize json_object json_overlaps json_pretty json_query json_quote
    json_remove json_replace json_schema_valid json_search json_set json_storage_free json_storage_size json_type
    json_unquote json_valid json_value`),
  ...words(
    'bit_count md5 sha sha1 sha2 compress uncompress uncompressed_length inet_aton inet_ntoa inet6_aton inet6_ntoa',
  ),
  ...words('is_ipv4 is_ipv4_compat is_ipv4_mapped is_ipv6 is_uuid uuid_to_bin bin_to_uuid uuid'),
  ...words('charset coercibility collation database schema version'),
  ...words(`st_area st_asgeojson st_astext st_aswkt st_centroid st_contains st_crosses st_difference st_dimension st_disjoint
    st_distance st_distance_sphere st_envelope st_equals st_geometrytype st_geomfromtext st_geometryfromtext st_intersection
    st_intersects st_isempty st_isvalid st_latitude st_length st_linefromtext st_longitude st_makeenvelope st_numpoints
    st_overlaps st_pointfromtext st_polyfromtext st_simplify st_srid st_symdifference st_touches st_transform st_union
    st_within st_x st_y mbrcontains mbrcovers mbrdisjoint mbrequals mbrintersects mbroverlaps mbrtouches mbrwithin point
    linestring polygon multipoint multilinestring multipolygon geometrycollection`),
  'json_table',
  'values',
  'default',
]);

/** Why functions of the server are refused, where it is not simply that they are unknown. */
export const refusedFunctions: Readonly<Record<string, string>> = {
  benchmark: 'keeps the server busy',
  connection_id: 'tells of the session',
  current_role: 'tells of the account',
  current_user: 'tells of the account',
  found_rows: 'tells of the session',
  get_lock: 'takes a lock',
  is_free_lock: 'looks at locks of other sessions',
  is_used_lock: 'looks at locks of other sessions',
  last_insert_id: 'changes the session',
  lastval: 'reads a sequence',
  load_file: 'reads a file of the server',
  master_pos_wait: 'waits for a replica',
  nextval: 'changes a sequence',
  release_all_locks: 'changes locks',
  release_lock: 'changes locks',
  row_count: 'tells of the session',
  session_user: 'tells of the account',
  setval: 'changes a sequence',
  sleep: 'keeps the server waiting',
  source_pos_wait: 'waits for a replica',
  system_user: 'tells of the account',
  user: 'tells of the account',
  uuid_short: 'changes a counter of the server',
};

/** Databases of the server itself. */
export const serverDatabases: ReadonlySet<string> = new Set([
  'information_schema',
  'mysql',
  'ndbinfo',
  'performance_schema',
  'sys',
]);
