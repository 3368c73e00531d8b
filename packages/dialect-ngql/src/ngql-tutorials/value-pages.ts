import { page, type AnsweredPage } from './tutorial-page.js';

/** Pages about types, missing values and points in time. */
export const valuePages: readonly AnsweredPage[] = [
  page(
    'COALESCE',
    'The first value that is there',
    'coalesce(a, b, …) is the first that is not NULL, as in SQL.',
    [
      'What does each book cost, 0 where it is not known?',
      'MATCH (b:book) RETURN b.book.title AS title, coalesce(b.book.price, 0) AS price',
      [
        ['Salt Roads', 18.5],
        ['The Quiet Weir', 12],
        ['Lanterns', 24],
        ['Small Atlas', 0],
      ],
    ],
    ['Which of nothing and 5 is there?', 'RETURN coalesce(NULL, 5) AS number', [[5]]],
  ),
  page(
    'TOINTEGER',
    'Make a whole number',
    'toInteger(x) makes a whole number of a text or a number, NULL of what is none. SQL writes CAST(x AS INTEGER).',
    ['Which number is the text 42?', 'RETURN toInteger("42") + 1 AS number', [[43]]],
    ['What is 3.9 as a whole number?', 'RETURN toInteger(3.9) AS number', [[3]]],
  ),
  page(
    'TOFLOAT',
    'Make a number with a point',
    'toFloat(x) makes a number with a decimal point, so that a division keeps its rest: 7 / 2 is 3, toFloat(7) / 2 is 3.5.',
    ['What is 7 divided by 2, with decimals?', 'RETURN toFloat(7) / 2 AS number', [[3.5]]],
    ['Which number is the text 1.25?', 'RETURN toFloat("1.25") AS number', [[1.25]]],
  ),
  page(
    'TOSTRING',
    'Make text',
    'toString(x) makes text of a number, a truth value or a point in time. SQL writes CAST(x AS TEXT).',
    [
      'Show the pages of each book with the word pages.',
      'MATCH (b:book) RETURN toString(b.book.pages) + " pages" AS label',
      [['320 pages'], ['210 pages'], ['480 pages'], ['95 pages']],
    ],
    ['How is true written?', 'RETURN toString(true) AS word', [['true']]],
  ),
  page(
    'TOBOOLEAN',
    'Make a truth value',
    'toBoolean(text) is true for "true" and false for "false", whatever the case, NULL for any other text.',
    ['Is the text TRUE true?', 'RETURN toBoolean("TRUE") AS answer', [[true]]],
    ['Is the text false true?', 'RETURN toBoolean("false") AS answer', [[false]]],
  ),
  page(
    'TOSET',
    'Each element once',
    'toSet(list) keeps each element of a list once.',
    [
      'How many different numbers are in 1, 1, 2?',
      'RETURN size(toSet([1, 1, 2])) AS number',
      [[2]],
    ],
    [
      'In how many different towns do readers live?',
      'MATCH (r:reader) WITH collect(r.reader.town) AS towns RETURN size(toSet(towns)) AS number',
      [[2]],
    ],
  ),
  page(
    'DATE',
    'Days',
    'date(text) makes a date; a dot takes year, month or day; without argument it is today. PostgreSQL writes EXTRACT(YEAR FROM d), MySQL YEAR(d).',
    [
      'In which year did each reader join?',
      'MATCH (r:reader) RETURN r.reader.name AS name, date(r.reader.joined).year AS year',
      [
        ['Ben', 2019],
        ['Cleo', 2021],
        ['Dora', 2021],
      ],
    ],
    [
      'Who joined in November?',
      'MATCH (r:reader) WHERE date(r.reader.joined).month == 11 RETURN r.reader.name AS name',
      [['Cleo']],
    ],
    [
      'Who joined after 2020?',
      'MATCH (r:reader) WHERE date(r.reader.joined) > date("2020-12-31") RETURN r.reader.name AS name',
      [['Cleo'], ['Dora']],
    ],
  ),
  page(
    'TIME',
    'Times of day',
    'time(text) makes a time of day; a dot takes hour, minute or second.',
    ['Which minute is it at 10:45?', 'RETURN time("10:45:00").minute AS minute', [[45]]],
    ['Is 09:30 before 17:00?', 'RETURN time("09:30:00") < time("17:00:00") AS answer', [[true]]],
  ),
  page(
    'DATETIME',
    'Points in time',
    'datetime(text) makes a date with a time of day, without a zone; a dot takes its parts.',
    [
      'At which hour is 2021-11-15T10:45:00?',
      'RETURN datetime("2021-11-15T10:45:00").hour AS hour',
      [[10]],
    ],
    [
      'Which day of the month is 2021-11-15T10:45:00?',
      'RETURN datetime("2021-11-15T10:45:00").day AS day',
      [[15]],
    ],
  ),
  page(
    'TIMESTAMP',
    'Seconds since 1970',
    'timestamp(text) is the number of seconds since 1970 in UTC; now() is that of this moment. PostgreSQL writes EXTRACT(EPOCH FROM t), MySQL UNIX_TIMESTAMP(t).',
    [
      'How many seconds after 1970 began 2021?',
      'RETURN timestamp("2021-01-01T00:00:00") AS seconds',
      [[1609459200]],
    ],
    [
      'How many days lie between 1 January and 1 March 2021?',
      'RETURN (timestamp("2021-03-01T00:00:00") - timestamp("2021-01-01T00:00:00")) / 86400 AS days',
      [[59]],
    ],
  ),
  page(
    'DURATION',
    'Add to points in time',
    'duration({days: 10}) is a span of time: years, months, weeks, days, hours, minutes, seconds. It is added to dates and points in time. SQL writes INTERVAL.',
    [
      'Until when may a book be kept for 14 days from 20 February 2021 on?',
      'RETURN toString(date("2021-02-20") + duration({days: 14})) AS day',
      [['2021-03-06']],
    ],
    [
      'In which year is each reader a member for five years?',
      'MATCH (r:reader) RETURN r.reader.name AS name, (date(r.reader.joined) + duration({years: 5})).year AS year',
      [
        ['Ben', 2024],
        ['Cleo', 2026],
        ['Dora', 2026],
      ],
    ],
  ),
];
