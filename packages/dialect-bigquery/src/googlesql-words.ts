/*
 * Made by scripts/make-words.mjs from ZetaSQL's own parser and catalogue
 * (@fivetrandevelopers/zetasql 1.13.0); do not edit.
 */

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

/** Keywords of GoogleSQL, reserved or not. */
export const googleSqlKeywords = words(`
ABORT ACCESS ACTION ADD AGGREGATE ALL ALTER ANALYZE AND ANY APPROX ARE ARRAY AS ASC ASSERT
ASSERT_ROWS_MODIFIED AT BATCH BEGIN BETWEEN BIGDECIMAL BIGNUMERIC BREAK BY CALL CASCADE CASE CAST CHECK
CLAMPED CLONE CLUSTER COLLATE COLUMN COLUMNS COMMIT CONNECTION CONSTANT CONSTRAINT CONTAINS CONTINUE COPY
CORRESPONDING CREATE CROSS CUBE CURRENT DATA DATABASE DATE DATETIME DECIMAL DECLARE DEFAULT DEFINE DEFINER
DELETE DELETION DESC DESCRIBE DESCRIPTOR DETERMINISTIC DISTINCT DO DROP ELSE ELSEIF END ENFORCED ENUM ERROR
ESCAPE EXCEPT EXCEPTION EXCLUDE EXECUTE EXISTS EXPLAIN EXPORT EXTERNAL EXTRACT FALSE FETCH FILES FILL FILTER
FIRST FOLLOWING FOR FOREIGN FORMAT FROM FULL FUNCTION GENERATED GRANT GROUP GROUPING GROUPS GROUP_ROWS HASH
HAVING HIDDEN IF IGNORE IMMEDIATE IMMUTABLE IMPORT IN INCLUDE INDEX INNER INOUT INPUT INSERT INTERLEAVE
INTERSECT INTERVAL INTO INVOKER IS ISOLATION ITERATE JOIN JSON KEY LANGUAGE LAST LATERAL LEAVE LEFT LEVEL LIKE
LIMIT LOAD LOOKUP LOOP MACRO MATCH MATCHED MATERIALIZED MAX MERGE MESSAGE METADATA MIN MODEL MODULE NATURAL
NEW NO NOT NULL NULLS NULL_FILTERED NUMERIC OF OFFSET ON ONLY OPTIONS OR ORDER OUT OUTER OUTPUT OVER OVERWRITE
PARENT PARTITION PARTITIONS PERCENT PIVOT POLICIES POLICY PRECEDING PRIMARY PRIVATE PRIVILEGE PRIVILEGES
PROCEDURE PROTO PUBLIC QUALIFY RAISE RANGE READ RECURSIVE REFERENCES REMOTE REMOVE RENAME REPEAT REPEATABLE
REPLACE REPLACE_FIELDS REPLICA REPORT RESPECT RESTRICT RESTRICTION RETURN RETURNS REVOKE RIGHT ROLLBACK ROLLUP
ROW ROWS RUN SAFE_CAST SCHEMA SEARCH SECURITY SELECT SEQUENCE SET SETS SHOW SIMPLE SNAPSHOT SOME SOURCE SQL
STABLE START STORED STORING STRICT STRUCT SYSTEM SYSTEM_TIME TABLE TABLES TABLESAMPLE TARGET TEMP TEMPORARY
THEN TIME TIMESTAMP TO TRANSACTION TRANSFORM TREAT TRUE TRUNCATE TYPE UNBOUNDED UNDROP UNION UNIQUE UNKNOWN
UNNEST UNPIVOT UNTIL UPDATE USING VALUE VALUES VECTOR VIEW VIEWS VOLATILE WEIGHT WHEN WHERE WHILE WINDOW WITH
WITHIN WRITE ZONE`);

/** Words that need backticks as names. */
export const googleSqlReserved = words(`
ALL AND ANY ARRAY AS ASC ASSERT_ROWS_MODIFIED AT BETWEEN BY CASE CAST COLLATE CONTAINS CREATE CROSS CUBE
CURRENT DEFAULT DEFINE DESC DISTINCT ELSE END ENUM ESCAPE EXCEPT EXCLUDE EXISTS EXTRACT FALSE FETCH FOLLOWING
FOR FROM FULL GROUP GROUPING GROUPS HASH HAVING IF IGNORE IN INNER INTERSECT INTERVAL INTO IS JOIN LATERAL
LEFT LIKE LIMIT LOOKUP MERGE NATURAL NEW NO NOT NULL NULLS OF ON OR ORDER OUTER OVER PARTITION PRECEDING PROTO
RANGE RECURSIVE RESPECT RIGHT ROLLUP ROWS SELECT SET SOME STRUCT TABLESAMPLE THEN TO TREAT TRUE UNBOUNDED
UNION UNNEST USING WHEN WHERE WINDOW WITH WITHIN QUALIFY`);

