import type { DatabaseSchema } from '@momq/dialect';
import type { Node } from '../syntax/nodes.js';

/** What MySQL compares a value as. */
export type NodeKind = 'date' | 'datetime' | 'number' | 'text' | 'unknown';

const words = (text: string): string[] => text.trim().split(/\s+/);

const RESULTS: ReadonlyMap<string, NodeKind> = new Map<string, NodeKind>([
  ...words('curdate current_date date from_days last_day makedate utc_date').map(
    (name) => [name, 'date'] as const,
  ),
  ...words(
    `current_timestamp from_unixtime localtime localtimestamp now sysdate timestamp utc_timestamp`,
  ).map((name) => [name, 'datetime'] as const),
  ...words(`abs acos ascii asin atan atan2 avg bit_count bit_length ceil ceiling char_length character_length cos cot count crc32
    cume_dist datediff day dayofmonth dayofweek dayofyear degrees dense_rank exp extract field find_in_set floor hour inet_aton
    instr interval isnull json_contains json_length json_valid length ln locate log log10 log2 microsecond minute mod month ntile
    octet_length ord percent_rank period_add period_diff pi pow power quarter radians rand rank regexp_instr regexp_like round
    row_number second sign sin sqrt std stddev stddev_pop stddev_samp strcmp sum tan time_to_sec timestampdiff to_days to_seconds
    truncate unix_timestamp var_pop var_samp variance week weekday weekofyear year yearweek`).map(
    (name) => [name, 'number'] as const,
  ),
  ...words(`bin char concat concat_ws conv date_format dayname elt format group_concat hex insert json_unquote json_value lcase left
    lower lpad ltrim md5 mid monthname oct quote regexp_replace regexp_substr repeat replace reverse right rpad rtrim sha sha1 sha2
    space substr substring substring_index time_format trim ucase unhex upper`).map(
    (name) => [name, 'text'] as const,
  ),
]);

/** Functions whose result is of the kind of an argument: which one. */
const OF_ARGUMENT: ReadonlyMap<string, number> = new Map([
  ['any_value', 0],
  ['coalesce', 0],
  ['first_value', 0],
  ['greatest', 0],
  ['if', 1],
  ['ifnull', 0],
  ['lag', 0],
  ['last_value', 0],
  ['lead', 0],
  ['least', 0],
  ['max', 0],
  ['min', 0],
  ['nullif', 0],
]);

/** Functions whose results are doubles, whatever they take. */
const DOUBLES: ReadonlySet<string> = new Set(
  words(`acos asin atan atan2 cos cot degrees exp ln log log10 log2 pi pow power radians rand sin sqrt std stddev stddev_pop
    stddev_samp tan var_pop var_samp variance`),
);

/** Tells of values what kind they are, by the columns of a schema. */
export class NodeKinds {
  private readonly columns = new Map<string, NodeKind>();
  private readonly reals = new Set<string>();

  constructor(schema: DatabaseSchema) {
    for (const { name, type } of schema.entities.flatMap(({ fields }) => fields)) {
      const kind = kindOfType(type);
      if (type === 'real') this.reals.add(name.toLowerCase());
      const known = this.columns.get(name.toLowerCase());
      this.columns.set(
        name.toLowerCase(),
        known === undefined || known === kind ? kind : 'unknown',
      );
    }
  }

  /** A column that a subquery names; where the schema has one of another kind, the name tells nothing. */
  name(alias: string, value: Node): void {
    const key = alias.toLowerCase();
    const kind = this.of(value);
    const known = this.columns.get(key) ?? kind;
    this.columns.set(key, known === kind ? kind : 'unknown');
  }

