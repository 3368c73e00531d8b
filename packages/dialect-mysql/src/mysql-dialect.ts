import { ConfigError, defineDialect } from '@momq/dialect';
import type { LogicalDialectPack } from '@momq/dialect';
import { renderSqlSchema } from '@momq/core/sql';
import { createEmulatedDatabase } from './emulated-database.js';
import { mysqlExpertGroup } from './mysql-expert-group.js';
import { MysqlGenerator, mysqlIdentifiers } from './mysql-generator.js';
import { mysqlGrammar } from './mysql-grammar.js';
import { mysqlKeywords } from './mysql-keywords.js';
import { createMysqlParser } from './mysql-parser.js';
import { mysqlRules } from './mysql-rules.js';
import { mysqlTutorials } from './tutorials/mysql-tutorials.js';

/** Options of {@link mysql}. */
export interface MysqlOptions {
  /**
   * Functions of the database's own that queries may call, `name` or `database.name`, besides those of MySQL that only read.
   * Name such as change nothing: a read-only session does not stop locks and what leaves the database.
   */
  readonly allowFunctions?: readonly string[];
}

/**
 * The MySQL dialect: a parser of MySQL's queries, `mysql2` for servers, SQLite with MySQL's functions for embedded databases.
 *
 * @throws ConfigError when `allowFunctions` is no list of names
 */
export function mysql(options: MysqlOptions = {}): LogicalDialectPack {
  const { allowFunctions = [] } = options;
  requireNames(allowFunctions);
  const parser = createMysqlParser(allowFunctions);
  return defineDialect({
    specificationVersion: 'v1',
    id: 'mysql',
    displayName: 'MySQL',
    family: 'relational',
    version: 'MySQL 8.0.31–9.7, MariaDB 10.6 or later',
    capabilities: {
      unsupported: [],
      engines: ['embedded', 'url'],
      explain: true,
      estimate: false,
      emulation:
        'SQLite with MySQL’s functions ran this query; a MySQL server may answer otherwise where texts differ in case or accents, or decimals in their last digits.',
    },
    keywords: mysqlKeywords,
    tutorials: mysqlTutorials,
    expertGroup: mysqlExpertGroup,
    language: { words: {}, render: (query, schema) => new MysqlGenerator(schema).render(query) },
    prompt: {
      renderSchema: (schema) => renderSqlSchema(schema, mysqlIdentifiers),
      rules: mysqlRules,
    },
    createParser: () => Promise.resolve(parser),
    createGrammar: (schema) => mysqlGrammar(schema, allowFunctions),
    recognises: (source) => /^(?:mysql|mariadb):\/\//i.test(source),
    openDatabase: async (url) => {
      // The driver is loaded here: programs without a server need not wait for it.
      const { openMysqlServer } = await import('./server/mysql-server.js');
      return openMysqlServer(url, parser);
    },
    createDatabase: (content) => createEmulatedDatabase(content, parser),
  });
}

function requireNames(names: unknown): void {
  if (Array.isArray(names) && names.every((name) => typeof name === 'string' && name !== ''))
    return;
  throw new ConfigError(
    `mysql: expected allowFunctions to be a list of names such as 'database.name', got ${JSON.stringify(names)}.`,
  );
}
