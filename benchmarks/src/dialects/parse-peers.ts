import { createRequire } from 'node:module';
import { init, parse as parseRust } from '@guanmingchiu/sqlparser-ts';
import type { DialectName } from '@guanmingchiu/sqlparser-ts';
import antlr4 from 'antlr4';
import nodeSqlParser from 'node-sql-parser';
import { parse as parsePgsql } from 'pgsql-ast-parser';

/** A parser of others. */
export interface ParsePeer {
  readonly name: string;
  /** Throws for what it does not take. */
  parse(text: string): unknown;
}

/** What the peers call the SQL dialects. */
const names: Readonly<Record<string, { readonly node: string; readonly rust: DialectName }>> = {
  sqlite: { node: 'Sqlite', rust: 'sqlite' },
  postgres: { node: 'Postgresql', rust: 'postgresql' },
  mysql: { node: 'MySQL', rust: 'mysql' },
  bigquery: { node: 'BigQuery', rust: 'bigquery' },
};

/** The public parsers of a dialect that install from npm and are not inside our pack; nGQL has none. */
export async function parsePeers(dialect: string): Promise<readonly ParsePeer[]> {
  if (dialect === 'cypher') return [neo4jAntlr()];
  const known = names[dialect];
  if (known === undefined) return [];
  await init();
  const parser = new nodeSqlParser.Parser();
  return [
    {
      name: 'node-sql-parser 5.4.0',
      parse: (text) => parser.parse(text, { database: known.node }),
    },
    { name: 'sqlparser-ts 0.62.0', parse: (text) => parseRust(text, known.rust) },
    ...(dialect === 'postgres'
      ? [{ name: 'pgsql-ast-parser 12.0.2', parse: (text: string) => parsePgsql(text) }]
      : []),
  ];
}

/** Neo4j's earlier grammar. Its ES modules do not load in Node, and it has no types. */
function neo4jAntlr(): ParsePeer {
  const { CypherLexer, CypherParser } = createRequire(import.meta.url)(
    '@neo4j-cypher/antlr4',
  ) as Generated;
  return {
    name: '@neo4j-cypher/antlr4 1.0.0',
    parse(text) {
      const lexer = new CypherLexer(new antlr4.InputStream(text));
      const parser = new CypherParser(new antlr4.CommonTokenStream(lexer));
      const tree = parser.cypher();
      if (parser._syntaxErrors > 0) throw new Error(`expected Cypher, got ${text}`);
      return tree;
    },
  };
}

/** What ANTLR generates. */
interface Generated {
  readonly CypherLexer: new (input: antlr4.InputStream) => antlr4.Lexer;
  readonly CypherParser: new (tokens: antlr4.CommonTokenStream) => {
    readonly _syntaxErrors: number;
    cypher(): unknown;
  };
}
