import type { TutorialPage } from '@momq/dialect';

/** Pages about functions of texts, numbers and times. */
export const valuePages: readonly TutorialPage[] = [
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
    keyword: 'COALESCE',
    title: 'Something in the place of null',
    prose: 'coalesce(a, b, …) is the first value that is not null.',
    examples: [
      {
        question: 'What is the total fee of all visits, 0 where none is recorded?',
        query: 'MATCH (v:Visit) RETURN sum(coalesce(v.fee, 0)) AS fees',
      },
      {
        question: 'Show the fee of each visit, -1 where there is none.',
        query: 'MATCH (v:Visit) RETURN v.visit_id, coalesce(v.fee, -1) AS fee',
      },
    ],
  },
  {
    keyword: 'NULLIF',
    title: 'Null in the place of something',
    prose: 'nullIf(a, b) is null when both are the same, else a.',
    examples: [
      {
        question: 'How many visits have a fee that is not 650?',
        query: 'MATCH (v:Visit) RETURN count(nullIf(v.fee, 650)) AS visits',
      },
      {
        question: 'What is the average fee, visits for 650 aside?',
        query: 'MATCH (v:Visit) RETURN avg(nullIf(v.fee, 650)) AS fee',
      },
    ],
  },
  {
    keyword: 'PERCENTILECONT',
    title: 'Percentiles',
    prose:
      'percentileCont(x, 0.5) is the median, between two values where needed; percentileDisc is one of the values.',
    examples: [
      {
        question: 'What is the median fee of the visits?',
        query: 'MATCH (v:Visit) RETURN percentileCont(v.fee, 0.5) AS median',
      },
      {
        question: 'What is the median number of years at sea?',
        query: 'MATCH (c:Captain) RETURN percentileCont(c.years_at_sea, 0.5) AS median',
      },
    ],
  },
  {
    keyword: 'PERCENTILEDISC',
    title: 'Percentiles that are there',
    prose:
      'percentileDisc(x, p) is the smallest value that a share of p of the values does not exceed.',
    examples: [
      {
        question: 'What is the middle depth of the berths, as one of their depths?',
        query: 'MATCH (b:Berth) RETURN percentileDisc(b.depth_m, 0.5) AS depth',
      },
      {
        question: 'What is the year by which half of the ships had been built?',
        query: 'MATCH (s:Ship) RETURN percentileDisc(s.built, 0.5) AS year',
      },
    ],
  },
  {
    keyword: 'STDEV',
    title: 'Spread',
    prose: 'stDev is the standard deviation of a sample, stDevP that of a whole population.',
    examples: [
      {
        question: 'Is the standard deviation of the fees above 2000?',
        query: 'MATCH (v:Visit) RETURN stDev(v.fee) > 2000 AS answer',
      },
      {
        question: 'What is the standard deviation of 2, 4 and 6?',
        query: 'UNWIND [2, 4, 6] AS n RETURN stDev(n) AS spread',
      },
    ],
  },
  {
    keyword: 'STDEVP',
    title: 'Spread of a population',
    prose: 'stDevP divides by the number of values, stDev by one less.',
    examples: [
      {
        question: 'What is the standard deviation of the population 2, 4, 4, 4, 5, 5, 7 and 9?',
        query: 'UNWIND [2, 4, 4, 4, 5, 5, 7, 9] AS n RETURN stDevP(n) AS spread',
      },
      {
        question: 'Is the population spread of the fees below 2200?',
        query: 'MATCH (v:Visit) RETURN stDevP(v.fee) < 2200 AS answer',
      },
    ],
  },
  {
    keyword: 'DATE',
    title: 'Days',
    prose:
      "date('2024-01-31') is a day; its year, month and day can be asked for, and days compare as such.",
    examples: [
      {
        question: 'In which month was each visit after 2023?',
        query:
          "MATCH (v:Visit) WHERE date(v.arrived) > date('2023-12-31') RETURN v.visit_id, date(v.arrived).month AS month",
      },
      {
        question: 'How many visits were there in March?',
        query: 'MATCH (v:Visit) WHERE date(v.arrived).month = 3 RETURN count(*) AS visits',
      },
    ],
  },
  {
    keyword: 'DURATION',
    title: 'Spans of time',
    prose: 'duration({days: 10}) is a span that can be added to a day or time.',
    examples: [
      {
        question: 'Which day was 10 days after visit 1?',
        query:
          'MATCH (v:Visit {visit_id: 1}) RETURN toString(date(v.arrived) + duration({days: 10})) AS day',
      },
      {
        question: 'How many visits were within the month after 1 March 2023?',
        query:
          "MATCH (v:Visit) WHERE date(v.arrived) >= date('2023-03-01') AND date(v.arrived) < date('2023-03-01') + duration({months: 1}) RETURN count(*) AS visits",
      },
    ],
  },
  {
    keyword: 'DATETIME',
    title: 'Moments',
    prose:
      'datetime is a moment with its zone, localdatetime one without, time and localtime are those of a day.',
    examples: [
      {
        question: "Which year was it at 10 o'clock UTC on 30 January 2024?",
        query: "RETURN datetime('2024-01-30T10:00:00Z').year AS year",
      },
      {
        question: 'How many visits were before noon UTC on 17 May 2023?',
        query:
          "MATCH (v:Visit) WHERE datetime(v.arrived + 'T00:00:00Z') < datetime('2023-05-17T12:00:00Z') RETURN count(*) AS visits",
      },
    ],
  },
  {
    keyword: 'LOCALDATETIME',
    title: 'Moments without a zone',
    prose: 'localdatetime is a moment without its zone.',
    examples: [
      {
        question: 'Which hour is it in the local time 2024-01-30 10:15?',
        query: "RETURN localdatetime('2024-01-30T10:15:00').hour AS hour",
      },
      {
        question: 'How many visits were before local noon on 1 April 2023?',
        query:
          "MATCH (v:Visit) WHERE localdatetime(v.arrived + 'T00:00:00') < localdatetime('2023-04-01T12:00:00') RETURN count(*) AS visits",
      },
    ],
  },
  {
    keyword: 'LOCALTIME',
    title: 'Times of a day',
    prose: 'localtime is a time of day, time one with its zone.',
    examples: [
      {
        question: 'Which minute is it at a quarter past ten, local time?',
        query: "RETURN localtime('10:15:00').minute AS minute",
      },
      {
        question: "Is 9 o'clock local time before 10?",
        query: "RETURN localtime('09:00:00') < localtime('10:00:00') AS answer",
      },
    ],
  },
  {
    keyword: 'TIME',
    title: 'Times of a day with a zone',
    prose: 'time is a time of day with its zone.',
    examples: [
      {
        question: 'Which hour is it at a quarter past ten UTC?',
        query: "RETURN time('10:15:00Z').hour AS hour",
      },
      {
        question: "Is 9 o'clock UTC before 10 o'clock UTC?",
        query: "RETURN time('09:00:00Z') < time('10:00:00Z') AS answer",
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
