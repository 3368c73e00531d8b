import type { DatabaseSchema, Link } from '@momq/dialect';

/**
 * The relationship type of every foreign key of a relational schema, by {@link Link.name}.
 *
 * A type is named after the referencing column without its trailing `id` (`singer_id` → `SINGER`, `Channel` →
 * `CHANNEL`). Where that leaves nothing, or links of different keys would share the name, the referencing table goes
 * in front (`CONCERT_SINGER`), then the referenced table at the end, then a number. Names are unique in the schema; those of
 * declared keys do not depend on what else was concluded from rows.
 */
export function relationshipNames(schema: DatabaseSchema): ReadonlyMap<string, string> {
  const named = new Map<string, string>();
  const [declared, concluded] = [false, true].map((inferred) =>
    schema.links.filter((link) => (link.inferred === true) === inferred),
  ) as [Link[], Link[]];
  nameLinks(declared, named);
  nameLinks(concluded, named);
  return named;
}

function nameLinks(links: readonly Link[], named: Map<string, string>): void {
  const wordings = [columnName, tableAndColumn, tableColumnAndTarget];
  let open = links;
  for (const wording of wordings) {
    const uses = new Map<string, number>();
    for (const link of open) uses.set(wording(link), (uses.get(wording(link)) ?? 0) + 1);
    const taken = new Set(named.values());
    const left: Link[] = [];
    for (const link of open) {
      const name = wording(link);
      if (name !== '' && uses.get(name) === 1 && !taken.has(name)) named.set(link.name, name);
      else left.push(link);
    }
    open = left;
  }
  for (const link of open) {
    const taken = new Set(named.values());
    let number = 2;
    while (taken.has(`${tableColumnAndTarget(link)}_${number}`)) number += 1;
    named.set(link.name, `${tableColumnAndTarget(link)}_${number}`);
  }
}

/** The type that a column gives its foreign key: `singer_id` → `SINGER`; empty for a column named `id`. */
export function typeOfColumn(column: string): string {
  return upperSnake(column.replace(/_?id$/i, ''));
}

function columnName(link: Link): string {
  return link.from.fields.map(typeOfColumn).filter(Boolean).join('_');
}

function tableAndColumn(link: Link): string {
  return [upperSnake(link.from.entity), columnName(link) || upperSnake(link.to.entity)].join('_');
}

function tableColumnAndTarget(link: Link): string {
  return [upperSnake(link.from.entity), columnName(link), upperSnake(link.to.entity)]
    .filter(Boolean)
    .join('_');
}

/** `homeTeam`, `home team` and `Home_Team` all become `HOME_TEAM`. */
export function upperSnake(name: string): string {
  return name
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1_$2')
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^_+|_+$/g, '')
    .toUpperCase();
}
