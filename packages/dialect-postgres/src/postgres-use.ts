import type { UsedConstant } from './postgres-literals.js';

/** A name as a query writes it, with its schema where the query writes one. */
export interface UsedName {
  readonly schema: string | undefined;
  readonly name: string;
}

/**
 * A function that the text may call: by `f(x)`, by attribute notation on a value, `(x).f`, or on a row, `t.f`, which is a column
 * where the row has one.
 */
export interface UsedFunction extends UsedName {
  readonly form: 'call' | 'attribute' | 'row-attribute';
  /** Arguments of a call; undefined where the number that counts is not in the text. */
  readonly args: number | undefined;
}

/** What the walk over PostgreSQL's parse tree gathers: everything that the engine will look up by name. */
export interface StatementUse {
  readonly statements: number;
  /** The first part that does more than read. */
  readonly writer: string | undefined;
  readonly relations: readonly UsedName[];
  readonly functions: readonly UsedFunction[];
  readonly operators: readonly UsedName[];
  readonly types: readonly UsedName[];
  /** Names of common table expressions. */
  readonly expressions: ReadonlySet<string>;
  readonly columns: ReadonlySet<string>;
  readonly constants: readonly UsedConstant[];
  /** Where `$1` and the like stand, in bytes. */
  readonly placeholders: readonly number[];
}

type Node = Readonly<Record<string, unknown>>;

/** Operators that the engine adds where the text names none: IN, BETWEEN, CASE x WHEN, USING, NULLIF. */
const IMPLICIT_OPERATORS = ['=', '<>', '<', '<=', '>', '>='];

/** Types of dates and times as the parse tree names them. */
const TEMPORAL = /^(?:date|timetz|time|timestamptz|timestamp)$/;

/** Settings that hold secrets or paths of the server: connection strings, files, folders, commands. */
const PRIVATE_SETTING =
  /conninfo|passw|passphrase|secret|token|credential|(?:api|access|private|signing|service|encryption)_?key|(?<!pro)file|_dir|command|librar/i;

/** Walks the parse tree without recursion, so that its depth does not matter. Keys of the tree are node kinds. */
export function statementUse(statements: readonly object[]): StatementUse {
  const found = new Collected();
  const open: (readonly [string, unknown])[] = statements.map(
    (statement) => ['', statement] as const,
  );
  while (open.length > 0) {
    const [kind, node] = open.pop() ?? ['', null];
    if (typeof node !== 'object' || node === null) continue;
    if (!Array.isArray(node)) found.add(kind, node as Node);
    for (const [key, part] of Object.entries(node)) open.push([key, part]);
  }
  return { ...found, statements: statements.length, functions: [...found.functionNames.values()] };
}

class Collected {
  writer: string | undefined;
  readonly relations: UsedName[] = [];
  readonly functionNames = new Map<string, UsedFunction>();
  readonly operators: UsedName[] = IMPLICIT_OPERATORS.map((name) => ({ schema: undefined, name }));
  readonly types: UsedName[] = [];
  readonly expressions = new Set<string>();
  readonly columns = new Set<string>();
  readonly constants: UsedConstant[] = [];
  readonly placeholders: number[] = [];
  /** Where the types of dates and times begin that stand before a constant, by the constant's place. */
  private readonly typeOfConstant = new Map<number, number>();

