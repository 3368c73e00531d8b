/**
 * The check of a statement against the catalogue of the database that will run it. Names in the text become every object that
 * they may stand for, and each must be permitted (postgres-permitted.ts): functions and operators, casts and domains,
 * views and row policies with all that they call. One query asks it all; its rows are what is refused.
 *
 * @module
 */
import { QueryRefusedError } from '@momq/dialect';
import {
  allowedCatalogue,
  allowedExtensions,
  allowedVolatileFunctions,
  anyOf,
  refusedFunctions,
  refusedInformationViews,
} from './postgres-permitted.js';
import type { StatementUse } from './postgres-use.js';

/** Objects that PostgreSQL itself makes have numbers below this one (FirstNormalObjectId in transam.h). */
const FIRST_USER_OBJECT = 16384;

/** Functions whose numbers stand in a stored expression. */
const CALLED = String.raw`:(?:funcid|opfuncid|hashfuncid|negfuncid|aggfnoid|winfnoid|elemfuncid|tsmhandler) (\d+)`;
const READ = String.raw`:relid (\d+)`;

/** Functions that make rows or values of a type which their arguments tell. */
const TYPE_FUNCTIONS = 'json|populate_record|record';

/**
 * $1 what the statement uses, as JSON; $2 the schemas of the search path; $3 functions that the user allows.
 * It runs with `search_path` set to `pg_catalog` alone, so that no name in it means anything else.
 */
