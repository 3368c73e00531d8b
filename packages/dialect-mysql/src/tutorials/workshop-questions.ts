import type { TutorialCorpus } from '@momq/dialect';

/** Questions about the sample database, one construct each, written before any model was asked them. */
export const workshopQuestions: NonNullable<TutorialCorpus['questions']> = [
  {
    question: 'Which part is the most expensive?',
    query: 'SELECT name FROM part ORDER BY price DESC LIMIT 1',
  },
  {
    question: 'How many bicycles are there of each kind?',
    query: 'SELECT kind, COUNT(*) FROM bicycle GROUP BY kind',
  },
  {
    question: 'List the names of customers from Marlow, newest first.',
    query: "SELECT name FROM customer WHERE town = 'Marlow' ORDER BY joined_on DESC",
  },
  {
    question: 'What is the average number of hours of repairs by Ines Jansen?',
    query:
      "SELECT AVG(repair.hours) FROM repair JOIN mechanic ON mechanic.id = repair.mechanic_id WHERE mechanic.name = 'Ines Jansen'",
  },
  {
    question: 'Which parts were never used in a repair?',
    query:
      'SELECT name FROM part WHERE NOT EXISTS (SELECT 1 FROM repair_part WHERE repair_part.part_id = part.id)',
  },
];
