import { dialectPrompt } from '@momq/core';
import type { DatabaseSchema } from '@momq/core';
import { escapeControls, shortened, suggestion } from '@momq/core/execution';
import { ServeError, withoutSecrets } from '@momq/serve';
import type { ToolContext } from './tool-context.js';
import { schemaOf } from './tool-context.js';

/** Characters of a schema at most; beyond them the names of its tables stand for it. */
const maxCharacters = 16_000;

/** Which part of which database is described. */
export interface DescribeArguments {
  readonly database?: string | undefined;
  readonly tables?: readonly string[] | undefined;
}

/** The schema, or some of its tables, as the dialect writes it down; the names alone where that is too long, and what fits of one table. */
export async function describe(
  context: ToolContext,
  { database: name, tables }: DescribeArguments,
  signal: AbortSignal,
): Promise<string> {
  const served = context.served.named(name);
  const schema = part(await schemaOf(context, served, signal), served.name, tables);
  const pack = context.dialects.find(({ id }) => id === served.database.dialect);
  const whole = pack === undefined ? '' : dialectPrompt(pack).renderSchema(schema);
  const notes = (schema.notes ?? []).map(
    (note) => `-- ${withoutSecrets(note, context, context.served.sources)}`,
  );
  const title = `-- ${served.name}, ${pack?.displayName ?? served.database.dialect}`;
  const described = escapeControls([title, whole, ...notes].join('\n'));
  if (described.length <= maxCharacters) return described;
  if (schema.entities.length > 1) return escapeControls(`${title}\n${namesOf(schema)}`);
  return `${shortened(described, maxCharacters)}\n-- cut: too long to describe whole`;
}

/** The tables that are named, and what links them. @throws ServeError SERVE_NOT_FOUND */
function part(
  schema: DatabaseSchema,
  database: string,
  tables: readonly string[] | undefined,
): DatabaseSchema {
  if (tables === undefined || tables.length === 0) return schema;
  const names = schema.entities.map(({ name }) => name);
  const missing = tables.find((table) => !names.includes(table));
  if (missing !== undefined)
    throw new ServeError(
      'SERVE_NOT_FOUND',
      `tables: expected names of ${database}, got ${JSON.stringify(missing)}. ${meant(missing, names)}`,
    );
  const chosen = new Set(tables);
  return {
    ...schema,
    entities: schema.entities.filter(({ name }) => chosen.has(name)),
    links: schema.links.filter(({ from, to }) => chosen.has(from.entity) && chosen.has(to.entity)),
  };
}

/** Those that may be meant: in another schema, or spelt another way. */
function meant(name: string, names: readonly string[]): string {
  const elsewhere = names.filter((each) => each.toLowerCase().endsWith(`.${name.toLowerCase()}`));
  return elsewhere.length === 0
    ? suggestion(name, names)
    : `Did you mean ${elsewhere.slice(0, 3).join(' or ')}?`;
}

/** All names on one line, quoted where a list would not show where they begin and end. */
function namesOf({ entities }: DatabaseSchema): string {
  const names = entities.map(({ name }) => (/[,"\s]/.test(name) ? JSON.stringify(name) : name));
  const shown: string[] = [];
  let characters = 0;
  for (const name of names) {
    characters += name.length + 2;
    if (characters > maxCharacters) break;
    shown.push(name);
  }
  const left = names.length - shown.length;
  const end = left === 0 ? '' : ` and ${left} more`;
  return `-- ${names.length} of them, too many to describe at once. Name some in "tables":\n${shown.join(', ')}${end}`;
}
