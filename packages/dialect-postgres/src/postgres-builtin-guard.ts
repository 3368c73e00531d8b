import { builtinFunctions, refusedBuiltinFunctions } from './postgres-builtin-functions.js';
import { catalogueRelations } from './postgres-catalogue-relations.js';
import { allowedCatalogue, refusedInformationViews } from './postgres-permitted.js';
import type { StatementUse, UsedFunction, UsedName } from './postgres-use.js';

const CATALOGUE = new Set(allowedCatalogue);
const REFUSED_VIEW = new RegExp(`^(${refusedInformationViews})$`);

/**
 * The check of a statement without a catalogue at hand, by what PostgreSQL itself has: for text alone, and for the embedded engine,
 * whose databases hold nothing but tables.
 *
 * @param allowed - functions that the user allows, `name` or `schema.name`
 * @returns the first part that is not known to only read
 */
export function unknownPart(
  { functions, relations }: Pick<StatementUse, 'functions' | 'relations'>,
  allowed: ReadonlySet<string>,
): string | undefined {
  const unknown = functions.find((called) => !runsAnywhere(called, allowed));
  if (unknown !== undefined) return `${unknown.name}(), which is not known to only read`;
  const hidden = relations.find(holdsSecrets);
  return hidden && `${hidden.name}, which holds what a query need not see`;
}

/** Functions by name; a field's name that is a refused function is refused, as it may be its attribute notation. */
function runsAnywhere({ schema, name, form }: UsedFunction, allowed: ReadonlySet<string>): boolean {
  if (allowed.has(name) || allowed.has(`${schema}.${name}`)) return true;
  if (form === 'row-attribute') return true;
  if (form === 'attribute') return !refusedBuiltinFunctions.has(name);
  return (schema === undefined || schema === 'pg_catalog') && builtinFunctions.has(name);
}

function holdsSecrets({ schema, name }: UsedName): boolean {
  if (schema === 'information_schema') return REFUSED_VIEW.test(name);
  // A table of the user's may be called pg_… too.
  if (schema === undefined ? !catalogueRelations.has(name) : !schema.startsWith('pg_'))
    return false;
  return schema === 'pg_toast' || !CATALOGUE.has(name);
}
