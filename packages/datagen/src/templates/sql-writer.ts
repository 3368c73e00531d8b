import type {
  DatabaseSchema,
  LogicalDialectPack,
  SpelledMoment,
  SqlIdioms,
  Value,
} from '@momq/dialect';

import type { LivedInColumn } from './lived-in/lived-in-database.js';

/** Writes the parts of a query in one SQL dialect. */
export interface SqlWriter extends SqlIdioms {
  readonly table: (name: string) => string;
  /** A column, after the alias of its table where there are several. */
  readonly column: (column: LivedInColumn, alias?: string) => string;
  readonly moment: (column: LivedInColumn, alias?: string) => SpelledMoment;
  /** A condition: the flag says yes, or no. */
  readonly flag: (column: LivedInColumn, wanted: boolean, alias?: string) => string;
  /** Money in whole units, of a column or of an aggregate over it. */
  readonly money: (column: LivedInColumn, expression: string) => string;
}

/** A constant as SQL. */
export function sqlValue(value: Value): string {
  if (typeof value === 'string') return `'${value.replaceAll("'", "''")}'`;
  return String(value);
}

/** A writer for a pack that has idioms: names are quoted as the pack quotes them. Undefined for the others. */
export function sqlWriter(pack: LogicalDialectPack, schema: DatabaseSchema): SqlWriter | undefined {
  const { idioms } = pack.language;
  if (idioms === undefined) return undefined;
  const spelled = new Map<string, readonly [column: string, table: string]>();
  const spell = (entity: string, field: string): readonly [string, string] => {
    const key = JSON.stringify([entity, field]);
    const known = spelled.get(key);
    if (known) return known;
    const text = pack.language.render(
      {
        kind: 'select',
        from: [{ entity, instance: 0 }],
        distinct: false,
        select: [{ kind: 'field', entity, instance: 0, field }],
        groupBy: [],
        orderBy: [],
      },
      schema,
    );
    const [, column = '', table = ''] = /^SELECT (.*) FROM (.*)$/.exec(text) ?? [];
    spelled.set(key, [column, table]);
    return [column, table];
  };
  const firstField = new Map(schema.entities.map(({ name, fields }) => [name, fields[0]!.name]));
  const column: SqlWriter['column'] = ({ table, name }, alias) =>
    `${alias === undefined ? '' : `${alias}.`}${spell(table, name)[0]}`;
  return {
    ...idioms,
    table: (name) => spell(name, firstField.get(name)!)[1],
    column,
    moment: (moment, alias) => ({ text: column(moment, alias), encoding: moment.encoding! }),
    flag: (flag, wanted, alias) =>
      flag.type === 'boolean'
        ? idioms.isTrue(column(flag, alias), wanted)
        : `${column(flag, alias)} = ${sqlValue((wanted ? flag.yes : flag.no) ?? null)}`,
    money: (money, expression) => (money.cents === true ? `${expression} / 100.0` : expression),
  };
}
