import { parseSample, parseJoin } from './parse-from.js';
import { parseDirection, parseLimit, parseOrderItem } from './parse-order.js';
import { parsePivot } from './parse-pivot.js';
import { parseColumns, parseComputed, parseGroup, parseWindows } from './parse-select.js';
import { setOperation } from './parse-set-operation.js';
import { parseTableCall } from './parse-table.js';
import { parseExpressions } from './parse-with.js';
import type { PipeItem, PipeStep } from './pipe-steps.js';
import type { QueryGrammar } from './query-grammar.js';

/** The parts of a step that its operator's reader finds. */
type Parts = Partial<Pick<PipeStep, 'items' | 'groups' | 'ordersGroups' | 'windows'>>;
type Reader = (grammar: QueryGrammar) => Parts;

/** Behind which the names of tables are known as before. */
const KEEPING = new Set(
  'WHERE ORDER LIMIT EXTEND WINDOW SET DROP RENAME JOIN TABLESAMPLE WITH'.split(' '),
);

/** See https://cloud.google.com/bigquery/docs/reference/standard-sql/pipe-syntax. */
const READERS: Readonly<Record<string, Reader>> = {
  WHERE: (grammar) => ({ items: [item(grammar, () => grammar.expression())] }),
  SELECT: (grammar) => withWindows(grammar, [item(grammar, () => parseColumns(grammar))]),
  EXTEND: (grammar) =>
    withWindows(
      grammar,
      list(grammar, () => parseComputed(grammar)),
    ),
  WINDOW: (grammar) => ({ items: list(grammar, () => parseComputed(grammar)) }),
  SET: (grammar) => ({ items: list(grammar, () => parseAssignment(grammar)) }),
  DROP: (grammar) => ({ items: list(grammar, () => parseColumn(grammar)) }),
  RENAME: (grammar) => ({ items: list(grammar, () => parseRename(grammar)) }),
  AGGREGATE: parseAggregate,
  DISTINCT: () => ({}),
  AS: ({ cursor, findings }) => {
    const place = cursor.token?.start ?? 0;
    findings.forgetAliases();
    const name = cursor.name();
    findings.addAlias(name, place);
    return { items: [{ start: place, end: place, name }] };
  },
  ORDER: (grammar) => {
    grammar.cursor.expect('BY');
    return { items: list(grammar, () => parseOrderItem(grammar)) };
  },
  LIMIT: (grammar) => {
    grammar.cursor.place -= 1;
    parseLimit(grammar);
    return {};
  },
  CALL: (grammar) => {
    grammar.findings.forgetAliases();
    parseTableCall(grammar, grammar.cursor.path());
    return {};
  },
  TABLESAMPLE: (grammar) => {
    parseSample(grammar);
    return {};
  },
  PIVOT: readPivot,
  UNPIVOT: readPivot,
  WITH: (grammar) => {
    grammar.cursor.place -= 1;
    let items: readonly PipeItem[] = [];
    parseExpressions(grammar, (expression) => {
      items = list(grammar, () => {
        const name = grammar.cursor.token?.text ?? '';
        expression();
        return { name };
      });
    });
    return { items };
  },
};

/** The operators that BigQuery has, for messages. */
export const PIPE_OPERATORS: readonly string[] = [
  ...Object.keys(READERS).map((word) => (word === 'ORDER' ? 'ORDER BY' : word)),
  ...['JOIN', 'UNION', 'INTERSECT', 'EXCEPT'],
];

/** Operators of GoogleSQL that write, split or only check; BigQuery has none of them. */
const FOREIGN =
  /^(ASSERT|CREATE|DELETE|DESCRIBE|EXPORT|FORK|IF|INSERT|LOG|MERGE|RECURSIVE|STATIC_DESCRIBE|TEE|UPDATE)$/;

/** Reads pipe operators up to the end of their query. */
export function parsePipes(grammar: QueryGrammar): readonly PipeStep[] {
  const { cursor, findings } = grammar;
  const steps: PipeStep[] = [];
  while (cursor.takeSign('|>')) {
    if (FOREIGN.test(cursor.word())) {
      findings.addForeignPipe(cursor.word());
      cursor.skipBracket();
      break;
    }
    steps.push(parseStep(grammar));
  }
  return steps;
}

function parseStep(grammar: QueryGrammar): PipeStep {
  const { cursor, findings } = grammar;
  const usesOf = findings.uses.begin();
  const start = cursor.token?.start ?? 0;
  const word = cursor.word();
  const read = READERS[word];
  let operator = word;
  let parts: Parts;
  if (read !== undefined) {
    cursor.place += 1;
    parts = read(grammar);
  } else if (parseJoin(grammar, false)) {
    [operator, parts] = ['JOIN', {}];
  } else {
    [operator, parts] = parseSetStep(grammar);
  }
  if (!KEEPING.has(operator) && !/^(AS|CALL|PIVOT|UNPIVOT)$/.test(operator))
    findings.forgetAliases();
  const end = cursor.tokens[cursor.place - 1]?.end ?? start;
  const [aliases, valueAliases] = [findings.aliases(), findings.valueAliases()];
  return { operator, start, end, items: [], ...parts, ...usesOf(), aliases, valueAliases };
}

