import type { DatabaseSchema, TextGrammar } from '@momq/dialect';
import { sqlNameGrammar, type SqlGrammarRules } from '@momq/core/sql';
import { builtinFunctions } from './postgres-builtin-functions.js';
import { postgresIdentifiers } from './postgres-generator.js';

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

/** Functions that PostgreSQL's grammar knows and its catalogue does not list by these names. */
const grammarFunctions =
  words(`coalesce nullif greatest least position substring trim overlay normalize grouping
  json_object json_array json_value json_query json_exists json_arrayagg json_objectagg`);

const rules: Omit<SqlGrammarRules, 'functions'> = {
  identifiers: postgresIdentifiers,
  quotedCase: true,
  nameQuotes: { '"': '"' },
  textQuotes: "'",
  backslashes: false,
  comments: ['--', '/*'],
  tableFunctions: {
    generate_series: [],
    unnest: [],
    json_each: ['key', 'value'],
    json_each_text: ['key', 'value'],
    json_array_elements: ['value'],
    json_array_elements_text: ['value'],
    jsonb_each: ['key', 'value'],
    jsonb_each_text: ['key', 'value'],
    jsonb_array_elements: ['value'],
    jsonb_array_elements_text: ['value'],
    regexp_split_to_table: [],
    string_to_table: [],
  },
  constants: words(
    'null true false current_date current_time current_timestamp localtime localtimestamp',
  ),
  literalTypes: words('date interval time timestamp timestamptz numeric integer text'),
  types:
    words(`bigint bool boolean bpchar bytea char character date decimal double float float4 float8 int int2 int4 int8 integer
    interval json jsonb money name numeric real smallint text time timestamp timestamptz timetz uuid varchar`),
  comparisons: words('= != <> < <= > >='),
  operators: words('+ - / % ^ || & | # << >> ~ ~* !~ !~* ~~ ~~* !~~ !~~* -> ->> #> #>> @> <@ && ?'),
  patterns: words('like ilike'),
  collations: [],
  aliasClauses: ['group', 'order'],
  forms: [
    'array',
    'at-time-zone',
    'cast-operator',
    'distinct-on',
    'extract',
    'fetch',
    'isnull',
    'lateral',
    'parenthesized-query',
    'quantified',
  ],
};

/**
 * The constraint for PostgreSQL's text over a schema.
 *
 * @param allowFunctions - functions besides PostgreSQL's own, `name` or `schema.name`
 */
export function postgresGrammar(
  schema: DatabaseSchema,
  allowFunctions: readonly string[] = [],
): TextGrammar {
  const plain = allowFunctions.filter((name) => !name.includes('.'));
  const functions = [...builtinFunctions, ...grammarFunctions, ...plain];
  return sqlNameGrammar(schema, { ...rules, functions });
}
