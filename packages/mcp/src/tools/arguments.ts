import type { StandardSchemaWithJSON } from '@modelcontextprotocol/server';
import { shortened } from '@momq/core/execution';
import { ServeError } from '@momq/serve';
import { z } from 'zod';
import { defaultRows, maxRows } from './bounded-rows.js';

/** Schemas of tools' arguments. The message of each rule says what is expected, for {@link readArguments}. */
const database = z
  .string('a name')
  .optional()
  .describe('Name from list_databases; optional if there is one');
const limit = `a whole number from 1 to ${maxRows}`;
const rows = z
  .int(limit)
  .min(1, limit)
  .max(maxRows, limit)
  .optional()
  .describe(`Default ${defaultRows}`);

/** Arguments of `describe`. */
export const describeArguments = z.strictObject({
  database,
  tables: z
    .array(z.string('a name'), 'a list of names')
    .optional()
    .describe('Only these; default: all'),
});

/** Arguments of `ask`. */
export const askArguments = z.strictObject({
  question: z.string('a text').describe('Complete in itself'),
  database,
  max_rows: rows,
});

/** Arguments of `query`. */
export const queryArguments = z.strictObject({
  query: z.string('a text'),
  database,
  max_rows: rows,
});

/**
 * The schema as it is told to clients, which lets everything through: {@link readArguments} refuses, with a code.
 */
export function told(schema: z.ZodObject): StandardSchemaWithJSON {
  return { '~standard': { ...schema['~standard'], validate: (value: unknown) => ({ value }) } };
}

/** @throws ServeError SERVE_BAD_REQUEST for a member of another type, and for one that has no such name */
export function readArguments<T extends z.ZodObject>(schema: T, given: unknown): z.infer<T> {
  const { data, error } = schema.safeParse(given ?? {}, { reportInput: true });
  if (error === undefined) return data;
  const [issue] = error.issues;
  const names = Object.keys(schema.shape).join(', ');
  const [param, expected, got] =
    issue?.code === 'unrecognized_keys'
      ? [shortened(issue.keys[0] ?? '', 80), `one of ${names}`, 'another name']
      : issue?.path.length === 0
        ? ['arguments', `an object with ${names}`, 'another value']
        : [issue?.path.join('.') ?? '', issue?.message ?? '', described(issue?.input)];
  throw new ServeError(
    'SERVE_BAD_REQUEST',
    `${param}: expected ${expected}, got ${got}. Correct it, or leave it out.`,
    { param },
  );
}

function described(value: unknown): string {
  return value === undefined ? 'nothing' : shortened(JSON.stringify(value), 80);
}
