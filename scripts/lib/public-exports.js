import { readdirSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { importedNames } from './imported-names.js';
import {
  declaredNames,
  filesBelow,
  importedFile,
  namedExports,
  textOf,
  treeOf,
} from './source-syntax.js';
import { root } from './run-step.js';

/** Where those live that use the packages: their own folder does not count. */
const users = ['packages', 'benchmarks', 'docs', 'examples', 'reference'];

/**
 * The exports of all packages and their sub-paths that nobody outside the package has a use for: no other package, benchmark,
 * example, guide or test of one of them imports them, no README of the package and no guide names them, and they are no types that
 * the declaration of such an export names.
 *
 * @returns {{ specifier: string, name: string }[]}
 */
export function exportsWithoutReason() {
  const packages = readPackages();
  const entries = new Map(
    packages.flatMap((each) => each.entries.map(({ specifier, file }) => [specifier, file])),
  );
  const uses = readUses();
  const guides = filesBelow('docs/guide', /\.md$/).map(codeIn).join('\n');
  const exported = packages.flatMap(({ folder, entries: own }) => {
    const named = wordsOf(`${guides}\n${codeIn(path.join(folder, 'README.md'))}`);
    return own.flatMap(({ specifier, file }) =>
      namedExports(file).map(({ name, original, from }) => ({
        specifier,
        name,
        /** Of what another package declares: then it has to be used from here. */
        borrowed: entries.has(from),
        declaration: declarationOf(entries, { file, name: original, from }),
        reason:
          named.has(name) ||
          (uses.get(`${specifier} ${name}`) ?? []).some((user) => !user.startsWith(`${folder}/`)),
      })),
    );
  });
  const reached = reachedFrom(
    entries,
    exported.filter(({ reason }) => reason).map(({ declaration }) => declaration),
  );
  return exported
    .filter(
      ({ reason, borrowed, declaration }) =>
        !reason && (borrowed || !reached.has(keyOf(declaration))),
    )
    .map(({ specifier, name }) => ({ specifier, name }));
}

/** The folder of each package, and the source file of each sub-path that it exports. */
function readPackages() {
  return readdirSync(path.join(root, 'packages')).map((name) => {
    const folder = path.join('packages', name);
    const manifest = JSON.parse(textOf(path.join(folder, 'package.json')));
    const entries = Object.entries(manifest.exports).flatMap(([subPath, target]) =>
      target['@momq/source'] === undefined
        ? []
        : {
            specifier: path.posix.join(manifest.name, subPath),
            file: path.join(folder, target['@momq/source']),
          },
    );
    return { folder, entries };
  });
}

/** The files that import a name, by `specifier name`. */
function readUses() {
  const uses = new Map();
  for (const file of users.flatMap((folder) => filesBelow(folder, /\.[cm]?[jt]s$/)))
    for (const name of importedNames(file)) uses.set(name, [...(uses.get(name) ?? []), file]);
  return uses;
}

/** Code of a Markdown file, in blocks and in lines. */
function codeIn(file) {
  return [...textOf(file).matchAll(/```[^]*?```|`[^`\n]+`|^ {4}.*$/gm)].join('\n');
}

function wordsOf(text) {
  return new Set(text.match(/[\w$]+/g));
}

const keyOf = ({ file, name }) => `${file} ${name}`;

/** The file that declares what another one exports or imports, through re-exports. */
function declarationOf(entries, { file, name, from }) {
  if (from === undefined) return { file, name };
  const next = entries.get(from) ?? importedFile(file, from);
  if (next === undefined) return { file, name };
  const found = namedExports(next).find((each) => each.name === name);
  return declarationOf(entries, { file: next, name: found?.original ?? name, from: found?.from });
}

/** Every declaration that the signatures of some declarations name, those of what they name, and so on. */
function reachedFrom(entries, declarations) {
  const reached = new Set(declarations.map(keyOf));
  const open = [...declarations];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const imports = importsOf(next.file);
    for (const name of namesInSignature(next)) {
      const imported = imports.get(name);
      const named = declarationOf(entries, { file: next.file, name, ...imported });
      if (reached.has(keyOf(named))) continue;
      reached.add(keyOf(named));
      open.push(named);
    }
  }
  return reached;
}

/** Names that a file imports, with the name at home and the module. */
function importsOf(file) {
  const imports = new Map();
  for (const statement of treeOf(file).statements) {
    if (!ts.isImportDeclaration(statement)) continue;
    const bindings = statement.importClause?.namedBindings;
    if (bindings === undefined || !ts.isNamedImports(bindings)) continue;
    for (const { name, propertyName } of bindings.elements)
      imports.set(name.text, {
        name: (propertyName ?? name).text,
        from: statement.moduleSpecifier.text,
      });
  }
  return imports;
}

/** Names of types in a declaration, without what bodies use. */
function namesInSignature({ file, name }) {
  const names = new Set();
  const visit = (node) => {
    if (ts.isBlock(node)) return;
    if (ts.isTypeReferenceNode(node)) names.add(node.typeName.getText().split('.')[0]);
    if (ts.isTypeQueryNode(node)) names.add(node.exprName.getText().split('.')[0]);
    if (ts.isExpressionWithTypeArguments(node)) names.add(node.expression.getText());
    if (isPrivate(node)) return;
    ts.forEachChild(node, visit);
  };
  for (const statement of treeOf(file).statements)
    if (declaredNames(statement).includes(name)) visit(statement);
  return names;
}

function isPrivate(node) {
  if (node.name !== undefined && ts.isPrivateIdentifier(node.name)) return true;
  return (
    ts.canHaveModifiers(node) &&
    (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.PrivateKeyword)
  );
}
