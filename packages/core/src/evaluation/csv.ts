import { DatabaseOpenError } from '@momq/dialect';

/** One cell: its text, or `null` for an unquoted `NULL`. */
export type CsvCell = string | null;

/**
 * Reads RFC 4180 text: cells may be quoted, `""` inside quotes is one quote, records end in LF or CRLF.
 * An unquoted `NULL` is `null`; a quoted `"NULL"` is text.
 *
 * @param name - what the text is called in messages, usually its path.
 * @throws DatabaseOpenError when a quote is not closed.
 */
export function parseCsv(text: string, name: string): CsvCell[][] {
  const records: CsvCell[][] = [];
  let record: CsvCell[] = [];
  let position = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  while (position < text.length) {
    let cell: CsvCell;
    if (text[position] === '"') {
      let end = position;
      do {
        end = text.indexOf('"', end + 1);
        if (end < 0) {
          throw new DatabaseOpenError(
            `${name}: expected a closing quote in record ${records.length + 1}, got the end of the file.`,
          );
        }
        if (text[end + 1] !== '"') break;
        end += 1;
      } while (true);
      cell = text.slice(position + 1, end).replaceAll('""', '"');
      position = end + 1;
    } else {
      const start = position;
      while (position < text.length && text[position] !== ',' && text[position] !== '\n')
        position += 1;
      const raw = text.slice(
        start,
        text[position - 1] === '\r' && text[position] !== ',' ? position - 1 : position,
      );
      cell = raw === 'NULL' ? null : raw;
    }
    record.push(cell);
    if (text[position] === ',') {
      position += 1;
      // A comma at the very end of the text announces one more, empty cell.
      if (position === text.length) record.push('');
      else if (text[position] === '\n' || text[position] === '\r') continue;
      if (position < text.length) continue;
    }
    if (text[position] === '\r') position += 1;
    if (text[position] === '\n') position += 1;
    records.push(record);
    record = [];
  }
  return records.filter((cells) => cells.length > 1 || cells[0] !== '');
}
