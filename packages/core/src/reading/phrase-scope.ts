import type {
  Condition,
  Expression,
  FieldReference,
  LogicalQuery,
  SelectQuery,
  Source,
} from '@momq/dialect';
import { derivedSources, isEntitySource } from '../logical/entity-sources.js';
import { firstSelect } from '../logical/expression-type.js';
import { splitName } from '../linking/split-name.js';

/** How the kinds of nodes are put into words: each kind has parts of the others. */
export interface Phrases {
  expression(expression: Expression, scope: PhraseScope): string;
  condition(condition: Condition, scope: PhraseScope): string;
  /** A query as a thing: "the average price of products where …". */
  query(query: LogicalQuery, phrases: Phrases, outer?: PhraseScope): string;
  /** What the rows of the scope's query are, and under which condition. */
  rows(scope: PhraseScope): string;
}

/** The query that a phrase stands in, and those around it. */
export interface PhraseScope {
  readonly phrases: Phrases;
  readonly query: SelectQuery;
  readonly outer?: PhraseScope;
}

/** A name as people write it: `price_updates` is "price updates". */
export function nameWords(name: string): string {
  return splitName(name.slice(name.lastIndexOf('.') + 1)).join(' ');
}

const ordinals = ['first', 'second', 'third', 'fourth', 'fifth'];

/** A use of an entity: its name, and which use it is where there are several. */
export function useWords(
  { entity, instance }: { readonly entity: string; readonly instance: number },
  { query }: PhraseScope,
): string {
  const uses = query.from.filter((source) => isEntitySource(source) && source.entity === entity);
  const name = nameWords(entity);
  return uses.length > 1 ? `the ${ordinals[instance] ?? `${instance + 1}th`} ${name}` : name;
}

/** A field: its name, and of what where the query has several sources. */
export function fieldWords(field: FieldReference, scope: PhraseScope): string {
  const name = nameWords(field.field);
  const holder = scopeOf(field, scope);
  if (holder === undefined) return `${name} of ${nameWords(field.entity)}`;
  const alone = holder === scope && holder.query.from.length === 1;
  return alone ? name : `${name} of ${useWords(field, holder)}`;
}

/** The scope that has the use: the one that `outer` says, else the nearest. */
function scopeOf(field: FieldReference, scope: PhraseScope): PhraseScope | undefined {
  let at: PhraseScope | undefined = scope;
  for (let step = 0; step < (field.outer ?? 0); step++) at = at?.outer;
  if (field.outer !== undefined) return at;
  while (at !== undefined && !at.query.from.some((source) => isUse(source, field))) at = at.outer;
  return at;
}

function isUse(source: Source, { entity, instance }: FieldReference): boolean {
  return isEntitySource(source) && source.entity === entity && source.instance === instance;
}

/** The scope of the derived source that a column reference counts to, and the select that names its columns. */
export function derivedScope(source: number, scope: PhraseScope): PhraseScope | undefined {
  const derived = derivedSources(scope.query.from)[source];
  return derived === undefined ? undefined : innerScope(derived.query, scope.phrases, scope);
}

/** The scope of a query's first SELECT. */
export function innerScope(
  query: LogicalQuery,
  phrases: Phrases,
  outer?: PhraseScope,
): PhraseScope {
  return { phrases, query: firstSelect(query), ...(outer !== undefined && { outer }) };
}

/** "a", "a and b", "a, b and c". */
export function listed(phrases: readonly string[], word = 'and'): string {
  return phrases.length < 2
    ? (phrases[0] ?? '')
    : `${phrases.slice(0, -1).join(', ')} ${word} ${phrases.at(-1)!}`;
}