export const guardQuery = `
WITH RECURSIVE
input AS (SELECT $1::jsonb AS uses, $2::text[] AS path, $3::text[] AS allowed),
functions AS (SELECT u.* FROM input, jsonb_to_recordset(uses -> 'functions') AS u(schema text, name text, form text, args int)),
operators AS (SELECT u.* FROM input, jsonb_to_recordset(uses -> 'operators') AS u(schema text, name text)),
relations AS (SELECT u.* FROM input, jsonb_to_recordset(uses -> 'relations') AS u(schema text, name text)),
types AS (SELECT u.* FROM input, jsonb_to_recordset(uses -> 'types') AS u(schema text, name text)
          UNION ALL SELECT schema, name FROM functions),
path AS (SELECT n.oid, n.nspname FROM pg_namespace n, input WHERE n.nspname = 'pg_catalog' OR n.nspname = ANY (input.path)),
permitted AS (
  SELECT p.oid, n.nspname || '.' || p.proname AS name,
         p.provolatile = 'i' AND l.lanname IN ('c', 'internal') AS computes,
         p.proname::text = ANY (i.allowed) OR n.nspname || '.' || p.proname = ANY (i.allowed)
         OR p.oid < ${FIRST_USER_OBJECT} AND n.nspname IN ('pg_catalog', 'information_schema')
            AND (p.provolatile <> 'v' AND p.proname !~ '${anyOf(refusedFunctions)}' OR p.proname ~ '${anyOf(allowedVolatileFunctions)}')
         OR p.provolatile <> 'v' AND l.lanname IN ('c', 'internal', 'sql') AND EXISTS (
            SELECT FROM pg_depend d JOIN pg_extension e ON e.oid = d.refobjid
            WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.refclassid = 'pg_extension'::regclass AND d.deptype = 'e'
              AND e.extname = ANY ('{${allowedExtensions.join(',')}}')) AS ok
  FROM input i, pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace JOIN pg_language l ON l.oid = p.prolang),
-- Relations of the text and, through views, all below them.
named_relations AS (
  SELECT c.oid FROM relations u JOIN pg_class c ON c.relname = u.name JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE CASE WHEN u.schema IS NULL THEN n.oid IN (SELECT oid FROM path) ELSE n.nspname = u.schema END),
read AS (
  SELECT oid FROM named_relations
  UNION
  SELECT m[1]::oid FROM read r JOIN pg_rewrite w ON w.ev_class = r.oid AND w.ev_type = '1' AND r.oid >= ${FIRST_USER_OBJECT},
         LATERAL regexp_matches(w.ev_action::text, '${READ}', 'g') AS m
  WHERE (SELECT relkind FROM pg_class WHERE pg_class.oid = r.oid) = 'v'),
stored AS (
  SELECT r.oid AS relation, w.ev_action::text AS tree FROM read r JOIN pg_rewrite w ON w.ev_class = r.oid AND w.ev_type = '1'
  WHERE r.oid >= ${FIRST_USER_OBJECT} AND (SELECT relkind FROM pg_class WHERE pg_class.oid = r.oid) = 'v'
  UNION ALL SELECT r.oid, y.polqual::text FROM read r JOIN pg_policy y ON y.polrelid = r.oid
  UNION ALL SELECT r.oid, d.adbin::text FROM read r JOIN pg_attribute a ON a.attrelid = r.oid AND a.attgenerated = 'v'
            JOIN pg_attrdef d ON d.adrelid = r.oid AND d.adnum = a.attnum),
present_types AS (
  SELECT a.atttypid AS oid FROM read r JOIN pg_attribute a ON a.attrelid = r.oid
  UNION SELECT c.reltype FROM read r JOIN pg_class c ON c.oid = r.oid
  UNION SELECT t.oid FROM types u JOIN pg_type t ON t.typname = u.name OR t.typname = '_' || u.name
  UNION SELECT CASE WHEN t.typelem <> 0 THEN t.typelem ELSE t.typbasetype END FROM present_types p JOIN pg_type t ON t.oid = p.oid
        WHERE t.typelem <> 0 OR t.typbasetype <> 0),
-- What a name may call.
called AS (
  SELECT p.oid, u.form FROM functions u JOIN pg_proc p ON p.proname = u.name JOIN pg_namespace n ON n.oid = p.pronamespace
  WHERE CASE WHEN u.schema IS NULL THEN n.oid IN (SELECT oid FROM path) ELSE n.nspname = u.schema END
    AND (u.args IS NULL OR u.args >= p.pronargs - p.pronargdefaults AND (u.args <= p.pronargs OR p.provariadic <> 0))
    AND (u.form <> 'row-attribute' OR EXISTS (
         SELECT FROM pg_type t LEFT JOIN pg_type b ON b.oid = t.typbasetype WHERE t.oid = p.proargtypes[0] AND (t.typtype IN ('c', 'p') OR b.typtype = 'c')))),
called_operators AS (
  SELECT o.oprname, o.oprcode::oid AS oid FROM operators u JOIN pg_operator o ON o.oprname = u.name JOIN pg_namespace n ON n.oid = o.oprnamespace
  WHERE o.oid >= ${FIRST_USER_OBJECT}
    AND CASE WHEN u.schema IS NULL THEN n.oid IN (SELECT oid FROM path) ELSE n.nspname = u.schema END
    -- Over a type of the user's on both sides, where text has the operator too: only where that type occurs.
    AND NOT (u.schema IS NULL AND o.oprleft >= ${FIRST_USER_OBJECT} AND o.oprright >= ${FIRST_USER_OBJECT}
             AND o.oprleft NOT IN (SELECT oid FROM present_types) AND o.oprright NOT IN (SELECT oid FROM present_types)
             AND EXISTS (SELECT FROM pg_operator b WHERE b.oprname = o.oprname AND b.oprleft = 'text'::regtype AND b.oprright = 'text'::regtype AND b.oid < ${FIRST_USER_OBJECT}))),
called_casts AS (
  SELECT c.castfunc AS oid, format_type(c.casttarget, NULL) AS target FROM pg_cast c
  WHERE c.oid >= ${FIRST_USER_OBJECT} AND c.castfunc <> 0
    AND (c.casttarget IN (SELECT t.oid FROM types u JOIN pg_type t ON t.typname = u.name OR t.typname = '_' || u.name)
         OR c.castcontext = 'i' AND (c.castsource < ${FIRST_USER_OBJECT} OR c.castsource IN (SELECT oid FROM present_types)))),
-- What sorts, groups and compares values of a type where the text names no operator.
called_support AS (
  SELECT DISTINCT a.amproc::oid AS oid, format_type(c.opcintype, NULL) AS sorted FROM pg_opclass c JOIN pg_amproc a ON a.amprocfamily = c.opcfamily
  WHERE c.opcdefault AND c.oid >= ${FIRST_USER_OBJECT} AND c.opcintype IN (SELECT oid FROM present_types)),
-- A domain's checks run when a value becomes one, also inside rows.
checks AS (
  SELECT m[1]::oid AS oid, k.conname FROM pg_constraint k, LATERAL regexp_matches(k.conbin::text, '${CALLED}', 'g') AS m
  WHERE k.contypid <> 0 AND (
    EXISTS (SELECT FROM types u JOIN pg_type t ON t.typname = u.name OR t.typname = '_' || u.name WHERE t.oid >= ${FIRST_USER_OBJECT} AND t.typtype <> 'e')
    OR EXISTS (SELECT FROM functions WHERE name ~ '${TYPE_FUNCTIONS}')
    OR EXISTS (SELECT FROM stored WHERE tree ~ 'COERCETODOMAIN')
    OR EXISTS (SELECT FROM stored, LATERAL regexp_matches(tree, '${CALLED}', 'g') AS c JOIN pg_proc f ON f.oid = c[1]::oid
               WHERE f.proname ~ '${TYPE_FUNCTIONS}'))),
-- All that may be called, and from where. They are joined to pg_proc in one place: planning that join takes longer than running it.
found AS MATERIALIZED (
  SELECT '' AS place, oid, false AS may_compute FROM called
  UNION ALL SELECT format('operator %s, which may call ', oprname), oid, true FROM called_operators
  UNION ALL SELECT format('a cast to %s, which may call ', target), oid, true FROM called_casts
  UNION ALL SELECT format('an order of %s, which calls ', sorted), oid, true FROM called_support
  UNION ALL SELECT format('a domain whose check %s calls ', conname), oid, true FROM checks
  UNION ALL SELECT format('%s, which calls ', s.relation::regclass), m[1]::oid, false
  FROM stored s, LATERAL regexp_matches(s.tree, '${CALLED}', 'g') AS m)
SELECT format('%s%s()', f.place, p.name), 'it is not built in and stable'
FROM found f JOIN permitted p ON p.oid = f.oid WHERE NOT p.ok AND NOT (f.may_compute AND p.computes)
UNION ALL
SELECT format('%s.%s() with arguments of PostgreSQL''s own', n.nspname, f.proname), 'only the server calls it'
FROM called c JOIN pg_proc f ON f.oid = c.oid JOIN pg_namespace n ON n.oid = f.pronamespace
WHERE f.oid < ${FIRST_USER_OBJECT} AND ('internal'::regtype = ANY (f.proargtypes) OR 'cstring'::regtype = ANY (f.proargtypes))
UNION ALL
SELECT format('%s', r.oid::regclass), 'it holds what a query need not see'
FROM read r JOIN pg_class c ON c.oid = r.oid JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname ~ '^pg_' AND NOT (n.nspname = 'pg_catalog' AND c.relname = ANY ('{${allowedCatalogue.join(',')}}'))
   OR n.nspname = 'information_schema' AND c.relname ~ '^(${refusedInformationViews})$'
LIMIT 5`;

/** Parameters of {@link guardQuery}. */
export function guardParameters(
  use: Pick<StatementUse, 'functions' | 'operators' | 'relations' | 'types'>,
  path: readonly string[],
  allowFunctions: readonly string[],
): readonly string[] {
  const { functions, operators, relations, types } = use;
  return [
    JSON.stringify({ functions, operators, relations, types }),
    arrayText(path),
    arrayText(allowFunctions),
  ];
}

/** @param rows - of {@link guardQuery}. @throws QueryRefusedError when there are any */
export function requirePermitted(rows: readonly (readonly (string | null)[])[]): void {
  const [first] = rows;
  if (first === undefined) return;
  const [what, why] = first;
  const remedy =
    what?.endsWith(')') === true
      ? " Allow it by name, postgres({ allowFunctions: ['…'] }), if it only reads."
      : '';
  throw new QueryRefusedError(
    `query: expected a statement that only reads, got ${what}; ${why}. Not run.${remedy}`,
  );
}

function arrayText(items: readonly string[]): string {
  return `{${items.map((item) => `"${item.replace(/[\\"]/g, '\\$&')}"`).join(',')}}`;
}
