import { parse } from 'sqlite3-parser';

/** What the text of a `CREATE TABLE` says besides names and types. */
export interface TableText {
  /** Comments before the first column. */
  readonly comment?: string;
  /** By the column's name in lower case. */
  readonly columns: ReadonlyMap<
    string,
    { readonly comment?: string; readonly allowedValues?: readonly string[] }
  >;
}

const LONGEST_TEXT = 100_000;
const LONGEST_COMMENT = 300;

interface Node {
  readonly [key: string]: unknown;
}

/**
 * Reads comments and `CHECK (column IN (…))` out of a `CREATE TABLE`, which SQLite keeps as it was written. A comment belongs
 * to the column that its line ends, or to the next one when it stands on a line of its own.
 */
export function tableText(sql: string): TableText {
  const nothing = { columns: new Map<string, never>() };
  if (sql.length > LONGEST_TEXT || !/--|\/\*|\bCHECK\b/i.test(sql)) return nothing;
  const result = parse(sql);
  if (result.status === 'error') return nothing;
  const [statement] = result.root.cmds as readonly object[] as readonly Node[];
  const body = node(statement?.['body']);
  const definitions = list(body['columns']).map((column) => ({
    name: String(node(column['colName'])['text']).toLowerCase(),
    start: Number(node(node(column['colName'])['span'])['offset']),
    column,
  }));
  const { comment, byColumn } = commentsOf(sql, definitions);
  const allowed = allowedValues([
    ...definitions.flatMap(({ column }) => list(column['constraints'])),
    ...list(body['constraints']),
  ]);
  return {
    ...(comment !== undefined && { comment }),
    columns: new Map(
      definitions.map(({ name }) => {
        const [said, values] = [byColumn.get(name), allowed.get(name)];
        return [
          name,
          {
            ...(said !== undefined && { comment: said }),
            ...(values !== undefined && { allowedValues: values }),
          },
        ];
      }),
    ),
  };
}

function commentsOf(
  sql: string,
  columns: readonly { readonly name: string; readonly start: number }[],
): { readonly comment: string | undefined; readonly byColumn: ReadonlyMap<string, string> } {
  const byColumn = new Map<string, string>();
  let comment: string | undefined;
  const first = columns[0]?.start ?? 0;
  for (const { text, start, ownLine } of comments(sql)) {
    const before = columns.findLast((column) => column.start < start);
    const after = columns.find((column) => column.start > start);
    const firstLine = sql.slice(start, first).includes('\n');
    if (before === undefined && !(ownLine && /\(/.test(sql.slice(0, start)))) {
      if (firstLine || !ownLine) comment = joined(comment, text);
    } else {
      const owner = ownLine ? after : before;
      if (owner !== undefined) byColumn.set(owner.name, joined(byColumn.get(owner.name), text));
    }
  }
  return { comment, byColumn };
}

function* comments(
  sql: string,
): Generator<{ readonly text: string; readonly start: number; readonly ownLine: boolean }> {
  const token = /'(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`|\[[^\]]*\]|--([^\n]*)|\/\*([\s\S]*?)\*\//g;
  for (const match of sql.matchAll(token)) {
    const text = (match[1] ?? match[2])?.replace(/\s+/g, ' ').trim();
    if (text === undefined || text === '') continue;
    const line = sql.slice(sql.lastIndexOf('\n', match.index) + 1, match.index);
    yield { text: text.slice(0, LONGEST_COMMENT), start: match.index, ownLine: line.trim() === '' };
  }
}

function joined(before: string | undefined, text: string): string {
  return before === undefined ? text : `${before} ${text}`;
}

/** Of `CHECK (status IN ('open', 'closed'))`, at a column or at the table. */
function allowedValues(constraints: readonly Node[]): ReadonlyMap<string, readonly string[]> {
  const allowed = new Map<string, readonly string[]>();
  for (const { constraint } of constraints) {
    const expression = inList(node(node(constraint)['expr']));
    if (expression === undefined) continue;
    const column = String(node(expression['lhs'])['name']).toLowerCase();
    const values = list(expression['rhs']).map(({ type, value }) =>
      type === 'StringLiteral' ? String(value) : undefined,
    );
    const texts = values.filter((value) => value !== undefined);
    if (texts.length > 0 && texts.length === values.length) allowed.set(column, texts);
  }
  return allowed;
}

/** The list itself, in parentheses, or beside `IS NULL OR`. */
function inList(expression: Node): Node | undefined {
  switch (expression['type']) {
    case 'InListExpr':
      return expression['not'] === false && node(expression['lhs'])['type'] === 'Id'
        ? expression
        : undefined;
    case 'ParenthesizedExpr': {
      const inner = list(expression['exprs'] ?? expression['expr'])[0];
      return inner === undefined ? undefined : inList(inner);
    }
    case 'BinaryExpr': {
      const [left, right] = [node(expression['left']), node(expression['right'])];
      if (expression['op'] !== 'Or') return undefined;
      return isNullCheck(left) ? inList(right) : isNullCheck(right) ? inList(left) : undefined;
    }
    default:
      return undefined;
  }
}

function isNullCheck(expression: Node): boolean {
  return (
    expression['type'] === 'IsNullExpr' ||
    (expression['op'] === 'Is' && node(expression['right'])['type'] === 'NullLiteral')
  );
}

function node(value: unknown): Node {
  return typeof value === 'object' && value !== null ? (value as Node) : {};
}

function list(value: unknown): readonly Node[] {
  if (Array.isArray(value)) return value as readonly Node[];
  return value === undefined || value === null ? [] : [node(value)];
}
