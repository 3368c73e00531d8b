import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { root } from './run-step.js';

/** Every file below a folder of the repository whose name fits, without what is installed or built; paths as from the root. */
export function filesBelow(folder, name) {
  return readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const below = path.join(folder, entry.name);
    if (entry.isFile()) return name.test(entry.name) ? [below] : [];
    return /^(node_modules|dist|api|\..*)$/.test(entry.name) ? [] : filesBelow(below, name);
  });
}

/** The text of a file of the repository. */
export function textOf(file) {
  return readFileSync(path.join(root, file), 'utf8');
}

const trees = new Map();

/** The syntax tree of a file of the repository, parsed once. */
export function treeOf(file) {
  if (!trees.has(file))
    trees.set(file, ts.createSourceFile(file, textOf(file), ts.ScriptTarget.Latest, true));
  return trees.get(file);
}

/** The file that a relative import of a source file means, undefined for packages. */
export function importedFile(file, specifier) {
  if (!specifier.startsWith('.')) return undefined;
  const source = path.join(path.dirname(file), specifier).replace(/\.js$/, '.ts');
  return existsSync(path.join(root, source)) ? source : undefined;
}

/** What a file exports under names: where each comes from (`from` absent: declared here). */
export function namedExports(file) {
  return treeOf(file).statements.flatMap((statement) => {
    if (ts.isExportDeclaration(statement) && statement.exportClause)
      return statement.exportClause.elements.map(({ name, propertyName }) => ({
        name: name.text,
        original: (propertyName ?? name).text,
        from: statement.moduleSpecifier?.text,
      }));
    return isExported(statement)
      ? declaredNames(statement).map((name) => ({ name, original: name }))
      : [];
  });
}

/** The names that a statement declares. */
export function declaredNames(statement) {
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.map(({ name }) => name.getText());
  return statement.name === undefined ? [] : [statement.name.text];
}

function isExported(statement) {
  return (
    ts.canHaveModifiers(statement) &&
    (ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
  );
}
