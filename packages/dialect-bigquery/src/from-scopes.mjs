/**
 * Which names of FROM are tables' aliases where a path stands. GoogleSQL reads `x.y` behind an alias `x` as an array of its rows,
 * everywhere else as the table y of the dataset x; so an alias counts only where the engine sees it.
 *
 * @typedef {object} Scope
 * @property {Map<string, number>} aliases - of one FROM, lower case, with the place behind which they are known
 * @property {Scope | undefined} outer - of the query around
 * @property {boolean} inFrom - true in the FROM itself, where an alias is known behind its place alone
 */

/** Nodes of FROM that an alias names. */
export const SOURCES = new Set([
  'astTablePathExpressionNode',
  'astTableSubqueryNode',
  'astTvfNode',
]);

/**
 * The scope of a part of a node. Neither a subquery of FROM nor a common table expression sees the aliases around it.
 *
 * @param {string} key - of the node
 * @param {string} name - of its part
 * @param {Scope | undefined} scope - of the node
 * @returns {Scope | undefined}
 */
export function scopeWithin(key, name, scope) {
  if (name === 'astSelectNode') return { aliases: new Map(), outer: scope, inFrom: false };
  if (name === 'fromClause' && scope !== undefined) return { ...scope, inFrom: true };
  if (key === 'with' || (key === 'astTableSubqueryNode' && name === 'subquery')) return undefined;
  return scope;
}

/**
 * Notes an alias of FROM. @param {Scope | undefined} scope @param {string} alias @param {number} place - where it stands
 */
export function declareAlias(scope, alias, place) {
  const name = alias.toLowerCase();
  // A name in backticks with a dot is a path. ZetaSQL refuses a FROM in which a name stands twice.
  if (scope !== undefined && !name.includes('.')) scope.aliases.set(name, place);
}

/**
 * Whether a path begins with an alias that is known where it stands. @param {Scope | undefined} scope
 * @param {readonly string[]} names @param {number} place - where it stands
 */
export function beginsWithAlias(scope, [first = '', ...rest], place) {
  if (rest.length === 0) return false;
  for (let around = scope; around !== undefined; around = around.outer) {
    const declared = around.aliases.get(first.toLowerCase());
    if (declared !== undefined && (!around.inFrom || declared < place)) return true;
  }
  return false;
}
