import type { TutorialPage } from '@momq/dialect';

/** Pages about functions that turn values into those of another type. */
export const conversionPages: readonly TutorialPage[] = [
  {
    keyword: 'TOFLOAT',
    title: 'Text to numbers and truth',
    prose: 'toFloat, toInteger and toBoolean read text; what is none gives null.',
    examples: [
      {
        question: 'What is half of the number in the text 2.5?',
        query: "RETURN toFloat('2.5') / 2 AS number",
      },
      {
        question: 'What is the average length of the ships, with the lengths as floats?',
        query: 'MATCH (s:Ship) RETURN avg(toFloat(s.length_m)) AS length',
      },
    ],
  },
  {
    keyword: 'TOBOOLEAN',
    title: 'Text to truth',
    prose: "toBoolean reads 'true' and 'false'.",
    examples: [
      { question: 'Is the text true a truth?', query: "RETURN toBoolean('true') AS answer" },
      {
        question: 'Which ships are there, if the text false is not true?',
        query: "MATCH (s:Ship) WHERE NOT toBoolean('false') RETURN s.name",
      },
    ],
  },
  {
    keyword: 'TOSTRING',
    title: 'Values as text',
    prose: 'toString writes a number, truth value, date or time as text.',
    examples: [
      {
        question: 'Show name and building year of each ship in one text.',
        query: "MATCH (s:Ship) RETURN s.name + ' ' + toString(s.built) AS ship",
      },
      {
        question: 'Which ships were built in a year that ends with 8?',
        query: "MATCH (s:Ship) WHERE toString(s.built) ENDS WITH '8' RETURN s.name",
      },
    ],
  },
];
