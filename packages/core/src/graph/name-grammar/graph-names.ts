import type { DatabaseSchema } from '@momq/dialect';
import { relationshipsOf } from '../property-links.js';
import type { AllowedNames, WrittenName } from '../../text-grammar/grammar-node.js';
import { NameList } from '../../text-grammar/name-list.js';

/** What a variable of a query stands for. */
export interface Variable {
  /** Labels that it has at least one of; null: unknown, or no node. */
  readonly labels: readonly string[] | null;
  /** Types of which it is a relationship; null: unknown, or none. */
  readonly types: readonly string[] | null;
  /** A label itself, `label.property`, where properties of nodes stand behind their label. */
  readonly isLabel?: true;
}

/** A value, or a node or relationship of which nothing is known. */
export const anything: Variable = { labels: null, types: null };

/** What can be read of dates, times and durations. */
const COMPONENTS =
  `year quarter month week day hour minute second years months weeks days hours minutes seconds dayOfWeek
  ordinalDay epochSeconds epochMillis weekYear dayOfQuarter quarterOfYear monthOfYear milliseconds x y longitude latitude`.split(
    /\s+/,
  );

/** Names of one kind: whether plain ones need backticks is minded. */
export class GraphNameList {
  readonly #all: NameList;
  readonly #plain: NameList;

  constructor(names: Iterable<string>, quoteName: (name: string) => string) {
    const all = [...names];
    this.#all = new NameList(all);
    this.#plain = new NameList(all.filter((name) => quoteName(name) === name));
  }

  begins({ text, quoted }: WrittenName): boolean {
    return (quoted ? this.#all : this.#plain).begins(text);
  }

  has({ text, quoted }: WrittenName): boolean {
    return (quoted ? this.#all : this.#plain).has(text);
  }
}

/** The names of a graph. Case counts. */
export class GraphNames {
  readonly #schema: DatabaseSchema;
  readonly #quoteName: (name: string) => string;
  readonly #lists = new Map<string, GraphNameList>();

  constructor(schema: DatabaseSchema, quoteName: (name: string) => string) {
    this.#schema = { ...schema, links: relationshipsOf(schema) };
    this.#quoteName = quoteName;
  }

  /** Labels; behind a relationship those at the end of one of its types. */
  labels(reached: Reached | null): GraphNameList {
    const { links, entities } = this.#schema;
    const key = `labels ${JSON.stringify(reached)}`;
    return this.#list(key, () => {
      const all = entities.map(({ name }) => name);
      if (reached === null || (reached.types === null && reached.from === null)) return all;
      return links
        .filter(({ name }) => reached.types?.includes(name) ?? true)
        .flatMap(({ from, to }) => [
          ...(reached.from?.includes(from.entity) === false ? [] : [to.entity]),
          ...(reached.from?.includes(to.entity) === false ? [] : [from.entity]),
        ]);
    });
  }

  /** Some labels. */
  labelsOf(labels: readonly string[]): GraphNameList {
    return this.#list(`labels of ${JSON.stringify(labels)}`, () => labels);
  }

  /** Labels from which relationships of some types lead, or to which. */
  endsOf(types: readonly string[] | null, side: 'from' | 'to'): readonly string[] {
    return this.#schema.links
      .filter(({ name }) => types?.includes(name) ?? true)
      .map((link) => link[side].entity);
  }

  /** Types of relationships that nodes of some labels have. */
  types(from: readonly string[] | null): GraphNameList {
    return this.#list(`types ${JSON.stringify(from)}`, () =>
      this.#schema.links
        .filter(
          (link) =>
            from === null || from.includes(link.from.entity) || from.includes(link.to.entity),
        )
        .map(({ name }) => name),
    );
  }

  properties({ labels, types }: Variable): GraphNameList {
    return this.#list(`properties ${JSON.stringify([labels, types])}`, () => {
      const { entities, links } = this.#schema;
      const unknown = labels === null && types === null;
      return [
        ...[
          ...entities.filter(({ name }) => unknown || labels?.includes(name) === true),
          ...links.filter(({ name }) => unknown || types?.includes(name) === true),
        ].flatMap(({ fields }) => fields.map(({ name }) => name)),
        ...(unknown ? COMPONENTS : []),
      ];
    });
  }

  #list(key: string, names: () => Iterable<string>): GraphNameList {
    let list = this.#lists.get(key);
    if (list === undefined) {
      list = new GraphNameList(names(), this.#quoteName);
      this.#lists.set(key, list);
    }
    return list;
  }
}

/** Where a pattern comes from when a node is to be named: labels of the last one and types of the way. */
export interface Reached {
  readonly from: readonly string[] | null;
  readonly types: readonly string[] | null;
}

/** Names of a list. */
export function listed<P>(
  list: (place: P) => GraphNameList,
  then: (place: P, name: string) => P | undefined,
): AllowedNames<P> {
  return {
    begins: (place, beginning) => list(place).begins(beginning),
    take: (place, name) => (list(place).has(name) ? then(place, name.text) : undefined),
  };
}
