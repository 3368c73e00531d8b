/** `npm start -- <file.sqlite> "<question>" …`: prints a report; without arguments about the pack's sample database. */
import { createMoMQ } from '@momq/core';
import { sqlite } from '@momq/dialect-sqlite';
import { questionReport } from './question-report.js';

const [file, ...asked] = process.argv.slice(2);
const dialect = sqlite();
const momq = createMoMQ({ dialects: [dialect] });
const database =
  file === undefined
    ? await dialect.createDatabase(dialect.tutorials.sample)
    : await momq.open(file);
const questions =
  asked.length > 0 ? asked : ['How many games are there?', 'List the names of all guests.'];
console.log(await questionReport(questions, database, momq));
await database.close();
await momq.close();
