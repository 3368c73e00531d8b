import ts from 'typescript';
import { treeOf } from './source-syntax.js';

/** All that a file takes from other modules, as `specifier name`: imports, re-exports, `await import`, `require`, import types. */
export function importedNames(file) {
  const names = new Set();
  /** What stands for a whole module, by its name in the file. */
  const modules = new Map();
  const take = (specifier, { name, propertyName }) =>
    names.add(`${specifier} ${(propertyName ?? name).getText()}`);
  const bind = (specifier, binding) => {
    if (binding.elements !== undefined)
      for (const element of binding.elements) take(specifier, element);
    else modules.set((binding.name ?? binding).getText(), specifier);
  };
  const visit = (node) => {
    const clause = ts.isExportDeclaration(node)
      ? node.exportClause
      : ts.isImportDeclaration(node)
        ? node.importClause?.namedBindings
        : undefined;
    if (clause !== undefined && node.moduleSpecifier !== undefined)
      bind(node.moduleSpecifier.text, clause);
    if (ts.isVariableDeclaration(node)) {
      const specifier = loadedModule(node.initializer);
      if (specifier !== undefined) bind(specifier, node.name);
    }
    if (ts.isImportTypeNode(node) && node.qualifier !== undefined)
      names.add(`${node.argument.literal.text} ${node.qualifier.getText()}`);
    if (ts.isPropertyAccessExpression(node) && modules.has(node.expression.getText()))
      names.add(`${modules.get(node.expression.getText())} ${node.name.text}`);
    ts.forEachChild(node, visit);
  };
  visit(treeOf(file));
  return names;
}

/** The module of `await import('…')` and `require('…')`. */
function loadedModule(expression) {
  const call =
    expression !== undefined && ts.isAwaitExpression(expression)
      ? expression.expression
      : expression;
  if (call === undefined || !ts.isCallExpression(call)) return undefined;
  const [argument] = call.arguments;
  return /^(import|require)$/.test(call.expression.getText()) && ts.isStringLiteral(argument)
    ? argument.text
    : undefined;
}
