/**
 * What a tree of ZetaSQL's parser says about a text. The walk keeps its own stack, as hostile texts nest deep.
 */

/** @typedef {import('./zetasql-analysis.mjs').TablePath} TablePath */

/**
 * @param {any} script - `ASTScriptProto`
 * @param {Buffer} text
 * @returns {import('./zetasql-analysis.mjs').Found}
 */
export function analyseScript(script, text) {
  const statements = script?.statementListNode?.statementList ?? [];
  const collected = new Collected(text);
  /** @type {[string, any][]} */
  const open = statements.map((/** @type {any} */ statement) => ['', statement]);
  while (open.length > 0) {
    const [key, node] = open.pop() ?? ['', null];
    if (typeof node !== 'object' || node === null) continue;
    if (Array.isArray(node)) {
      for (const part of [...node].reverse()) open.push([key, part]);
      continue;
    }
    collected.add(key, node);
    for (const [name, part] of Object.entries(node).reverse())
      if (name !== 'parent') open.push([name, part]);
  }
  const kinds = statements.map((/** @type {object} */ statement) => kindOf(statement));
  return { statements: kinds, ...collected.result(), limitAt: limitPlace(statements) };
}

/** `{ astQueryStatementNode: … }` is `Query`. @param {object} statement */
function kindOf(statement) {
  const [key = ''] = Object.keys(statement);
  const inner = Object.values(statement)[0];
  // Statements of scripts and of DDL stand in a node for their class.
  const nested = Object.keys(inner ?? {}).find((name) => /^ast.*Node$/.test(name));
  const isClass = /^ast(Script|Ddl|Create|Alter|Drop|Loop|BreakContinue)/.test(key);
  return (isClass && nested !== undefined ? nested : key).replace(/^ast|(Statement)?Node$/g, '');
}

/** @param {readonly any[]} statements */
function limitPlace(statements) {
  const query = statements.length === 1 ? statements[0]?.astQueryStatementNode?.query : undefined;
  return query === undefined || query.limitOffset !== undefined ? undefined : rangeOf(query)?.end;
}

/** @param {any} node @returns {{ start: number, end: number } | undefined} */
function rangeOf(node) {
  for (let part = node; part !== undefined && part !== null; part = part.parent)
    if (part.parseLocationRange !== undefined) return part.parseLocationRange;
  return undefined;
}

/** @param {any} path @returns {string[]} */
const namesOf = (path) => (path?.names ?? []).map((/** @type {any} */ name) => name.idString ?? '');

class Collected {
  /** @type {TablePath[]} */
  tables = [];
  /** Names that FROM may use besides tables: common table expressions, aliases. @type {Set<string>} */
  local = new Set();
  /** @type {Set<string>} */
  expressions = new Set();
  /** @type {Set<string>} */
  tableFunctions = new Set();
  /** @type {Set<string>} */
  functions = new Set();
  /** @type {Set<string>} */
  columns = new Set();
  /** @type {Set<string | number>} */
  literals = new Set();
  /** @type {(string | null)[]} */
  parameters = [];
  /** @type {{ start: number, end: number }[]} */
  placeholders = [];
  /** @type {Set<string>} */
  variables = new Set();

  /** @param {Buffer} text */
  constructor(text) {
    this.text = text;
  }

  /** @param {any} node */
  slice(node) {
    const { start = 0, end = 0 } = rangeOf(node) ?? {};
    return this.text.toString('utf8', start, end);
  }

  /** @param {string} key @param {any} node */
  add(key, node) {
    switch (key) {
      case 'with':
        this.expressions.add((node.alias?.idString ?? '').toLowerCase());
        break;
      case 'astTablePathExpressionNode':
        this.addTable(node.pathExpr, node.alias);
        break;
      case 'tableClause':
        this.addTable(node.tablePath, undefined);
        break;
      case 'alias':
        this.local.add((node.identifier?.idString ?? '').toLowerCase());
        break;
      case 'astTvfNode':
        this.tableFunctions.add(namesOf(node.name).join('.'));
        break;
      case 'astFunctionCallNode':
        this.functions.add(
          namesOf(node.function)
            .join('.')
            .replace(/^SAFE\./i, ''),
        );
        break;
      case 'astPathExpressionNode':
        this.columns.add(namesOf(node).at(-1) ?? '');
        break;
      case 'astDotIdentifierNode':
        this.columns.add(node.name?.idString ?? '');
        break;
      case 'astStringLiteralNode':
      case 'stringLiteral':
        this.literals.add(node.stringValue ?? '');
        break;
      case 'astIntLiteralNode':
      case 'astFloatLiteralNode':
        this.literals.add(Number(this.slice(node)));
        break;
      case 'astParameterExprNode':
        this.parameters.push(node.name?.idString ?? null);
        if (node.name === undefined) this.placeholders.push(rangeOf(node) ?? { start: 0, end: 0 });
        break;
      case 'astSystemVariableExprNode':
        this.variables.add(namesOf(node.path).join('.'));
        break;
      default:
    }
  }

  /** @param {any} path @param {any} alias */
  addTable(path, alias) {
    const range = rangeOf(path);
    if (range === undefined) return; // UNNEST(…)
    const names = namesOf(path);
    this.tables.push({ names, start: range.start, end: range.end, aliased: alias !== undefined });
    const last = names.at(-1)?.split('.').at(-1) ?? '';
    if (alias === undefined) this.local.add(last.toLowerCase());
  }

  result() {
    const isTable = (/** @type {TablePath} */ { names }) => {
      const first = (names[0] ?? '').toLowerCase();
      // `t.items` behind t is an array of its rows.
      return names.length === 1 ? !this.expressions.has(first) : !this.local.has(first);
    };
    return {
      tables: this.tables.filter(isTable),
      tableFunctions: [...this.tableFunctions],
      functions: [...this.functions],
      columns: [...this.columns],
      literals: [...this.literals],
      parameters: this.parameters,
      placeholders: this.placeholders,
      variables: [...this.variables],
    };
  }
}