  add(kind: string, node: Node): void {
    if (kind.endsWith('Stmt') && kind !== 'SelectStmt') this.writer ??= statementName(kind);
    switch (kind) {
      case 'intoClause':
        this.writer ??= 'SELECT INTO';
        break;
      case 'LockingClause':
        this.writer ??= 'FOR UPDATE or FOR SHARE';
        break;
      case 'RangeVar':
        this.relations.push({ schema: text(node['schemaname']), name: String(node['relname']) });
        break;
      case 'CommonTableExpr':
        this.expressions.add(String(node['ctename']));
        break;
      case 'ColumnRef':
        this.addColumn(names(node['fields']));
        break;
      case 'A_Indirection':
        for (const name of names(node['indirection'])) this.addFunction('attribute', [name], 1);
        break;
      case 'FuncCall':
        this.addCall(node);
        break;
      case 'A_Expr':
        this.operators.push(named(names(node['name'])));
        break;
      case 'SubLink':
        if (node['operName'] !== undefined) this.operators.push(named(names(node['operName'])));
        break;
      case 'SortBy':
        if (node['useOp'] !== undefined) this.operators.push(named(names(node['useOp'])));
        break;
      // The key differs from the node's kind where the grammar fixes the type of the place.
      case 'TypeName':
      case 'typeName':
        if (Array.isArray(node['names'])) this.types.push(named(names(node['names'])));
        break;
      case 'TypeCast':
        this.addTypeOfConstant(node);
        break;
      case 'A_Const':
        this.addConstant(node);
        break;
      case 'ParamRef':
        this.placeholders.push(Number(node['location'] ?? 0));
        break;
      default:
    }
  }

  private addColumn(path: readonly string[]): void {
    const last = path.at(-1);
    if (last === undefined) return;
    this.columns.add(last);
    if (path.length > 1) this.addFunction('row-attribute', [last], 1);
  }

  private addCall(node: Node): void {
    const path = names(node['funcname']);
    const args = Array.isArray(node['args']) ? (node['args'] as readonly Node[]) : [];
    this.addFunction('call', path, node['agg_within_group'] === true ? undefined : args.length);
    if (path.at(-1) === 'current_setting') {
      const setting = constant(args[0]);
      if (setting === undefined || PRIVATE_SETTING.test(setting)) {
        this.writer ??= `current_setting(${setting === undefined ? '…' : `'${setting}'`}), which may show secrets of the server`;
      }
    }
  }

  private addFunction(
    form: UsedFunction['form'],
    path: readonly string[],
    args: number | undefined,
  ): void {
    const { schema, name } = named(path);
    if (form === 'attribute' && name === 'current_setting')
      this.writer ??= 'current_setting of a value';
    this.functionNames.set(JSON.stringify([form, schema, name, args]), {
      schema,
      name,
      form,
      args,
    });
  }

  /** `DATE '2024-02-29'`; the type of a cast stands behind its value. */
  private addTypeOfConstant({ arg, typeName }: Node): void {
    const { A_Const: constant } = arg as { A_Const?: Node };
    const { names: path, location: typeAt = 0 } = typeName as {
      names?: unknown;
      location?: number;
    };
    const at = Number(constant?.['location'] ?? 0);
    if (constant !== undefined && typeAt < at && TEMPORAL.test(names(path).at(-1) ?? ''))
      this.typeOfConstant.set(at, typeAt);
  }

  private addConstant(node: Node): void {
    const {
      sval,
      ival,
      fval,
      location: at = 0,
    } = node as {
      sval?: { sval?: string };
      ival?: { ival?: number };
      fval?: { fval?: string };
      location?: number;
    };
    const value =
      sval !== undefined
        ? (sval.sval ?? '')
        : ival !== undefined
          ? (ival.ival ?? 0)
          : fval !== undefined
            ? Number(fval.fval?.replaceAll('_', ''))
            : undefined;
    if (value !== undefined)
      this.constants.push({ value, at, typeAt: this.typeOfConstant.get(at) });
  }
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The words of a list of names; stars and subscripts left out. */
function names(list: unknown): string[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((item: { readonly String?: { readonly sval?: string } }) =>
    item.String === undefined ? [] : [item.String.sval ?? ''],
  );
}

function named(path: readonly string[]): UsedName {
  return { schema: path.length > 1 ? path.at(-2) : undefined, name: path.at(-1) ?? '' };
}

function constant(node: Node | undefined): string | undefined {
  return (node as { A_Const?: { sval?: { sval?: string } } } | undefined)?.A_Const?.sval?.sval;
}

/** `CreateTableAsStmt` → `CREATE TABLE AS`. */
function statementName(kind: string): string {
  if (kind.startsWith('Variable')) return kind === 'VariableSetStmt' ? 'SET' : 'SHOW';
  return kind
    .replace(/Stmt$/, '')
    .replace(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .toUpperCase();
}
