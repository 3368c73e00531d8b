import type { TutorialPage } from '@momq/dialect';

/** Pages about functions that cut, write and make up texts. */
export const textPages: readonly TutorialPage[] = [
  {
    keyword: 'TOUPPER',
    title: 'Capital letters',
    prose: 'toUpper and toLower turn letters into capital or small ones.',
    examples: [
      {
        question: 'Show the names of the berths in capital letters.',
        query: 'MATCH (b:Berth) RETURN toUpper(b.name) AS name',
      },
      {
        question: 'How many captains have a name for each first letter?',
        query: 'MATCH (c:Captain) RETURN toUpper(left(c.name, 1)) AS letter, count(*) AS captains',
      },
    ],
  },
  {
    keyword: 'SPLIT',
    title: 'Cut a text',
    prose: 'split(text, separator) is the list of the parts of a text.',
    examples: [
      {
        question: 'How many words has the name of each ship?',
        query: "MATCH (s:Ship) RETURN s.name, size(split(s.name, ' ')) AS words",
      },
      {
        question: 'In which year, month and day was visit 5?',
        query: "MATCH (v:Visit {visit_id: 5}) RETURN split(v.arrived, '-') AS parts",
      },
    ],
  },
  {
    keyword: 'TRIM',
    title: 'Spaces at the ends',
    prose:
      'trim takes the spaces off both ends of a text, ltrim off the left, rtrim off the right.',
    examples: [
      {
        question: 'Which ship is called Kitsune, however many spaces are typed around it?',
        query: "MATCH (s:Ship) WHERE s.name = trim('  Kitsune ') RETURN s.name, s.built",
      },
      {
        question: 'Show the goods of each cargo without spaces around them.',
        query: 'MATCH (g:Cargo) RETURN trim(g.goods) AS goods',
      },
    ],
  },
  {
    keyword: 'LTRIM',
    title: 'Spaces on the left',
    prose: 'ltrim takes the spaces off the left end of a text.',
    examples: [
      {
        question: 'Which captain is called Lena Vogt, with any spaces before it left out?',
        query:
          "MATCH (c:Captain) WHERE c.name = ltrim('   Lena Vogt') RETURN c.name, c.nationality",
      },
      {
        question: 'Show the nationalities of the captains without leading spaces.',
        query: 'MATCH (c:Captain) RETURN ltrim(c.nationality) AS nationality',
      },
    ],
  },
  {
    keyword: 'RTRIM',
    title: 'Spaces on the right',
    prose: 'rtrim takes the spaces off the right end of a text.',
    examples: [
      {
        question: 'Which berth is called Fish Dock, with any spaces after it left out?',
        query: "MATCH (b:Berth) WHERE b.name = rtrim('Fish Dock   ') RETURN b.name, b.depth_m",
      },
      {
        question: 'Show the kinds of the ships without trailing spaces.',
        query: 'MATCH (s:Ship) RETURN rtrim(s.kind) AS kind',
      },
    ],
  },
  {
    keyword: 'REPLACE',
    title: 'Other text for a part',
    prose: 'replace(text, a, b) gives the text with b for every a.',
    examples: [
      {
        question: 'Show the names of the ships with underscores for spaces.',
        query: "MATCH (s:Ship) RETURN replace(s.name, ' ', '_') AS name",
      },
      {
        question: 'What would the Oil Jetty be called with Old in the place of Oil?',
        query: "MATCH (b:Berth {name: 'Oil Jetty'}) RETURN replace(b.name, 'Oil', 'Old') AS name",
      },
    ],
  },
  {
    keyword: 'REVERSE',
    title: 'The other way round',
    prose: 'reverse turns a text or a list round.',
    examples: [
      {
        question: 'How is Kitsune spelled backwards?',
        query: "MATCH (s:Ship {name: 'Kitsune'}) RETURN reverse(s.name) AS name",
      },
      {
        question: 'What are the ships from the newest to the oldest, in one list?',
        query: 'MATCH (s:Ship) WITH s ORDER BY s.built RETURN reverse(collect(s.name)) AS ships',
      },
    ],
  },
  {
    keyword: 'LEFT',
    title: 'The ends of a text',
    prose: 'left(text, n) is the first n characters, right(text, n) the last n.',
    examples: [
      {
        question: 'What are the first three letters of each berth?',
        query: 'MATCH (b:Berth) RETURN left(b.name, 3) AS letters',
      },
      {
        question: 'How many ships are there by the first letter of their kind?',
        query: 'MATCH (s:Ship) RETURN left(s.kind, 1) AS letter, count(*) AS ships',
      },
    ],
  },
  {
    keyword: 'RIGHT',
    title: 'The end of a text',
    prose: 'right(text, n) is the last n characters.',
    examples: [
      {
        question: 'What are the last four letters of the name of each captain?',
        query: 'MATCH (c:Captain) RETURN right(c.name, 4) AS letters',
      },
      {
        question: 'Which visits were on the 17th or the 30th of a month?',
        query: "MATCH (v:Visit) WHERE right(v.arrived, 2) IN ['17', '30'] RETURN v.visit_id",
      },
    ],
  },
  {
    keyword: 'NORMALIZE',
    title: 'One form of the same text',
    prose:
      'normalize(text, NFC) makes one form of texts that look the same; NFD, NFKC and NFKD are the other forms of Unicode.',
    examples: [
      {
        question: 'Which captain is called Lena Vogt in the form NFC?',
        query: "MATCH (c:Captain) WHERE normalize(c.name, NFC) = 'Lena Vogt' RETURN c.nationality",
      },
      {
        question: 'Which berths have the same name in the form NFD?',
        query: 'MATCH (b:Berth) WHERE normalize(b.name, NFD) = b.name RETURN b.name',
      },
    ],
  },
  {
    keyword: 'NFKC',
    title: 'Compatible forms',
    prose: 'NFKC and NFKD also make one of letters that only look different, such as a ligature.',
    examples: [
      {
        question: 'Which ships are called the same in the form NFKC?',
        query: 'MATCH (s:Ship) WHERE normalize(s.name, NFKC) = s.name RETURN s.name',
      },
      {
        question: 'Which goods are called wood or timber in the form NFKC?',
        query:
          "MATCH (g:Cargo) WHERE normalize(g.goods, NFKC) IN ['wood', 'timber'] RETURN g.cargo_id",
      },
    ],
  },
  {
    keyword: 'NFKD',
    title: 'Compatible parts',
    prose:
      'NFKD takes letters with accents apart, and makes one of those that only look different.',
    examples: [
      {
        question: 'Which captains have the same name in the form NFKD?',
        query: 'MATCH (c:Captain) WHERE normalize(c.name, NFKD) = c.name RETURN c.name',
      },
      {
        question: 'How many goods stay what they are in the form NFKD?',
        query: 'MATCH (g:Cargo) WHERE normalize(g.goods, NFKD) = g.goods RETURN count(*) AS goods',
      },
    ],
  },
  {
    keyword: 'RANDOMUUID',
    title: 'Identities made up',
    prose: 'randomUUID() is another text each time.',
    examples: [
      { question: 'How long is a made-up identity?', query: 'RETURN size(randomUUID()) AS length' },
      {
        question: 'How many made-up identities do the ships need?',
        query:
          'MATCH (s:Ship) WITH randomUUID() AS identity RETURN count(DISTINCT identity) AS identities',
      },
    ],
  },
];
