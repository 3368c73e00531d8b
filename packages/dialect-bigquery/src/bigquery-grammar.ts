import type { DatabaseSchema, TextGrammar } from '@momq/dialect';
import { sqlNameGrammar, type SqlGrammarRules } from '@momq/core/sql';
import { bigqueryIdentifiers } from './bigquery-generator.js';
import { permittedFunctions } from './bigquery-permitted.js';

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

const rules: Omit<SqlGrammarRules, 'functions'> = {
  identifiers: bigqueryIdentifiers,
  quotedCase: false,
  nameQuotes: { '`': '`' },
  textQuotes: '\'"',
  backslashes: true,
  comments: ['--', '/*', '#'],
  tableFunctions: { unnest: [] },
  constants: words('null true false current_date current_time current_datetime current_timestamp'),
  literalTypes: words('date datetime timestamp time interval numeric json'),
  types: words(
    'bignumeric bool bytes date datetime float64 int64 json numeric string time timestamp',
  ),
  comparisons: words('= != <> < <= > >='),
  operators: words('+ - / || & | ^ << >>'),
  patterns: words('like'),
  collations: [],
  aliasClauses: ['group', 'having', 'order'],
  forms: ['array', 'extract', 'parenthesized-query'],
};

/**
 * The constraint for GoogleSQL's text over a schema.
 *
 * @param allowFunctions - functions besides BigQuery's own
 */
export function bigqueryGrammar(
  schema: DatabaseSchema,
  allowFunctions: readonly string[] = [],
): TextGrammar {
  return sqlNameGrammar(schema, {
    ...rules,
    functions: [...permittedFunctions, ...allowFunctions],
  });
}