  /** True for what MySQL computes with doubles, whose halves it rounds to even. */
  isDouble(node: Node): boolean {
    switch (node.kind) {
      case 'column':
        return this.reals.has((node.parts.at(-1) ?? '').toLowerCase());
      case 'text':
        return true;
      case 'number':
        return /e/i.test(node.text);
      case 'unary':
        return this.isDouble(node.operand);
      case 'binary':
        return this.isDouble(node.left) || this.isDouble(node.right);
      case 'cast':
        return ['DOUBLE', 'FLOAT', 'REAL'].includes(node.type.name);
      case 'call':
        return (
          DOUBLES.has(node.name) ||
          (RESULTS.get(node.name) !== 'text' && node.arguments.some((each) => this.isDouble(each)))
        );
      case 'case':
        return node.branches.some(({ then }) => this.isDouble(then));
      default:
        return false;
    }
  }

  /** The kind of a value, `unknown` where nothing tells. */
  of(node: Node): NodeKind {
    switch (node.kind) {
      case 'column':
        return this.columns.get((node.parts.at(-1) ?? '').toLowerCase()) ?? 'unknown';
      case 'text':
        return 'text';
      case 'number':
        return 'number';
      case 'temporal':
        return node.type === 'DATE' ? 'date' : node.type === 'TIMESTAMP' ? 'datetime' : 'text';
      case 'unary':
        return node.operator === 'BINARY' ? this.of(node.operand) : 'number';
      case 'binary':
        return this.ofOperator(node);
      case 'cast':
        return kindOfCast(node.type.name);
      case 'collate':
        return 'text';
      case 'case':
        return this.first([
          ...node.branches.map(({ then }) => then),
          ...(node.otherwise ? [node.otherwise] : []),
        ]);
      case 'subquery': {
        const { body } = node.query;
        const [item] = body.kind === 'select' ? body.items : [];
        return item === undefined ? 'unknown' : this.of(item.value);
      }
      case 'call':
        return this.ofCall(node.name, node.arguments);
      case 'between':
      case 'in':
      case 'is':
      case 'like':
      case 'exists':
        return 'number';
      default:
        return 'unknown';
    }
  }

  private ofCall(name: string, given: readonly Node[]): NodeKind {
    if (['date_add', 'date_sub', 'adddate', 'subdate'].includes(name)) {
      const [value, amount] = given;
      return value === undefined ? 'unknown' : this.moved(value, amount);
    }
    const place = OF_ARGUMENT.get(name);
    if (place === undefined) return RESULTS.get(name) ?? 'unknown';
    return this.first(given.slice(place));
  }

  private ofOperator({ operator, left, right }: Extract<Node, { kind: 'binary' }>): NodeKind {
    if (operator === '->' || operator === '->>') return 'unknown';
    if (right.kind === 'interval') return this.moved(left, right);
    if (left.kind === 'interval') return this.moved(right, left);
    return 'number';
  }

  private moved(value: Node, amount: Node | undefined): NodeKind {
    const kind = this.of(value);
    if (kind !== 'date') return kind === 'datetime' ? kind : 'unknown';
    const whole =
      amount?.kind !== 'interval' ||
      ['DAY', 'WEEK', 'MONTH', 'QUARTER', 'YEAR', 'YEAR_MONTH'].includes(amount.unit);
    return whole ? 'date' : 'datetime';
  }

  private first(nodes: readonly Node[]): NodeKind {
    const kinds = new Set(nodes.filter((node) => !isNull(node)).map((node) => this.of(node)));
    const [only = 'unknown'] = kinds;
    return kinds.size === 1 ? only : 'unknown';
  }
}

function isNull(node: Node): boolean {
  return node.kind === 'constant' && node.value === null;
}

function kindOfType(type: string): NodeKind {
  switch (type) {
    case 'integer':
    case 'real':
    case 'boolean':
      return 'number';
    case 'date':
    case 'datetime':
    case 'text':
      return type;
    default:
      return 'unknown';
  }
}

function kindOfCast(name: string): NodeKind {
  if (name === 'DATE') return 'date';
  if (name === 'DATETIME' || name === 'TIMESTAMP') return 'datetime';
  return ['CHAR', 'NCHAR', 'BINARY', 'TIME', 'JSON', 'VARCHAR', 'TEXT'].includes(name)
    ? 'text'
    : 'number';
}
