import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Two questions about one database, in the files of Spider's layout. */
export interface SpiderFolder {
  readonly questions: string;
  readonly databases: string;
}

const schema = `
CREATE TABLE \`library\`.\`author\` (
    \`id\` INTEGER,
    \`name\` VARCHAR(20),
    PRIMARY KEY (\`id\`)
);

CREATE TABLE \`library\`.\`book\` (
    \`title\` VARCHAR(40),
    \`author_id\` INTEGER,
    \`pages\` INTEGER,
    FOREIGN KEY (\`author_id\`) REFERENCES \`library\`.\`author\` (\`id\`)
);
`;

/** Writes a database of two authors and three books, and two questions with gold queries. */
export function writeSpiderFolder(): SpiderFolder {
  const folder = mkdtempSync(path.join(tmpdir(), 'momq-spider-'));
  const data = path.join(folder, 'databases/library/data');
  mkdirSync(data, { recursive: true });
  writeFileSync(path.join(folder, 'databases/library/schema.sql'), schema);
  writeFileSync(path.join(data, 'author.csv'), 'id,name\n1,Ada\n2,Grace\n');
  writeFileSync(
    path.join(data, 'book.csv'),
    'title,author_id,pages\nEngines,1,120\nNotes,1,80\nCompilers,2,300\n',
  );
  const questions = [
    { db_id: 'library', question: 'How many books are there?', query: 'SELECT count(*) FROM book' },
    {
      db_id: 'library',
      question: 'Which books did Ada write?',
      query:
        "SELECT T1.title FROM book AS T1 JOIN author AS T2 ON T1.author_id = T2.id WHERE T2.name = 'Ada'",
    },
  ];
  const file = path.join(folder, 'questions.jsonl');
  writeFileSync(file, questions.map((question) => `${JSON.stringify(question)}\n`).join(''));
  return { questions: file, databases: path.join(folder, 'databases') };
}
