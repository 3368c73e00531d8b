import { UnsupportedFeatureError } from '@momq/dialect';
import type { Call, Node } from '../syntax/nodes.js';

/** What calls need of the translator around them. */
export interface CallContext {
  /** A value as SQLite's text. */
  value(node: Node): string;
  /** True for what is computed with doubles. */
  isDouble(node: Node): boolean;
  /** OVER with its window, with a space before it; empty without one. */
  over(call: Call): string;
  /** ORDER BY of an aggregate, with a space before it; empty without one. */
  order(call: Call): string;
  /** The time of the query, in UTC. */
  readonly now: Date;
  readonly databaseName: string;
}

const words = (text: string): string[] => text.trim().split(/\s+/);

/** Functions that SQLite has under a name of its own, or under MySQL's. */
const SQLITE: ReadonlyMap<string, string> = new Map([
  ...words(`avg count cume_dist dense_rank first_value lag last_value lead max min nth_value ntile percent_rank rank row_number
    sum nullif`).map((name) => [name, name] as const),
  ['if', 'iif'],
]);

/** Other names of functions. */
const SYNONYMS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    atan2: 'atan',
    ceil: 'ceiling',
    character_length: 'char_length',
    dayofmonth: 'day',
    lcase: 'lower',
    mid: 'substring',
    octet_length: 'length',
    pow: 'power',
    sha: 'sha1',
    substr: 'substring',
    ucase: 'upper',
  }),
);

/** Functions of the emulation, with the same arguments as MySQL's. */
const EMULATED = new Set(
  words(`abs acos addtime ascii asin atan bin bit_count ceiling char char_length concat concat_ws conv cos cot crc32 date
    date_format datediff day dayname dayofweek dayofyear degrees elt exp field find_in_set floor format from_base64 from_days
    from_unixtime greatest hex hour inet_aton inet_ntoa insert instr interval json_array json_contains json_contains_path json_extract
    json_keys json_length json_object json_quote json_type json_unquote json_valid json_value last_day least left length ln
    locate log log10 log2 lower lpad ltrim makedate maketime md5 microsecond minute mod month monthname oct ord period_add
    period_diff pi power quarter quote radians regexp_instr regexp_like regexp_replace regexp_substr repeat replace reverse
    right round rpad rtrim sec_to_time second sha1 sha2 sign sin space sqrt str_to_date strcmp substring substring_index subtime tan
    time time_format time_to_sec timediff timestamp to_base64 to_days to_seconds truncate unhex upper week weekday weekofyear year
    yearweek`),
);

/** Aggregates that are computed from a list of the group's values. */
const OF_LIST: ReadonlyMap<string, string> = new Map(
  Object.entries({
    bit_and: 'bit_and',
    bit_or: 'bit_or',
    bit_xor: 'bit_xor',
    json_arrayagg: 'json_list',
    std: 'stddev_pop',
    stddev: 'stddev_pop',
    stddev_pop: 'stddev_pop',
    stddev_samp: 'stddev_samp',
    var_pop: 'var_pop',
    var_samp: 'var_samp',
    variance: 'var_pop',
  }),
);

