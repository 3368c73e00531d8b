import { refuseConstructs } from '@momq/core/logical';
import { SqlGenerator, parenthesised } from '@momq/core/sql';
import type { IdentifierRules, TypedText } from '@momq/core/sql';
import type { LogicalConstruct, LogicalQuery, Cast } from '@momq/dialect';
import { sqliteFunctions } from './sqlite-functions.js';
import { reservedWords } from './sqlite-keywords.js';

/** Names in SQLite keep their case and are matched without it. */
export const sqliteIdentifiers: IdentifierRules = {
  plain: /^[A-Za-z_][A-Za-z0-9_]*$/,
  reserved: reservedWords,
};

/** What SQLite cannot say: it has no INTERSECT ALL and no EXCEPT ALL. */
export const sqliteUnsupported: readonly LogicalConstruct[] = ['all'];

/** SQLite's spelling of logical queries. */
export class SqliteGenerator extends SqlGenerator {
  protected readonly dialect = 'sqlite';
  protected readonly identifiers = sqliteIdentifiers;
  protected readonly functions = sqliteFunctions;

  override render(query: LogicalQuery): string {
    refuseConstructs(query, sqliteUnsupported, this.dialect);
    return super.render(query);
  }

  /** There is no type for dates: they are ISO 8601 text. */
  protected override castTo(argument: TypedText, type: Cast['type']): string {
    return type === 'date' || type === 'datetime'
      ? `${type}(${argument.text})`
      : super.castTo(argument, type);
  }

  /** A time value with the modifiers that read it. */
  protected override decoded(
    text: string,
    encoding: 'unix-seconds' | 'unix-milliseconds' | 'year',
  ): string {
    if (encoding === 'year') return `${parenthesised(text)} || '-01-01'`;
    const seconds = encoding === 'unix-seconds' ? text : `${parenthesised(text)} / 1000`;
    return `${seconds}, 'unixepoch'`;
  }

  /** There is no OFFSET without LIMIT; -1 is no limit. */
  protected override limitClause(limit: number | undefined, offset: number | undefined): string {
    return super.limitClause(limit ?? -1, offset);
  }
}
