import { dialectPrompt } from '@momq/core';
import type { DatabaseSchema } from '@momq/core';
import { escapeControls } from '@momq/core/execution';
import { ServeError } from '@momq/serve';
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
  const schema = part(await schemaOf(context, served, signal), tables);
  const pack = context.dialects.find(({ id }) => id === served.database.dialect);
  const whole = pack === undefined ? '' : dialectPrompt(pack).renderSchema(schema);
  const notes = (schema.notes ?? []).map((note) => `-- ${note}`);
  const text = [
    `-- ${served.name}, ${pack?.displayName ?? served.database.dialect}`,
    whole,
    ...notes,
  ];
  const described = escapeControls(text.join('\n'));
  if (described.length <= maxCharacters) return described;
  if (schema.entities.length > 1) return namesOf(schema);
  return `${described.slice(0, maxCharacters)}…\n-- cut: too long to describe whole`;
}

/** The tables that are named, and what links them. @throws ServeError SERVE_NOT_FOUND */
function part(schema: DatabaseSchema, tables: readonly string[] | undefined): DatabaseSchema {
  if (tables === undefined || tables.length === 0) return schema;
  const names = new Set(schema.entities.map(({ name }) => name));
  const missing = tables.find((table) => !names.has(table));
  if (missing !== undefined)
    throw new ServeError(
      'SERVE_NOT_FOUND',
      `tables: expected names of ${schema.name}, got ${JSON.stringify(missing)}. describe without tables lists them.`,
    );
  const chosen = new Set(tables);
  return {
    ...schema,
    entities: schema.entities.filter(({ name }) => chosen.has(name)),
    links: schema.links.filter(({ from, to }) => chosen.has(from.entity) && chosen.has(to.entity)),
  };
}

function namesOf({ entities }: DatabaseSchema): string {
  const names = entities.map(({ name }) => name).join(', ');
  const shown = names.length <= maxCharacters ? names : `${names.slice(0, maxCharacters)}…`;
  return escapeControls(
    `${entities.length} tables, too many to describe at once. Name some of them in "tables":\n${shown}`,
  );
}
