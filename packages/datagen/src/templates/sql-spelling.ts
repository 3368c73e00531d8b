import type { LogicalDialectPack, Value } from '@momq/dialect';

import type { LivedInColumn, MomentEncoding } from './lived-in/lived-in-database.js';

/** A column that holds points in time, as SQL. */
export interface SpelledMoment {
  readonly text: string;
  readonly encoding: MomentEncoding;
}

/** What SQL dialects spell each in their own way. */
export interface SqlSpelling {
  /** A condition: the moment is in the year. */
  readonly isYear: (moment: SpelledMoment, year: number) => string;
  /** The year, as a number or as text of four digits. */
  readonly year: (moment: SpelledMoment) => string;
  /** 1 to 4. */
  readonly quarter: (moment: SpelledMoment) => string;
  /** Year and month as text: `2024-05`. */
  readonly month: (moment: SpelledMoment) => string;
  /** 0 to 23. */
  readonly hour: (moment: SpelledMoment) => string;
  /** 0 is Sunday. */
  readonly weekday: (moment: SpelledMoment) => string;
  /** The beginning of a day (`YYYY-MM-DD`) as what a column of this encoding is compared with. */
  readonly dayBegins: (day: string, encoding: MomentEncoding) => string;
  /** Days from one moment to another, fractions where the columns have times. */
  readonly days: (from: SpelledMoment, to: SpelledMoment) => string;
  /** A condition: a Boolean column is true, or false. */
  readonly isTrue: (column: string, wanted: boolean) => string;
}

/** Writes the parts of a query in one SQL dialect. */
export interface SqlWriter extends SqlSpelling {
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

/**
 * A writer for a pack: names are quoted as the pack quotes them.
 *
 * @param pack - of a SQL dialect
 */
export function sqlWriter(
  pack: LogicalDialectPack,
  spelling: SqlSpelling,
  schema: Parameters<LogicalDialectPack['language']['render']>[1],
): SqlWriter {
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
    ...spelling,
    table: (name) => spell(name, firstField.get(name)!)[1],
    column,
    moment: (moment, alias) => ({ text: column(moment, alias), encoding: moment.encoding! }),
    flag: (flag, wanted, alias) =>
      flag.type === 'boolean'
        ? spelling.isTrue(column(flag, alias), wanted)
        : `${column(flag, alias)} = ${sqlValue((wanted ? flag.yes : flag.no) ?? null)}`,
    money: (money, expression) => (money.cents === true ? `${expression} / 100.0` : expression),
  };
}
