import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A text that a suite calls valid or not. */
export interface SuiteCase {
  readonly file: string;
  readonly text: string;
  readonly valid: boolean;
}

const data =
  process.env['MOMQ_DATA'] ?? fileURLToPath(new URL('../../../../../shared/data', import.meta.url));
const googlesql = join(data, 'conformance/googlesql/parser/testdata');
const sqlglot = join(data, 'conformance/sqlglot-fixtures');

/** Whether the suites are on this machine. */
export const hasSuites = existsSync(googlesql) && existsSync(sqlglot);

/** Files about syntax that BigQuery does not have, or that is younger than the parser: graphs, macros, modules, Spanner. */
const FOREIGN =
  /^(alter_column_set_drop_generated|graph_|unpack_|lock_mode|match_recognize|macros|modules|spanner|standalone_|statement_with_pipe|pipe_(align_operator|assert|create_table|export_data|fork|group_rows|if|insert|lock_mode|log|match_recognize|parenthesized_query_alias|recursive_union|tee)\.|align_operator|batch|create_(constant|database|live|public|sequence|external_schema|index|property)|define_table|drop_ai|export_model|generic_ddl|multi_level|raise|rename|sentinel|textmapper|undrop|describe|show|unnest_|.*_ttl|column_list_spec|corresponding_all|lateral)/;

/** Files about pipes. */
const PIPES = /^pipe_/;

/** Syntax in the files about pipes that BigQuery does not have. */
const FOREIGN_PIPES = /^TABLE\b|\b(INPUT TABLE|LATERAL|WITH DEPTH)\b/i;

/** Files about fields of protocol buffers, which BigQuery does not have. */
export const PROTOCOL_BUFFERS = /^((filter|replace)_fields|generalized_field|proto_)/;

/** Options after which a case is about another language than BigQuery's, or no statement. */
const OPTIONS = /^\[(?!default no_|no_|strip_|show_|default show)/m;

/** Options of the files about pipes under which a case is BigQuery's. */
const PIPE_OPTIONS = /^\[(default )?language_features=NONE,\+PIPES\]\n/gm;

/**
 * Cases of GoogleSQL's own parser tests: a text, then what the parser makes of it. Left out are those with alternatives inside, but
 * for the files about pipes, and those that change the language.
 */
export function googleSqlCases(): readonly SuiteCase[] {
  return readdirSync(googlesql)
    .filter((file) => !FOREIGN.test(file))
    .flatMap((file) => {
      const text = readFileSync(join(googlesql, file), 'utf8');
      if (PIPES.test(file)) {
        const on = Math.max(text.indexOf('[default language_features=NONE,+PIPES]'), 0);
        return casesOf(file, text.slice(on).replaceAll(PIPE_OPTIONS, ''), true);
      }
      return /^\[default (language_features|mode)/m.test(text) ? [] : casesOf(file, text, false);
    });
}

function casesOf(file: string, text: string, withAlternatives: boolean): readonly SuiteCase[] {
  return text.split(/^==$/m).flatMap((part): readonly SuiteCase[] => {
    const [head = '', ...outcomes] = part.split(/^--$/m);
    const query = head.replaceAll(/^(#.*|\[.*\])\n/gm, '').trim();
    const skipped =
      query === '' ||
      query.includes('\uFFFD') || // bytes that are no text
      OPTIONS.test(head.trimStart()) ||
      query.includes('@{') ||
      (PIPES.test(file) && FOREIGN_PIPES.test(query)) ||
      outcomes.length === 0;
    if (skipped) return [];
    const isValid = (outcome: string): boolean => !/^\s*ERROR/.test(outcome);
    if (!query.includes('{{')) return [{ file, text: query, valid: isValid(outcomes[0] ?? '') }];
    return withAlternatives
      ? [...alternatives(query, outcomes.join('--'))].map(([each, outcome]) => ({
          ...{ file, text: each, valid: isValid(outcome) },
        }))
      : [];
  });
}

/** `a {{b|c}}`: `a b` and `a c`, with what the parser makes of each, which stands behind the alternatives' names. */
function alternatives(query: string, outcomes: string): ReadonlyMap<string, string> {
  const groups = outcomes.split(/^ALTERNATION GROUPS?: *\n?/m).slice(1);
  const outcomeOf = new Map(
    groups.flatMap((group) => {
      const [names = '', outcome = ''] = group.split(/^-*\n(?=[A-Z])/m);
      return names
        .split('\n')
        .map((name) => name.trim())
        .filter((name) => name !== '')
        .map((name) => [name, outcome] as const);
    }),
  );
  const pieces = query.split(/\{\{|\}\}/);
  let texts: readonly (readonly [string, readonly string[]])[] = [['', []]];
  pieces.forEach((piece, place) => {
    if (place % 2 === 0) texts = texts.map(([text, chosen]) => [text + piece, chosen]);
    else
      texts = texts.flatMap(([text, chosen]) =>
        piece.split('|').map((each) => [text + each, [...chosen, each]] as const),
      );
  });
  return new Map(
    texts.flatMap(([text, chosen]) => {
      const outcome = outcomeOf.get(chosen.join(',').trim() || '<empty>');
      return outcome === undefined ? [] : [[text, outcome] as const];
    }),
  );
}

/** What a text of sqlglot's begins with where it is a statement; others are expressions. */
const STATEMENT =
  /^[\s(]*(alter|assert(?!\.)|begin|call|case when|commit|create|declare|delete|drop|execute|export|for|from|grant|if|insert|load|loop|merge|repeat|rollback|select|set|truncate|update|while|with)\b/i;

/** A script of which a text of sqlglot's is only what stands before the first semicolon. */
const CUT_SCRIPT = /^(begin\s+(?!trans)|loop\b|repeat\b|while\b|for\b)(?!.*\bend\b)/is;

/** BigQuery texts of sqlglot's tests, all valid; expressions as a column of a SELECT. */
export function sqlglotCases(): readonly SuiteCase[] {
  return ['bigquery.identity.jsonl', 'bigquery.transpile.jsonl'].flatMap((file) =>
    readFileSync(join(sqlglot, file), 'utf8')
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { sql: string }).sql)
      .filter((sql) => !CUT_SCRIPT.test(sql))
      .map((sql) => ({ file, text: STATEMENT.test(sql) ? sql : `SELECT ${sql}`, valid: true })),
  );
}
