import { describe, expect, it } from 'vitest';

import { parseMysqlDdl } from './mysql-ddl.js';

const types = (ddl: string) =>
  parseMysqlDdl(ddl, 'f').entities[0]!.fields.map((field) => [
    field.name,
    field.nativeType,
    field.type,
  ]);
const keys = (ddl: string) =>
  parseMysqlDdl(ddl, 'f').entities.map((entity) =>
    entity.fields.filter((field) => field.primaryKey).map((field) => field.name),
  );
const links = (ddl: string) =>
  parseMysqlDdl(ddl, 'f').links.map(({ name, from, to }) => [
    name,
    `${from.entity}(${from.fields.join()})`,
    `${to.entity}(${to.fields.join()})`,
  ]);

describe('parseMysqlDdl', () => {
  it('reads a statement on one line as it reads it on many', () => {
    const oneLine = 'CREATE TABLE `t` (`id` INT NOT NULL, `name` VARCHAR(20), PRIMARY KEY (`id`));';
    expect(parseMysqlDdl(oneLine, 'f')).toEqual({
      entities: [
        {
          name: 't',
          fields: [
            { name: 'id', type: 'integer', nativeType: 'INT', primaryKey: true },
            { name: 'name', type: 'text', nativeType: 'VARCHAR(20)' },
          ],
        },
      ],
      links: [],
    });
    const manyLines = oneLine.replaceAll(' ', '\r\n').replaceAll(',', '\n,\n');
    expect(parseMysqlDdl(manyLines, 'f')).toEqual(parseMysqlDdl(oneLine, 'f'));
  });

  it('reads names in back-quotes, double quotes or none, with a database before them', () => {
    expect(
      types(
        'create table if not exists shop . "order lines" (`key` int, "a ""b""" int, größe int)',
      ),
    ).toEqual([
      ['key', 'int', 'integer'],
      ['a "b"', 'int', 'integer'],
      ['größe', 'int', 'integer'],
    ]);
    expect(parseMysqlDdl('CREATE TEMPORARY TABLE `a``b`(x INT)', 'f').entities[0]!.name).toBe(
      'a`b',
    );
  });

  it('keeps a type with its parentheses, in which commas and quotes stand', () => {
    expect(
      types(`CREATE TABLE t (price DECIMAL(10, 2) UNSIGNED, size ENUM('s,m', 'it''s \\')', ")") NOT NULL, at TIMESTAMP(3),
        ratio DOUBLE PRECISION, flag BOOL, day DATE, bytes BLOB, code CHARACTER VARYING (5))`),
    ).toEqual([
      ['price', 'DECIMAL(10, 2)', 'real'],
      ['size', `ENUM('s,m', 'it''s \\')', ")")`, 'text'],
      ['at', 'TIMESTAMP(3)', 'datetime'],
      ['ratio', 'DOUBLE', 'real'],
      ['flag', 'BOOL', 'boolean'],
      ['day', 'DATE', 'date'],
      ['bytes', 'BLOB', 'other'],
      ['code', 'CHARACTER', 'text'],
    ]);
  });

  it('passes over attributes, also where their values look like keys or separators', () => {
    const ddl = `CREATE TABLE t (
      id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY COMMENT 'the, "PRIMARY KEY" (x); -- of t',
      price DECIMAL(8,2) DEFAULT -0.50 CHECK (price > (0)),
      code VARCHAR(5) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT 'KEY' UNIQUE KEY,
      changed TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP,
      doubled INT GENERATED ALWAYS AS (price * 2) STORED, other VARCHAR(36) DEFAULT (uuid())
    ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COMMENT='a; b';`;
    expect(types(ddl).map(([name]) => name)).toEqual([
      'id',
      'price',
      'code',
      'changed',
      'doubled',
      'other',
    ]);
    expect(keys(ddl)).toEqual([['id']]);
  });

  it('reads keys in a column, after the columns, and with a name', () => {
    const ddl = `CREATE TABLE a (x INT KEY, y INT REFERENCES b ON DELETE SET NULL ON UPDATE CASCADE);
      CREATE TABLE b (n VARCHAR(9), m INT, \`Q\` INT REFERENCES d.A (\`X\`), CONSTRAINT pk PRIMARY KEY USING BTREE (M),
        CONSTRAINT \`fk\` FOREIGN KEY by_q (q) REFERENCES a (x) ON DELETE NO ACTION, CONSTRAINT FOREIGN KEY (m) REFERENCES a (x));
      CREATE TABLE c (n VARCHAR(99), m INT, PRIMARY KEY (n(10) DESC, m), FOREIGN KEY (m, n) REFERENCES c (m, n))`;
    expect(keys(ddl)).toEqual([['x'], ['m'], ['n', 'm']]);
    expect(links(ddl)).toEqual([
      ['a.y', 'a(y)', 'b(m)'],
      ['b.Q', 'b(Q)', 'a(x)'],
      ['b.q', 'b(Q)', 'a(x)'],
      ['b.m', 'b(m)', 'a(x)'],
      ['c.m', 'c(m,n)', 'c(m,n)'],
    ]);
  });

  it('ignores indexes, checks, comments and other statements', () => {
    const ddl = `-- a "script
      # with 'comments
      /*!40101 SET NAMES utf8 */;
      DROP TABLE IF EXISTS \`t\`;
      CREATE TABLE t /* no ( here */ (a INT, -- b INT,
        KEY k (a), INDEX (a), UNIQUE KEY u (a), UNIQUE (a), FULLTEXT KEY f (a), SPATIAL INDEX (a),
        CONSTRAINT positive CHECK (a > 0), CHECK (a < 9));
      INSERT INTO t VALUES (1), (2);
      CREATE INDEX i ON t (a);`;
    expect(types(ddl)).toEqual([['a', 'INT', 'integer']]);
    expect(keys(ddl)).toEqual([[]]);
  });

  it.each([
    [
      'CREATE TABLE t (\n a INT\n b INT)',
      /f: expected a column or a key in table t, got in line 2: a INT b INT/,
    ],
    ['CREATE TABLE t (a)', /a column or a key in table t, got in line 1: a\./],
    ['CREATE TABLE t (a INT, CONSTRAINT k)', /CONSTRAINT k/],
    ['CREATE TABLE t (a INT, PRIMARY (a))', /PRIMARY \(a\)/],
    ['CREATE TABLE t (a INT, PRIMARY KEY (b))', /a column of t in the primary key, got b/],
    ['CREATE TABLE t (a INT, FOREIGN KEY (a))', /FOREIGN KEY/],
    [
      'CREATE TABLE t (a INT REFERENCES t)',
      /the key t\.a to name as many columns of t as of t \(1\), got 0/,
    ],
    [
      'CREATE TABLE t (a INT, FOREIGN KEY (a) REFERENCES t (c))',
      /a column of t in the key t\.a, got c/,
    ],
    [
      'CREATE TABLE t (a INT',
      /a list of columns in parentheses, got in line 1: CREATE TABLE t \(a INT/,
    ],
    ['CREATE TABLE t LIKE s', /a list of columns/],
    ['CREATE TABLE t (a INT); CREATE TABLE T (a INT)', /one CREATE TABLE for T/],
    [
      'CREATE TABLE t (a INT);\nALTER TABLE t ADD b INT',
      /inside CREATE TABLE, got in line 2: ALTER TABLE t ADD b INT/,
    ],
    ["CREATE TABLE t (a INT COMMENT 'x)", /opens with 'x in line 1/],
    ['CREATE TABLE t (a INT) /* end', /opens with \/\* in line 1/],
    ['SELECT 1', /expected CREATE TABLE statements, got none/],
  ])('refuses %j', (ddl, message) => {
    expect(() => parseMysqlDdl(ddl, 'f')).toThrow(message);
  });
});
