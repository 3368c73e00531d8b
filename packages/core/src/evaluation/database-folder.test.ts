import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { parseCsv } from './csv.js';
import { loadDatabaseFolder } from './database-folder.js';
import { readColumn } from './typed-column.js';

const dataFolder =
  process.env['MOMQ_DATA'] ?? join(import.meta.dirname, '../../../../../shared/data');
const databases = join(dataFolder, 'spider/databases');

function folder(ddl: string, files: Record<string, string>): string {
  const path = mkdtempSync(join(tmpdir(), 'momq-database-'));
  mkdirSync(join(path, 'data'));
  writeFileSync(join(path, 'schema.sql'), ddl);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(path, 'data', name), text);
  return path;
}

const ddl = `
CREATE TABLE \`d\`.\`airport\` (
    \`code\` CHAR(3) NOT NULL,
    \`opened\` DATE,
    PRIMARY KEY (\`code\`)
);

CREATE TABLE \`d\`.\`flight\` (
    \`id\` INT,
    \`src\` CHAR(3),
    \`dst\` CHAR(3),
    \`hours\` INT,
    PRIMARY KEY (\`id\`),
    INDEX idx (\`src\`),
    FOREIGN KEY (\`src\`) REFERENCES \`d\`.\`AIRPORT\` (\`Code\`),
    FOREIGN KEY (\`dst\`) REFERENCES \`d\`.\`airport\` (\`code\`)
);
`;

describe('parseCsv', () => {
  it('reads quotes, escaped quotes, line breaks in quotes, NULL, empty cells and CRLF', () => {
    expect(parseCsv('a,b,c\r\n1,"x, ""y""\nz",NULL\r\n"NULL",,\r\n,2,\n', 'f')).toEqual([
      ['a', 'b', 'c'],
      ['1', 'x, "y"\nz', null],
      ['NULL', '', ''],
      ['', '2', ''],
    ]);
    expect(parseCsv('a,b\n1,', 'f')).toEqual([
      ['a', 'b'],
      ['1', ''],
    ]);
  });

  it('names the record whose quote is open', () => {
    expect(() => parseCsv('a\n"b', 'x.csv')).toThrow(/x\.csv.*record 2/);
  });
});

describe('readColumn', () => {
  it('keeps a type that all values fit and widens one that they do not', () => {
    expect(readColumn('integer', ['1', '2.0', null])).toEqual({
      type: 'integer',
      values: [1, 2, null],
    });
    expect(readColumn('integer', ['1', '0.5'])).toEqual({ type: 'real', values: [1, 0.5] });
    expect(readColumn('real', ['1', 'n/a'])).toEqual({ type: 'text', values: ['1', 'n/a'] });
    expect(readColumn('date', ['19800930', '2003/1/4'])).toEqual({
      type: 'date',
      values: ['1980-09-30', '2003-01-04'],
    });
    expect(readColumn('datetime', ['2003-1-4'])).toEqual({ type: 'date', values: ['2003-01-04'] });
    expect(readColumn('datetime', ['2003-01-04', '2003-01-04 5:06:07']).values).toEqual([
      '2003-01-04 00:00:00',
      '2003-01-04 05:06:07',
    ]);
    expect(readColumn('text', ['007'])).toEqual({ type: 'text', values: ['007'] });
    expect(readColumn('integer', ['9007199254740993']).values).toEqual([9007199254740993n]);
  });
});

describe('loadDatabaseFolder', () => {
  it('reads types, keys, links and rows', async () => {
    const content = await loadDatabaseFolder(
      folder(ddl, {
        'airport.csv': 'code,opened\nABC,2001-02-03\nDEF,NULL\n',
        'flight.csv': 'id,src,dst,hours\n1,ABC,DEF,1.5\n',
      }),
    );
    expect(content.rows).toEqual({
      airport: [
        ['ABC', '2001-02-03'],
        ['DEF', null],
      ],
      flight: [[1, 'ABC', 'DEF', 1.5]],
    });
    expect(content.schema.entities[1]!.fields.map((field) => field.type)).toEqual([
      'integer',
      'text',
      'text',
      'real',
    ]);
    expect(content.schema.entities[0]!.fields[0]!.primaryKey).toBe(true);
    expect(content.schema.links.map((link) => [link.name, link.from, link.to])).toEqual([
      [
        'flight.src',
        { entity: 'flight', fields: ['src'] },
        { entity: 'airport', fields: ['code'] },
      ],
      [
        'flight.dst',
        { entity: 'flight', fields: ['dst'] },
        { entity: 'airport', fields: ['code'] },
      ],
    ]);
  });

  it('says what is wrong', async () => {
    await expect(loadDatabaseFolder(tmpdir())).rejects.toThrow(/no schema\.sql/);
    await expect(loadDatabaseFolder(folder('-- nothing', {}))).rejects.toThrow(/CREATE TABLE/);
    await expect(loadDatabaseFolder(folder(ddl, { 'airport.csv': 'code\nABC\n' }))).rejects.toThrow(
      /expected the columns code, opened, got code/,
    );
    await expect(
      loadDatabaseFolder(folder(ddl, { 'airport.csv': 'code,opened\nABC\n' })),
    ).rejects.toThrow(/record 2, got 1/);
    await expect(
      loadDatabaseFolder(folder(ddl.replace('`AIRPORT`', '`port`'), {})),
    ).rejects.toThrow(/known table.*port/);
  });

  it.skipIf(!existsSync(databases))(
    'reads databases of the data folder with all their rows (skipped without it: set MOMQ_DATA)',
    async () => {
      const ids = readdirSync(databases);
      expect(ids.length).toBeGreaterThan(140);
      for (const id of ids.filter((_, index) => index % 6 === 0)) {
        const content = await loadDatabaseFolder(join(databases, id));
        const tables = readFileSync(join(databases, id, 'schema.sql'), 'utf8').match(
          /CREATE TABLE/g,
        )!.length;
        expect(content.schema.entities.length, id).toBe(tables);
      }
    },
  );
});
