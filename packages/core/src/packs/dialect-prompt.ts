import type { DatabaseSchema, DialectPack, DialectPrompt, LinkEnd } from '@momq/dialect';
import { schemaRemarks } from './schema-remarks.js';

/**
 * How a language model is told about a database and the dialect of `pack`: as the pack says, or, for packs without `prompt`,
 * a general rendering of the schema and no rules.
 *
 * @example
 * const { renderSchema, rules } = dialectPrompt(request.dialect);
 * const prompt = `${renderSchema(request.schema)}\n${rules.join('\n')}\n${request.question}`;
 */
export function dialectPrompt(pack: DialectPack): DialectPrompt {
  return pack.prompt ?? { renderSchema: renderPlainSchema, rules: [] };
}

/** One entity or link a line, in no dialect's words: `customer(id integer)`, `invoice.customer: invoice(customer) -> customer(id)`. */
function renderPlainSchema(schema: DatabaseSchema): string {
  const { entities, links } = schema;
  const plain = entities.map(
    ({ name, fields }) =>
      `${name}(${fields.map((field) => `${field.name} ${field.type}`).join(', ')})`,
  );
  const linked = links.map(({ name, from, to }) => `${name}: ${end(from)} -> ${end(to)}`);
  return [...plain, ...linked, ...schemaRemarks(schema)].join('\n');
}

function end({ entity, fields }: LinkEnd): string {
  return fields.length === 0 ? entity : `${entity}(${fields.join(', ')})`;
}
