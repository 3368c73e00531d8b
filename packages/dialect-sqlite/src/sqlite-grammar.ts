import type { DatabaseSchema, TextGrammar } from '@momq/dialect';
import { sqlNameGrammar, type SqlGrammarRules } from '@momq/core/sql';
import { allowedFunctions } from './permitted-functions.js';
import { sqliteIdentifiers } from './sqlite-generator.js';

const words = (text: string): readonly string[] => text.trim().split(/\s+/);
const jsonColumns = words('key value type atom id parent fullkey path');

const rules: Omit<SqlGrammarRules, 'functions'> = {
  identifiers: sqliteIdentifiers,
  quotedCase: false,
  nameQuotes: { '"': '"', '`': '`', '[': ']' },
  textQuotes: "'",
  backslashes: false,
  comments: ['--', '/*'],
  tableFunctions: {
    json_each: jsonColumns,
    json_tree: jsonColumns,
    jsonb_each: jsonColumns,
    jsonb_tree: jsonColumns,
    generate_series: ['value'],
  },
  constants: words('null true false current_date current_time current_timestamp'),
  literalTypes: [],
  types:
    words(`bigint blob boolean char character date datetime decimal double float int integer nchar numeric nvarchar real
    signed smallint text timestamp tinyint unsigned varchar`),
  comparisons: words('= == != <> < <= > >='),
  operators: words('+ - / % || & | << >> ~ -> ->>'),
  patterns: words('like glob regexp match'),
  collations: words('nocase binary rtrim'),
  aliasClauses: ['where', 'group', 'having', 'order', 'window'],
  forms: ['is-operand', 'isnull', 'limit-comma', 'text-in-name-quotes'],
};

/**
 * The constraint for SQLite's text over a schema.
 *
 * @param allowFunctions - functions besides {@link allowedFunctions}
 */
export function sqliteGrammar(
  schema: DatabaseSchema,
  allowFunctions: readonly string[] = [],
): TextGrammar {
  const functions = [...allowedFunctions, ...allowFunctions.map((name) => name.toLowerCase())];
  return sqlNameGrammar(schema, { ...rules, functions });
}