/** A call in SQLite's text. @throws UnsupportedFeatureError for what the embedded engine lacks */
export function sqliteCall(call: Call, context: CallContext): string {
  const { name } = call;
  const given = call.arguments.map((node) => (node.kind === 'interval' ? '' : context.value(node)));
  const [first = '', second = ''] = given;
  const emulated = (called: string, ...values: readonly string[]): string =>
    `my_${called}(${values.join(', ')})`;
  const distinct = call.distinct ? 'DISTINCT ' : '';
  const ofList = OF_LIST.get(name);
  if (ofList !== undefined)
    return emulated(ofList, `json_group_array(${distinct}${first})${context.over(call)}`);
  const constant = timeConstant(name, context.now);
  if (constant !== undefined) return constant;
  switch (name) {
    case 'count':
      if (call.distinct && given.length > 1) {
        const present = given.map((value) => `${value} IS NOT NULL`).join(' AND ');
        return `count(DISTINCT CASE WHEN ${present} THEN json_array(${given.join(', ')}) END)`;
      }
      break;
    case 'group_concat': {
      const value = given.length > 1 ? emulated('concat', ...given) : emulated('text', first);
      const list = `json_group_array(${distinct}${value}${context.order(call)})${context.over(call)}`;
      return emulated('joined', list, quoted(call.separator ?? ','));
    }
    case 'json_objectagg':
      return emulated('json', `json_group_object(${first}, ${second})${context.over(call)}`);
    case 'any_value':
      return first;
    case 'ifnull':
    case 'coalesce':
      return given.length === 1 ? first : `coalesce(${given.join(', ')})`;
    case 'isnull':
      return `(${first} IS NULL)`;
    case 'round': {
      const [value] = call.arguments;
      const rounded = value !== undefined && context.isDouble(value) ? 'round_double' : 'round';
      return emulated(rounded, ...given);
    }
    case 'rand':
      return '(random() / 18446744073709551616.0 + 0.5)';
    case 'database':
    case 'schema':
      return quoted(context.databaseName);
    case 'version':
      return quoted('8.4.0-emulated');
    case 'trim':
      return call.word === undefined
        ? emulated('trim', first)
        : emulated('trim_of', first, second || "' '", quoted(call.word));
    case 'date_add':
    case 'adddate':
      return moved('add', first, call.arguments[1], { value: (node) => context.value(node) });
    case 'date_sub':
    case 'subdate':
      return moved('subtract', first, call.arguments[1], { value: (node) => context.value(node) });
    case 'timestampadd':
      return emulated('add', second, first, quoted(call.word ?? ''));
    case 'timestampdiff':
      return emulated('timestampdiff', quoted(call.word ?? ''), first, second);
    case 'extract':
      return call.word?.includes('_')
        ? emulated('extract', quoted(call.word), first)
        : emulated((call.word ?? '').toLowerCase(), first);
    case 'unix_timestamp':
      return emulated('unix_timestamp', given.length === 0 ? quoted(utcText(context.now)) : first);
    case 'json_value':
      if (call.word !== undefined) throw missing('RETURNING, ON EMPTY or ON ERROR of JSON_VALUE');
      break;
    case 'length':
      // Bytes: MySQL counts them, SQLite's own function characters.
      return emulated('length', first);
    default:
  }
  const own = SQLITE.get(name);
  if (own !== undefined) return `${own}(${distinct}${given.join(', ')})${context.over(call)}`;
  const synonym = SYNONYMS.get(name) ?? name;
  if (call.database === undefined && EMULATED.has(synonym)) return emulated(synonym, ...given);
  throw missing(`the function ${name}()`);
}

/** An interval added to a point in time, or taken from it; a plain number is of days. */
export function moved(
  way: 'add' | 'subtract',
  date: string,
  amount: Node | undefined,
  { value }: { readonly value: (node: Node) => string },
): string {
  if (amount === undefined) throw missing('a date moved by nothing');
  return amount.kind === 'interval'
    ? `my_${way}(${date}, ${value(amount.amount)}, ${quoted(amount.unit)})`
    : `my_${way}(${date}, ${value(amount)}, 'DAY')`;
}

/** What the embedded engine lacks. */
export function missing(what: string): UnsupportedFeatureError {
  return new UnsupportedFeatureError(
    `mysql: expected what the embedded engine emulates, got ${what}. Ask a server, or write the query without it.`,
  );
}

/** A text constant of SQLite. */
export function quoted(text: string): string {
  if (text.includes('\0')) return `CAST(x'${Buffer.from(text).toString('hex')}' AS TEXT)`;
  return `'${text.replaceAll("'", "''")}'`;
}

function utcText(now: Date): string {
  return now.toISOString().slice(0, 19).replace('T', ' ');
}

/** Functions of the current time are one value in the whole query. */
function timeConstant(name: string, now: Date): string | undefined {
  const text = utcText(now);
  if (['curdate', 'current_date', 'utc_date'].includes(name)) return quoted(text.slice(0, 10));
  if (['curtime', 'current_time', 'utc_time'].includes(name)) return quoted(text.slice(11));
  const moments = [
    'current_timestamp',
    'localtime',
    'localtimestamp',
    'now',
    'sysdate',
    'utc_timestamp',
  ];
  return moments.includes(name) ? quoted(text) : undefined;
}
