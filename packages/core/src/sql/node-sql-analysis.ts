import type { QueryAnalysis } from '@momq/dialect';

type SyntaxNode = Readonly<Record<string, unknown>>;

/** What a syntax tree of node-sql-parser holds. Only SELECT counts as reading, with functions of `functions` (lower case) alone. */
export function analyseSyntaxTree(
  tree: unknown,
  functions: ReadonlySet<string>,
): Omit<QueryAnalysis, 'keywords'> {
  const statements = (Array.isArray(tree) ? (tree as unknown[]) : [tree]).filter(isStatement);
  const found = new Found();
  const open: unknown[] = [...statements]; // a stack of our own: deep trees must not overflow the program's
  while (open.length > 0) {
    const node = open.pop();
    if (typeof node !== 'object' || node === null) continue;
    if (!Array.isArray(node)) found.add(node as SyntaxNode);
    open.push(...Object.values(node));
  }
  const writes = statements.map(typeOf).find((type) => type !== 'select');
  const call = [...found.functions].find((name) => !functions.has(name));
  const reason =
    writes?.toUpperCase() ??
    found.reason ??
    (call === undefined ? undefined : `${call}(), which is not known to only read`);
  return {
    statements: statements.length,
    readOnly: reason === undefined,
    ...(reason === undefined ? {} : { reason }),
    relations: [...found.relations].filter((name) => !found.expressions.has(name)),
    columns: [...found.columns],
    functions: [...found.functions],
    literals: [...found.literals],
  };
}

class Found {
  readonly relations = new Set<string>();
  /** Names of common table expressions. */
  readonly expressions = new Set<string>();
  readonly columns = new Set<string>();
  readonly functions = new Set<string>();
  readonly literals = new Set<string | number>();
  /** Why a part of a SELECT does more than read. */
  reason: string | undefined;

  add(node: SyntaxNode): void {
    this.#addParts(node);
    const { type } = node;
    if (type === 'column_ref') this.columns.add(nameOf(node['column']));
    else if (type === 'number' || type === 'bigint') this.literals.add(literal(node['value']));
    else if (typeof type === 'string' && type.endsWith('string') && 'value' in node)
      this.literals.add(String(node['value']).replaceAll("''", "'"));
    else if (type === 'assign') this.reason ??= 'an assignment';
    if ('args' in node && 'name' in node) this.functions.add(nameOf(node['name']).toLowerCase());
  }

  /** What the clauses of a SELECT name. */
  #addParts({ table, from, with: shared, into, for_update: lock, locking_read: read }: SyntaxNode) {
    if (Array.isArray(from))
      for (const each of from as SyntaxNode[])
        if (typeof each['table'] === 'string') this.relations.add(each['table']);
    if (Array.isArray(shared))
      for (const { name, stmt } of shared as SyntaxNode[]) {
        this.expressions.add(nameOf(name));
        const statement = (stmt as SyntaxNode)['ast'] ?? stmt;
        if (typeOf(statement) !== 'select') this.reason ??= typeOf(statement).toUpperCase();
      }
    if (table === undefined && holds(into)) this.reason ??= 'INTO';
    if (holds(lock) || holds(read)) this.reason ??= 'a lock';
  }
}

/** True for a clause that stands in the text; one that does not is null, or an object of nulls. */
function holds(clause: unknown): boolean {
  if (typeof clause !== 'object' || clause === null) return Boolean(clause);
  return Object.entries(clause).some(([key, value]) => key !== 'position' && holds(value));
}

/** Empty statements, as after the last semicolon, are empty lists. */
function isStatement(node: unknown): boolean {
  return typeof node === 'object' && node !== null && 'type' in node;
}

function typeOf(node: unknown): string {
  return String((node as SyntaxNode)['type']);
}

/** A name, which is text or stands at the end of one of several wrappings. */
function nameOf(node: unknown): string {
  if (typeof node !== 'object' || node === null) return String(node ?? '');
  if (Array.isArray(node)) return nameOf(node.at(-1));
  const { name, value, expr } = node as SyntaxNode;
  return nameOf(name ?? value ?? expr);
}

/** A number, or its text where a number is not the same. */
function literal(value: unknown): string | number {
  const text = String(value);
  return String(Number(text)) === text ? Number(text) : text;
}
