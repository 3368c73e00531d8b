import type { DatabaseSchema, TextGrammar } from '@momq/dialect';
import { sqlNameGrammar, type SqlGrammarRules } from '@momq/core/sql';
import { mysqlIdentifiers } from './mysql-generator.js';
import { permittedFunctions } from './permitted-functions.js';

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

const rules: Omit<SqlGrammarRules, 'functions'> = {
  identifiers: mysqlIdentifiers,
  quotedCase: false,
  nameQuotes: { '`': '`' },
  textQuotes: '\'"',
  backslashes: true,
  comments: ['-- ', '/*', '#'],
  tableFunctions: {},
  constants: words(
    'null true false current_date current_time current_timestamp utc_date utc_timestamp',
  ),
  literalTypes: words('date time timestamp'),
  types: words('signed unsigned char decimal double float date datetime time json'),
  comparisons: words('= != <> < <= > >= <=>'),
  operators: words('+ - / % & | ^ << >> && -> ->> div mod xor'),
  patterns: words('like regexp rlike'),
  collations: words('utf8mb4_bin utf8mb4_general_ci utf8mb4_unicode_ci utf8mb4_0900_ai_ci'),
  units: {
    names: words('microsecond second minute hour day week month quarter year'),
    functions: ['timestampdiff', 'timestampadd'],
  },
  aliasClauses: ['group', 'having', 'order'],
  forms: ['extract', 'limit-comma', 'parenthesized-query', 'quantified'],
};

/**
 * The constraint for MySQL's text over a schema.
 *
 * @param allowFunctions - functions besides those of MySQL that only compute, `name` or `database.name`
 */
export function mysqlGrammar(
  schema: DatabaseSchema,
  allowFunctions: readonly string[] = [],
): TextGrammar {
  const plain = allowFunctions
    .filter((name) => !name.includes('.'))
    .map((name) => name.toLowerCase());
  return sqlNameGrammar(schema, { ...rules, functions: [...permittedFunctions, ...plain] });
}
