import { MoMQError } from '@momq/dialect';

/** The engine's words for a double-quoted name that is no column. */
const NO_COLUMN = /no such column: ("(?:[^"]|"")*") - should this be a string literal/;
const TOKEN = /'(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`|\[[^\]]*\]|--[^\n]*|\/\*[\s\S]*?\*\//g;

/** Texts that one statement may hold in double quotes. */
const MOST_TEXTS = 100;

/**
 * Runs a statement as SQLite does by default: a name in double quotes that is no column is a text. The engines here
 * are built without that rule, so the text is rewritten wherever they name such a token.
 * See https://www.sqlite.org/quirks.html#dblquote.
 */
export async function withQuotedTexts<T>(
  text: string,
  run: (sql: string) => Promise<T>,
): Promise<T> {
  let sql = text;
  for (let rewritten = 0; ; rewritten += 1) {
    try {
      return await run(sql);
    } catch (error) {
      const token = MoMQError.isInstance(error) ? NO_COLUMN.exec(error.message)?.[1] : undefined;
      if (token === undefined || rewritten === MOST_TEXTS) throw error;
      const value = token.slice(1, -1).replaceAll('""', '"').replaceAll("'", "''");
      const next = sql.replace(TOKEN, (found) => (found === token ? `'${value}'` : found));
      if (next === sql) throw error;
      sql = next;
    }
  }
}
