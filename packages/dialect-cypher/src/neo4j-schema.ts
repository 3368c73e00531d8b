import type {
  DatabaseSchema,
  EntityField,
  FieldType,
  Link,
  QueryResult,
  Value,
} from '@momq/dialect';
import { quoteName } from '@momq/core/graph';

/** Labels, properties and relationship types by Neo4j's own procedures; APOC is not needed. */
export async function introspectNeo4j(
  name: string,
  run: (text: string) => Promise<QueryResult>,
): Promise<DatabaseSchema> {
  const entities = new Map<string, Map<string, EntityField>>();
  const nodes = await run(
    'CALL db.schema.nodeTypeProperties() YIELD nodeLabels, propertyName, propertyTypes RETURN nodeLabels, propertyName, propertyTypes',
  );
  for (const [labels, property, types] of nodes.rows) {
    for (const label of textList(labels)) addField(entities, label, property, types);
  }
  const keys = await identifyingProperties(run);
  const typeFields = new Map<string, Map<string, EntityField>>();
  const relationships = await run(
    'CALL db.schema.relTypeProperties() YIELD relType, propertyName, propertyTypes RETURN relType, propertyName, propertyTypes',
  );
  for (const [type, property, types] of relationships.rows) {
    addField(typeFields, String(type).replace(/^:`|`$/g, ''), property, types);
  }
  const links: Link[] = [];
  for (const type of typeFields.keys()) {
    const ends = await run(
      `MATCH (a)-[:${quoteName(type)}]->(b) RETURN DISTINCT labels(a)[0] AS start, labels(b)[0] AS end`,
    );
    for (const [start, end] of ends.rows) {
      const fields = [...(typeFields.get(type)?.values() ?? [])];
      links.push({
        name: type,
        from: { entity: String(start), fields: [] },
        to: { entity: String(end), fields: [] },
        fields,
      });
    }
  }
  return {
    name,
    family: 'graph',
    entities: [...entities].map(([label, fields]) => ({
      name: label,
      fields: [...fields.values()].map((field) =>
        keys.has(`${label}.${field.name}`) ? { ...field, primaryKey: true } : field,
      ),
    })),
    links,
  };
}

/** Properties under a uniqueness or key constraint, as `Label.property`. */
async function identifyingProperties(
  run: (text: string) => Promise<QueryResult>,
): Promise<ReadonlySet<string>> {
  const { rows } = await run(
    'SHOW CONSTRAINTS YIELD type, labelsOrTypes, properties RETURN type, labelsOrTypes, properties',
  );
  const unique = rows.filter(
    ([type, , properties]) =>
      /^(NODE_PROPERTY_)?(UNIQUENESS|UNIQUE)|NODE_KEY/.test(String(type)) &&
      textList(properties).length === 1,
  );
  return new Set(
    unique.map(([, labels, properties]) => `${textList(labels)[0]}.${textList(properties)[0]}`),
  );
}

function addField(
  owners: Map<string, Map<string, EntityField>>,
  owner: string,
  property: Value | undefined,
  types: Value | undefined,
): void {
  const fields = owners.get(owner) ?? new Map<string, EntityField>();
  owners.set(owner, fields);
  if (typeof property !== 'string') return;
  const nativeType = textList(types).join(' | ');
  fields.set(property, { name: property, type: fieldType(textList(types)), nativeType });
}

function textList(value: Value | undefined): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

const fieldTypes: Readonly<Record<string, FieldType>> = {
  String: 'text',
  Long: 'integer',
  Integer: 'integer',
  Double: 'real',
  Float: 'real',
  Boolean: 'boolean',
  Date: 'date',
  DateTime: 'datetime',
  LocalDateTime: 'datetime',
};

function fieldType(types: readonly string[]): FieldType {
  const known = new Set(types.map((type) => fieldTypes[type] ?? 'other'));
  if (known.size === 1) return [...known][0] ?? 'other';
  return [...known].every((type) => type === 'integer' || type === 'real') && known.size > 0
    ? 'real'
    : 'other';
}
