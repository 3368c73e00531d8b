/**
 * Functions that change settings, sequences, files, locks or other sessions, or run SQL given as text. A read-only
 * transaction stops most of their writes; refusing them also keeps sessions and files out of reach.
 * See https://www.postgresql.org/docs/18/functions-admin.html.
 */
const REFUSED: readonly RegExp[] = [
  /^set_config$/,
  /^(nextval|setval)$/,
  /^lo_/,
  /^(loread|lowrite)$/,
  /^pg_(read|ls|stat|file|write|rewind|sync|current_logfile).*(file|dir|logfile|logdir|waldir)/,
  /^pg_(ls|file)_/,
  /^pg_stat_reset/,
  /^pg_(try_)?advisory_/,
  /^pg_(terminate|cancel|log)_backend/,
  /^pg_(reload_conf|rotate_logfile.*|promote|notify|switch_wal|create_.*|drop_.*|backup_.*|wal_replay_.*)$/,
  /^pg_(logical|replication|copy)_/,
  /^pg_(export_snapshot|import_system_collations|nextoid|prewarm|stat_statements_reset)$/,
  /^(binary_upgrade|brin|gin|gist)_/,
  /^dblink/,
  /^(query|table|schema|database|cursor)_to_xml/,
  /^(ts_stat|ts_rewrite|currtid2|txid_current|pg_current_xact_id)$/,
];

/** True for functions that a query may not call. `name` is without its schema. */
export function isRefusedFunction(name: string): boolean {
  return REFUSED.some((pattern) => pattern.test(name.toLowerCase()));
}
