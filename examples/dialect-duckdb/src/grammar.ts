import type { DatabaseSchema, TextGrammar } from '@momq/dialect';
import { sqlNameGrammar, type SqlGrammarRules } from '@momq/core/sql';
import { readingFunctions } from './engine-words.js';
import { duckdbIdentifiers } from './generator.js';

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

const rules: Omit<SqlGrammarRules, 'functions'> = {
  identifiers: duckdbIdentifiers,
  quotedCase: false,
  nameQuotes: { '"': '"' },
  textQuotes: "'",
  backslashes: false,
  comments: ['--', '/*'],
  tableFunctions: {
    generate_series: [],
    range: [],
    unnest: [],
    json_each: ['key', 'value'],
  },
  constants: words('null true false current_date current_time current_timestamp'),
  literalTypes: words('date interval time timestamp timestamptz'),
  types:
    words(`bigint bit blob boolean date decimal double float hugeint int integer interval json numeric real
    smallint text time timestamp timestamptz tinyint ubigint uhugeint uinteger usmallint utinyint uuid varchar`),
  comparisons: words('= == != <> < <= > >='),
  operators: words('+ - / // % ^ ** || & | << >> -> ->>'),
  patterns: words('like ilike glob'),
  collations: words('nocase noaccent binary'),
  aliasClauses: ['group', 'having', 'order'],
  forms: [
    'array',
    'cast-operator',
    'distinct-on',
    'extract',
    'isnull',
    'lateral',
    'parenthesized-query',
    'qualify',
    'quantified',
  ],
};

/**
 * The constraint for DuckDB's text over a schema. It writes standard queries: FROM before SELECT, `GROUP BY ALL`, `COLUMNS`, structs
 * and `PIVOT` are not among them.
 *
 * @param allowFunctions - functions besides DuckDB's own
 */
export function duckdbGrammar(
  schema: DatabaseSchema,
  allowFunctions: readonly string[] = [],
): TextGrammar {
  return sqlNameGrammar(schema, {
    ...rules,
    functions: [...readingFunctions, ...allowFunctions.filter((name) => !name.includes('.'))],
  });
}