function readPivot(grammar: QueryGrammar): Parts {
  grammar.findings.forgetAliases();
  grammar.cursor.place -= 1;
  if (!parsePivot(grammar)) grammar.cursor.fail();
  return {};
}

/** `UNION ALL (query), (query)` */
function parseSetStep(grammar: QueryGrammar): [string, Parts] {
  const { cursor, findings } = grammar;
  const operation = setOperation(grammar);
  if (operation === undefined) return cursor.fail();
  const [operator = ''] = operation.split(' ');
  findings.forgetAliases();
  const query = (): void => cursor.inBrackets(() => grammar.query());
  return [operator, { items: list(grammar, query) }];
}

function parseAggregate(grammar: QueryGrammar): Parts {
  const { cursor } = grammar;
  const items =
    cursor.isNext('GROUP') || isAtEnd(grammar)
      ? []
      : list(grammar, () => {
          const column = parseComputed(grammar);
          if (column.isStar) return column;
          return { ...parseOrdered(grammar, /^(ASC|DESC)$/), ...column };
        });
  if (!cursor.take('GROUP')) return { items };
  const ordersGroups = cursor.take('AND', 'ORDER');
  cursor.expect('BY');
  const groups = list(grammar, () => {
    const isExpression = parseGroup(grammar);
    if (!isExpression) return { isExpression };
    const named = takeName(grammar);
    return { ...parseOrdered(grammar, /^(ASC|DESC|NULLS)$/), ...named, isExpression };
  });
  return { items, groups, ordersGroups };
}

/** Where the direction begins, the item ends. */
function parseOrdered(grammar: QueryGrammar, first: RegExp): Partial<PipeItem> {
  const { cursor } = grammar;
  if (!first.test(cursor.word())) return {};
  const from = cursor.place;
  parseDirection(grammar);
  return { end: cursor.tokens[from - 1]?.end ?? 0, order: cursor.words(from).join(' ') };
}

/** Behind a group, whose expression ends before. */
function takeName({ cursor }: QueryGrammar): Partial<PipeItem> {
  const end = cursor.tokens[cursor.place - 1]?.end ?? 0;
  if (!cursor.take('AS') && !cursor.isName()) return {};
  return { name: cursor.name(), end };
}

function parseAssignment(grammar: QueryGrammar): Partial<PipeItem> {
  const { cursor } = grammar;
  const name = columnName(grammar);
  cursor.expectSign('=');
  const start = cursor.token?.start ?? 0;
  grammar.expression();
  return { name, start };
}

function parseColumn(grammar: QueryGrammar): Partial<PipeItem> {
  return { name: columnName(grammar) };
}

/** `a AS b`, `a b`: the item is the column, its name the new one. */
function parseRename(grammar: QueryGrammar): Partial<PipeItem> {
  const { cursor } = grammar;
  columnName(grammar);
  const end = cursor.tokens[cursor.place - 1]?.end ?? 0;
  cursor.take('AS');
  return { name: cursor.name(), end };
}

function columnName({ cursor, findings }: QueryGrammar): string {
  const name = cursor.name();
  findings.columns.add(name);
  return name;
}

function withWindows(grammar: QueryGrammar, items: readonly PipeItem[]): Parts {
  const { cursor } = grammar;
  const start = cursor.token?.start ?? 0;
  if (!cursor.isNext('WINDOW')) return { items };
  parseWindows(grammar, (window) => void list(grammar, window));
  return { items, windows: { start, end: cursor.tokens[cursor.place - 1]?.end ?? start } };
}

/** Items with commas between them; a comma may stand behind the last one. */
function list(grammar: QueryGrammar, read: () => Partial<PipeItem> | void): readonly PipeItem[] {
  const items: PipeItem[] = [];
  do items.push(item(grammar, read));
  while (grammar.cursor.takeSign(',') && !isAtEnd(grammar));
  return items;
}

function item({ cursor }: QueryGrammar, read: () => Partial<PipeItem> | void): PipeItem {
  const start = cursor.token?.start ?? 0;
  const found = read() ?? {};
  return { start, end: cursor.tokens[cursor.place - 1]?.end ?? start, ...found };
}

function isAtEnd({ cursor }: QueryGrammar): boolean {
  return (
    cursor.atEnd || /^([);]|\|>)$/.test(cursor.sign()) || /^(GROUP|WINDOW)$/.test(cursor.word())
  );
}
