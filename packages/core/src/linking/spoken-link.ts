import type { DatabaseSchema, Join, LinkEnd, LogicalQuery } from '@momq/dialect';
import type { QueryItem } from '../logical/query-items.js';
import { mapQuery } from '../logical/visit-query.js';
import type { LinkedQuestion } from './link-question.js';
import type { QuestionLink } from './question-linker.js';
import type { ValueCandidate } from './value-candidates.js';

/** A linked question whose tables and columns bear the names that the question was read by. */
export interface SpokenLink {
  /** `writeOut` puts the names of the database back. */
  readonly link: QuestionLink;
  /** A table's or column's own name, or a column's with its table before it, in place of the spoken one. */
  ownName(name: string): string;
}

interface Place {
  readonly entity: string;
  readonly field: string;
}

/**
 * The link with the names in use that its items were read by (`QueryItem.text`), so that what looks at names, the rules about what a
 * question says for example, sees what people say, and not how somebody cut it: `gx_proj.proj_nm` is `project.project name`. Two columns
 * of a table, or two tables, that are read alike keep their own names. Undefined where nothing is read otherwise than it is written.
 */
export function spokenLink(link: QuestionLink): SpokenLink | undefined {
  const names = spokenNames(link.linked.items);
  if (names.entities.size === 0 && names.fields.size === 0) return undefined;
  const there = new Renaming(names.entities, names.fields);
  const back = there.inverse();
  return {
    link: {
      ...link,
      linked: renamedLink(link.linked, there),
      schema: renamedSchema(link.schema, there),
      writeOut: (query) => link.writeOut(renamedQuery(query, back)),
      spellings: (text, place) => link.spellings(text, back.place(place)),
      values: (place) => link.values(back.place(place)),
      narrow: (part, candidates) =>
        renamedLink(
          link.narrow(
            renamedSchema(part, back),
            candidates.map((each) => renamedCandidate(each, back)),
          ),
          there,
        ),
    },
    ownName: (name) => back.written(name),
  };
}

/** What the items are read as, by their own names. */
function spokenNames(items: readonly QueryItem[]): {
  readonly entities: Map<string, string>;
  readonly fields: Map<string, Map<string, string>>;
} {
  const entities = distinctNames(
    items.flatMap((item): (readonly [string, string | undefined])[] => {
      if (item.kind === 'link') return [[item.link, undefined]];
      return item.kind === 'entity' ? [[item.entity, item.text]] : [];
    }),
  );
  const members = new Map<string, (readonly [string, string | undefined])[]>();
  for (const item of items)
    if (item.kind === 'field')
      members.set(item.entity, [...(members.get(item.entity) ?? []), [item.field, item.text]]);
  const fields = new Map<string, Map<string, string>>();
  for (const [entity, named] of members) {
    const spoken = distinctNames(named);
    if (spoken.size > 0) fields.set(entity, spoken);
  }
  return { entities, fields };
}

/** Of names and what they are read as, those that are read otherwise and as nothing else is called. */
function distinctNames(
  named: readonly (readonly [name: string, text: string | undefined])[],
): Map<string, string> {
  const uses = new Map<string, number>();
  const note = (text: string): void => {
    const key = text.toLowerCase();
    uses.set(key, (uses.get(key) ?? 0) + 1);
  };
  for (const [name, text] of named) {
    note(name);
    if (text !== undefined && text.toLowerCase() !== name.toLowerCase()) note(text);
  }
  return new Map(
    named.flatMap(([name, text]): [string, string][] =>
      text !== undefined && text !== name && uses.get(text.toLowerCase()) === 1
        ? [[name, text]]
        : [],
    ),
  );
}

/** New names of entities, and of fields by the old name of their entity. */
class Renaming {
  readonly #entities: ReadonlyMap<string, string>;
  readonly #fields: ReadonlyMap<string, ReadonlyMap<string, string>>;

  constructor(
    entities: ReadonlyMap<string, string>,
    fields: ReadonlyMap<string, ReadonlyMap<string, string>>,
  ) {
    this.#entities = entities;
    this.#fields = fields;
  }

  inverse(): Renaming {
    const turned = (names: ReadonlyMap<string, string>): Map<string, string> =>
      new Map([...names].map(([name, text]) => [text, name]));
    const fields = [...this.#fields].map(
      ([entity, names]) => [this.entity(entity), turned(names)] as const,
    );
    return new Renaming(turned(this.#entities), new Map(fields));
  }

  entity(name: string): string {
    return this.#entities.get(name) ?? name;
  }

  field(entity: string, name: string): string {
    return this.#fields.get(entity)?.get(name) ?? name;
  }

  place<T extends Place>(place: T): T {
    return {
      ...place,
      entity: this.entity(place.entity),
      field: this.field(place.entity, place.field),
    };
  }

  /** An entity's name, or one of a field with its entity and a point before it. */
  written(name: string): string {
    const entities = new Set([...this.#entities.keys(), ...this.#fields.keys()]);
    if (this.#entities.has(name)) return this.entity(name);
    for (const entity of entities)
      if (name.startsWith(`${entity}.`))
        return `${this.entity(entity)}.${this.field(entity, name.slice(entity.length + 1))}`;
    return name;
  }
}

function renamedItem(item: QueryItem, names: Renaming): QueryItem {
  switch (item.kind) {
    case 'entity': {
      const { aliases: _, text: __, ...rest } = item;
      return { ...rest, entity: names.entity(item.entity) };
    }
    case 'field': {
      const { aliases: _, text: __, ...rest } = item;
      return names.place(rest);
    }
    case 'value':
      return { ...item, fields: item.fields.map((each) => names.place(each)) };
    case 'link':
      return item;
  }
}

function renamedCandidate(candidate: ValueCandidate, names: Renaming): ValueCandidate {
  const fields = candidate.item.fields.map((each) => names.place(each));
  return { ...candidate, item: { ...candidate.item, fields } };
}

/** The same items, called otherwise: how they match the question stays as it was. */
function renamedLink(linked: LinkedQuestion, names: Renaming): LinkedQuestion {
  return {
    ...linked,
    items: linked.items.map((item) => renamedItem(item, names)),
    candidates: linked.candidates.map((each) => renamedCandidate(each, names)),
  };
}

function renamedSchema(schema: DatabaseSchema, names: Renaming): DatabaseSchema {
  return {
    ...schema,
    entities: schema.entities.map((entity) => ({
      ...entity,
      name: names.entity(entity.name),
      fields: entity.fields.map((field) => ({
        ...field,
        name: names.field(entity.name, field.name),
      })),
    })),
    links: schema.links.map((link) => ({
      ...link,
      from: renamedEnd(link.from, names),
      to: renamedEnd(link.to, names),
    })),
  };
}

function renamedEnd({ entity, fields }: LinkEnd, names: Renaming): LinkEnd {
  return {
    entity: names.entity(entity),
    fields: fields.map((field) => names.field(entity, field)),
  };
}

function renamedQuery(query: LogicalQuery, names: Renaming): LogicalQuery {
  const join = (each: Join | undefined): { join?: Join } => {
    if (each === undefined) return {};
    return each.kind === 'link'
      ? { join: { ...each, with: { ...each.with, entity: names.entity(each.with.entity) } } }
      : { join: each };
  };
  return mapQuery(query, {
    expression: (each) => (each.kind === 'field' ? names.place(each) : each),
    source: (each) =>
      each.kind === 'derived'
        ? each
        : { ...each, entity: names.entity(each.entity), ...join(each.join) },
  });
}
