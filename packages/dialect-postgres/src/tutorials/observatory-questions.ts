import type { TutorialCorpus } from '@momq/dialect';

/** Questions about the sample database, one construct each, written before any model was asked them. */
export const observatoryQuestions: NonNullable<TutorialCorpus['questions']> = [
  {
    question: 'What is the name of the telescope that was installed most recently?',
    query: 'SELECT name FROM telescope ORDER BY installed_on DESC LIMIT 1',
  },
  {
    question: 'List the titles of papers with more than 20 citations, newest first.',
    query: 'SELECT title FROM paper WHERE citations > 20 ORDER BY published_on DESC',
  },
  {
    question: 'What is the longest exposure of any observation made with the Kestrel telescope?',
    query:
      "SELECT max(observation.exposure_seconds) FROM observation JOIN telescope ON telescope.id = observation.telescope_id WHERE telescope.name = 'Kestrel'",
  },
  {
    question: 'Which constellations contain both a star and a nebula?',
    query:
      "SELECT constellation FROM target WHERE kind = 'star' INTERSECT SELECT constellation FROM target WHERE kind = 'nebula'",
  },
  {
    question: 'Which astronomers have Ilse Tamm as their mentor?',
    query:
      "SELECT pupil.name FROM astronomer AS pupil JOIN astronomer AS mentor ON mentor.id = pupil.mentor_id WHERE mentor.name = 'Ilse Tamm'",
  },
];
