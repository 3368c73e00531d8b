/** Tables of customers, orders and products, a few rows each. */
export const shopTables = `
CREATE TABLE customers (id integer PRIMARY KEY, name text, country text, age integer, active boolean);
INSERT INTO customers VALUES (1, 'José Álvarez', 'Spain', 40, true), (2, 'Ann Lee', 'Germany', 35, false), (3, 'Bob Ray', NULL, 28, true),
  (4, 'Cid Fox', 'France', NULL, true), (5, 'Dora Kim', 'Germany', 61, false);
CREATE TABLE orders (id integer PRIMARY KEY, customer_id integer REFERENCES customers (id), total real, placed_at timestamp, status text);
INSERT INTO orders VALUES (1, 1, 10, '2023-05-01 09:30:00', 'open'), (2, 1, 20, '2023-05-01 18:00:00', 'shipped'), (3, 2, 30, '2023-05-02', 'open'),
  (4, NULL, 99, '2024-01-15 12:00:00', 'open'), (5, 2, 5, '2023-12-31 23:59:00', 'shipped'), (6, 4, NULL, NULL, NULL);
CREATE TABLE products (id integer PRIMARY KEY, name text, price real, discount text);
INSERT INTO products VALUES (1, 'Lamp', 30, '50% off'), (2, 'Desk', NULL, '500 off'), (3, 'Chair', 80, '5_0'), (4, 'Pen', 2, '50 off'), (5, 'Sofa', 80, 'none');`;

const lock = 'BEGIN PERFORM pg_advisory_lock(5150); RETURN ';

/** What users may have made, and what hides a lock behind a read. */
export const trapObjects = `
CREATE SEQUENCE counter; SELECT nextval('counter');
CREATE SCHEMA hidden; CREATE SCHEMA evil;
CREATE FUNCTION sneak() RETURNS int LANGUAGE plpgsql AS $$ BEGIN DELETE FROM orders; PERFORM pg_advisory_lock(5150); RETURN 1; END $$;
CREATE FUNCTION sneak_stable(bigint) RETURNS int LANGUAGE plpgsql STABLE AS $$ ${lock} 1; END $$;
CREATE FUNCTION sneak_immutable(bigint) RETURNS int LANGUAGE plpgsql IMMUTABLE AS $$ ${lock} 1; END $$;
CREATE FUNCTION hidden.locker() RETURNS int LANGUAGE sql STABLE AS $$ SELECT pg_advisory_lock(5150); SELECT 1 $$;
CREATE FUNCTION sneak_row(customers) RETURNS int LANGUAGE plpgsql STABLE AS $$ ${lock} 1; END $$;
CREATE FUNCTION touched(orders) RETURNS int LANGUAGE plpgsql AS $$ ${lock} 1; END $$;
CREATE FUNCTION lower(integer) RETURNS int LANGUAGE plpgsql IMMUTABLE AS $$ ${lock} 1; END $$;
CREATE FUNCTION differ(int, int) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS $$ ${lock} true; END $$;
CREATE OPERATOR === (LEFTARG = int, RIGHTARG = int, FUNCTION = differ);
CREATE TYPE weight AS (grams int);
CREATE FUNCTION weigh(weight, weight) RETURNS int LANGUAGE plpgsql IMMUTABLE AS $$ ${lock} 0; END $$;
CREATE FUNCTION lighter(weight, weight) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT ($1).grams < ($2).grams';
CREATE OPERATOR <<< (LEFTARG = weight, RIGHTARG = weight, FUNCTION = lighter);
CREATE OPERATOR CLASS weights DEFAULT FOR TYPE weight USING btree AS OPERATOR 1 <<<, FUNCTION 1 weigh(weight, weight);
CREATE TABLE parcels (id int, heavy weight); INSERT INTO parcels VALUES (1, '(5)'), (2, '(7)');
CREATE VIEW sorted_parcels AS SELECT id FROM parcels ORDER BY heavy;
CREATE FUNCTION prefix(int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS $$ ${lock} 1; END $$;
CREATE OPERATOR !! (RIGHTARG = int, FUNCTION = prefix);
CREATE FUNCTION glue(text, text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$ ${lock} 'x'; END $$;
CREATE OPERATOR |+| (LEFTARG = text, RIGHTARG = text, FUNCTION = glue);
CREATE FUNCTION tally_step(int, int) RETURNS int LANGUAGE plpgsql AS $$ ${lock} 1; END $$;
CREATE AGGREGATE tally(int) (SFUNC = tally_step, STYPE = int, INITCOND = '0');
CREATE TYPE pair AS (a int, b int); CREATE TYPE lockbox AS (a int);
CREATE FUNCTION box_of(pair) RETURNS lockbox LANGUAGE plpgsql AS $$ ${lock} NULL; END $$;
CREATE CAST (pair AS lockbox) WITH FUNCTION box_of(pair);
CREATE FUNCTION word_ok(text) RETURNS boolean LANGUAGE plpgsql AS $$ ${lock} true; END $$;
CREATE DOMAIN locked AS text CHECK (word_ok(VALUE));
CREATE TYPE holder AS (word locked); CREATE TABLE holders (word locked);
CREATE VIEW sneaky AS SELECT sneak_stable(1) AS a;
CREATE VIEW sneaky_twice AS SELECT * FROM sneaky;
CREATE FUNCTION quiet_lock(bigint) RETURNS boolean LANGUAGE internal IMMUTABLE AS 'pg_try_advisory_lock_int8';
CREATE VIEW quiet AS SELECT quiet_lock(id) AS a FROM customers;
CREATE VIEW plain_lock AS SELECT 1 AS a WHERE pg_advisory_lock(5151) IS NOT NULL;
CREATE VIEW hidden.plain_lock_too AS SELECT 1 AS a WHERE pg_try_advisory_lock(5151);
CREATE VIEW domain_lock AS SELECT 'x'::locked AS a; CREATE VIEW record_lock AS SELECT json_populate_record(NULL::holder, '{"word": "x"}') AS a;
CREATE TYPE lockrange AS RANGE (subtype = locked);
CREATE VIEW passwords AS SELECT rolname, rolpassword FROM pg_authid;
CREATE VIEW file_of_server AS SELECT pg_read_file('/etc/hostname') AS a;
CREATE TABLE guarded (secret text); INSERT INTO guarded VALUES ('s');
ALTER TABLE guarded ENABLE ROW LEVEL SECURITY; ALTER TABLE guarded FORCE ROW LEVEL SECURITY;
CREATE POLICY locking ON guarded USING (sneak_stable(1) = 1);
CREATE ROLE reader LOGIN;
GRANT USAGE ON SCHEMA hidden TO reader;
GRANT SELECT ON ALL TABLES IN SCHEMA public, hidden TO reader; GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO reader;`;

