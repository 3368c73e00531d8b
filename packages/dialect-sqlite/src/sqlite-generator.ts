import { SqlGenerator } from '@momq/core/sql';
import type { IdentifierRules, TypedText } from '@momq/core/sql';
import { UnsupportedFeatureError } from '@momq/dialect';
import { reservedWords } from './sqlite-keywords.js';

/** Names in SQLite keep their case and are matched without it. */
export const sqliteIdentifiers: IdentifierRules = {
  plain: /^[A-Za-z_][A-Za-z0-9_]*$/,
  reserved: reservedWords,
};

const FORMATS = { year: '%Y', month: '%m', day: '%d' } as const;

/** SQLite's spelling of logical queries. */
export class SqliteGenerator extends SqlGenerator {
  protected readonly dialect = 'sqlite';
  protected readonly identifiers = sqliteIdentifiers;

  /** Dates are ISO 8601 text; an integer column may hold years. */
  protected override datePart(part: 'year' | 'month' | 'day', argument: TypedText): string {
    if (argument.type === 'integer' || argument.type === 'real') {
      if (part === 'year') return argument.text;
      throw new UnsupportedFeatureError(
        `sqlite: expected a date for ${part}(), got a number. Use a date column.`,
      );
    }
    return `CAST(strftime('${FORMATS[part]}', ${argument.text}) AS INTEGER)`;
  }
}