/** Built-in functions, lower case. */
export const googleSqlFunctions = words(`
abs acos acosh aead.decrypt_bytes aead.decrypt_string aead.encrypt aead.envelope_decrypt_bytes
aead.envelope_decrypt_string aead.envelope_encrypt any_value approx_count_distinct approx_quantiles
approx_top_count approx_top_sum array_agg array_avg array_concat array_concat_agg array_filter array_find_all
array_first array_first_n array_includes array_includes_all array_includes_any array_is_distinct array_last
array_last_n array_length array_max array_min array_offsets array_remove_first_n array_remove_last_n
array_reverse array_slice array_sum array_to_string array_transform ascii asin asinh atan atan2 atanh avg
bit_and bit_count bit_or bit_xor bool byte_length cbrt ceil char_length chr coalesce code_points_to_bytes
code_points_to_string collate concat corr cos cosh cot coth count countif covar_pop covar_samp csc csch
cume_dist current_date current_datetime current_time current_timestamp d3a_count.extract d3a_count.init
d3a_count.merge d3a_count.merge_partial d3a_count.to_hll date date_add date_bucket date_diff
date_from_unix_date date_sub date_trunc datetime datetime_add datetime_bucket datetime_diff datetime_sub
datetime_trunc dense_rank deterministic_decrypt_bytes deterministic_decrypt_string deterministic_encrypt div
ends_with error exp farm_fingerprint filter_fields first_value flatten float64 floor format format_date
format_datetime format_time format_timestamp from_base32 from_base64 from_hex generate_array
generate_date_array generate_range_array generate_timestamp_array generate_uuid greatest grouping
hll_count.extract hll_count.init hll_count.merge hll_count.merge_partial ieee_divide if iferror ifnull initcap
instr int64 is_inf is_nan iserror json_array json_array_append json_array_insert json_extract
json_extract_array json_extract_scalar json_extract_string_array json_object json_query json_query_array
json_remove json_set json_strip_nulls json_type json_value json_value_array justify_days justify_hours
justify_interval keys.add_key_from_raw_bytes keys.keyset_chain keys.keyset_from_json keys.keyset_length
keys.keyset_to_json keys.new_keyset keys.new_wrapped_keyset keys.rewrap_keyset keys.rotate_keyset
keys.rotate_wrapped_keyset lag last_day last_value lax_bool lax_float64 lax_int64 lax_string lead least left
length ln log log10 logical_and logical_or lower lpad ltrim make_interval max md5 min mod net.host
net.ip_from_string net.ip_net_mask net.ip_to_string net.ip_trunc net.ipv4_from_int64 net.ipv4_to_int64
net.public_suffix net.reg_domain net.safe_ip_from_string normalize normalize_and_casefold nth_value ntile
nullif nulliferror nullifzero parse_bignumeric parse_date parse_datetime parse_json parse_numeric parse_time
parse_timestamp percent_rank percentile_cont percentile_disc pi pi_bignumeric pi_numeric pow rand range
range_bucket range_contains range_end range_intersect range_is_end_unbounded range_is_start_unbounded
range_overlaps range_start rank regexp_contains regexp_extract regexp_extract_all regexp_instr regexp_replace
repeat replace reverse right round row_number rpad rtrim s2_cellidfrompoint s2_coveringcellids safe_add
safe_convert_bytes_to_string safe_divide safe_multiply safe_negate safe_subtract sec sech session_user sha1
sha256 sha512 sign sin sinh soundex split sqrt st_accum st_angle st_area st_asbinary st_asgeojson st_askml
st_astext st_azimuth st_boundary st_boundingbox st_buffer st_bufferwithtolerance st_centroid st_centroid_agg
st_closestpoint st_clusterdbscan st_contains st_convexhull st_coveredby st_covers st_difference st_dimension
st_disjoint st_distance st_dump st_dumppoints st_dwithin st_endpoint st_equals st_extent st_exteriorring
st_geogfrom st_geogfromgeojson st_geogfromkml st_geogfromtext st_geogfromwkb st_geogpoint
st_geogpointfromgeohash st_geohash st_geometrytype st_interiorrings st_intersection st_intersects
st_intersectsbox st_isclosed st_iscollection st_isempty st_isring st_length st_linelocatepoint st_makeline
st_makepolygon st_makepolygonoriented st_maxdistance st_nearest_neighbors st_numgeometries st_numpoints
st_perimeter st_pointn st_simplify st_snaptogrid st_startpoint st_touches st_unaryunion st_union st_union_agg
st_within st_x st_y starts_with stddev_pop stddev_samp string string_agg strpos substr sum tan tanh time
time_add time_diff time_sub time_trunc timestamp timestamp_add timestamp_bucket timestamp_diff
timestamp_from_unix_micros timestamp_from_unix_millis timestamp_from_unix_seconds timestamp_micros
timestamp_millis timestamp_seconds timestamp_sub timestamp_trunc to_base32 to_base64 to_code_points to_hex
to_json to_json_string translate trim trunc typeof unicode unix_date unix_micros unix_millis unix_seconds
upper var_pop var_samp zeroifnull`);