/** Extensions of the server's distribution that act, run text or read pages. */
export const actingExtensions = [
  ...[
    'dblink',
    'tablefunc',
    'xml2',
    'pageinspect',
    'pg_visibility',
    'pg_prewarm',
    'pg_surgery',
    'adminpack',
    'pgcrypto',
    'lo',
  ],
  ...[
    'pgrowlocks',
    'pgstattuple',
    'amcheck',
    'postgres_fdw',
    'pg_buffercache',
    'pg_freespacemap',
    'pg_trgm',
  ],
];

/** All that a statement could change, as one text: rows, sequences, objects, locks, settings, files, sessions, large objects. */
export const stateOfServer = `
SELECT json_build_object(
  'rows', (SELECT md5(string_agg(t::text, ',' ORDER BY t::text)) FROM (SELECT c::text FROM customers c UNION ALL SELECT o::text FROM orders o
           UNION ALL SELECT p::text FROM products p UNION ALL SELECT h::text FROM holders h) AS t),
  'sequence', (SELECT row(last_value, is_called)::text FROM counter),
  'classes', (SELECT md5(string_agg(concat_ws(' ', oid, relname, relacl, xmin), ',' ORDER BY oid)) FROM pg_class WHERE oid >= 16384),
  'functions', (SELECT count(*) FROM pg_proc), 'roles', (SELECT md5(string_agg(a::text, ',' ORDER BY oid)) FROM pg_authid a),
  'advisory locks', (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'), 'slots', (SELECT count(*) FROM pg_replication_slots),
  'settings', (SELECT md5(string_agg(concat(name, setting), ',' ORDER BY name)) FROM pg_settings WHERE source NOT IN ('session', 'client')),
  'role settings', (SELECT count(*) FROM pg_db_role_setting), 'large objects', (SELECT count(*) FROM pg_largeobject_metadata),
  'files', (SELECT md5(string_agg(f, ',' ORDER BY f)) FROM pg_ls_dir('.') AS f WHERE f !~ 'hostile_state'),
  'backup', pg_is_in_recovery(), 'collations', (SELECT count(*) FROM pg_collation),
  'origins', (SELECT count(*) FROM pg_replication_origin), 'prepared', (SELECT count(*) FROM pg_prepared_xacts),
  'victim', (SELECT count(*) FROM pg_stat_activity WHERE application_name = 'victim'))::text`;
