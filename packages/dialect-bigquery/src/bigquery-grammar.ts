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
  constants: words('null true false'),
  literalTypes: words('date datetime timestamp time numeric json'),
  types: words(
    'bignumeric bool bytes date datetime float64 int64 json numeric string time timestamp',
  ),
  comparisons: words('= != <> < <= > >='),
  operators: words('+ - / || & | ^ << >>'),
  patterns: words('like'),
  collations: [],
  aliasClauses: ['group', 'having', 'order'],
  forms: ['array', 'extract', 'parenthesized-query', 'qualify', 'safe-cast', 'set-distinct'],
  units: {
    names: words('year quarter month week isoweek day hour minute second millisecond microsecond'),
    functions:
      words(`date_trunc datetime_trunc timestamp_trunc time_trunc date_diff datetime_diff timestamp_diff time_diff
      last_day`),
  },
  dateParts:
    words(`year quarter month week isoweek isoyear day dayofweek dayofyear hour minute second millisecond microsecond
      date time`),
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
