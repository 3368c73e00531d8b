import type { ReadBatch } from './read-batch.js';

const LIMITS = { maxRows: 1, maxBytes: 1000, timeMs: 10_000 };

/** Tells when the tables of a file are other ones. Most changes are of rows alone, and those SQLite does not count as such. */
export class SchemaChanges {
  private readonly dataVersion: () => Promise<string>;
  private seen: string | undefined;
  private number: unknown;

  /** @param dataVersion - changes whenever somebody writes */
  constructor(dataVersion: () => Promise<string>) {
    this.dataVersion = dataVersion;
  }

  /** True at the first call, and when tables were made, changed or dropped since the last one. */
  async since(read: ReadBatch): Promise<boolean> {
    const version = await this.dataVersion();
    if (version === this.seen) return false;
    const [answer] = await read(
      [{ sql: 'SELECT schema_version FROM pragma_schema_version' }],
      LIMITS,
    );
    const number = answer?.rows?.[0]?.[0];
    const isNew = number === undefined || number !== this.number;
    [this.seen, this.number] = [version, number];
    return isNew;
  }
}
