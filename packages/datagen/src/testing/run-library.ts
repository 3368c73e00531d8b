import { sqlite } from '@momq/dialect-sqlite';
import { resolveModel, runSqlGen } from '../sql-gen/index.js';
import { smallLibrary } from './small-library.js';

/** A run about the small library, as a program that can be killed: its arguments are the server and the folder. */
const [url, outputFolder] = process.argv.slice(2) as [string, string];
const { content } = smallLibrary();
await runSqlGen({
  outputFolder,
  pack: sqlite(),
  databases: [{ id: 'library', split: 'train', content: () => Promise.resolve(content) }],
  writer: await resolveModel(`${url}#writer`),
  judge: await resolveModel(`${url}#judge`),
  templates: 4,
  pairs: 12,
});
