import type { TutorialCorpus } from '@momq/dialect';

/** Questions about the sample database, one construct each, written before any model was asked them. */
export const libraryQuestions: NonNullable<TutorialCorpus['questions']> = [
  {
    question: 'How many readers live in Ylva?',
    query: 'MATCH (r:reader) WHERE r.reader.town == "Ylva" RETURN count(*) AS readers',
  },
  {
    question: 'Which book has the most pages?',
    query:
      'MATCH (b:book) WITH b.book.title AS title, b.book.pages AS pages ORDER BY pages DESC LIMIT 1 RETURN title',
  },
  {
    question: 'How many loans does each reader with a loan have?',
    query: 'MATCH (l:loan)-[:READER]->(r:reader) RETURN r.reader.name AS name, count(*) AS loans',
  },
  {
    question: 'What are the titles of the books by Mira Holt?',
    query:
      'MATCH (b:book)-[:AUTHOR]->(a:author) WHERE a.author.name == "Mira Holt" RETURN b.book.title AS title',
  },
  {
    question: 'Which readers were never lent a book?',
    query: 'MATCH (r:reader) WHERE NOT (r)<-[:READER]-(:loan) RETURN r.reader.name AS name',
  },
];
