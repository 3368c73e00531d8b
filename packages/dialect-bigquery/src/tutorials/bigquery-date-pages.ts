import type { TutorialPage } from '@momq/dialect';

/** Dates and times. */
export const datePages: readonly TutorialPage[] = [
  {
    keyword: 'EXTRACT',
    title: 'A part of a date',
    prose:
      'EXTRACT(part FROM date) gives a number: YEAR, QUARTER, MONTH, ISOWEEK, DAY, DAYOFWEEK (1 is Sunday), DAYOFYEAR, HOUR, MINUTE, SECOND. SQLite writes STRFTIME, MySQL YEAR(d) and the like.',
    examples: [
      {
        question: 'How many sales were there in each year?',
        query:
          'SELECT EXTRACT(YEAR FROM sold_at) AS year, COUNT(*) AS sales FROM sale GROUP BY year ORDER BY year',
      },
      {
        question: 'Which sales were made before nine in the morning?',
        query: 'SELECT id FROM sale WHERE EXTRACT(HOUR FROM sold_at) < 9 ORDER BY id',
      },
    ],
  },
  {
    keyword: 'DATE_TRUNC',
    title: 'The beginning of a period',
    prose:
      "DATE_TRUNC(date, MONTH) is the first day of the month; also YEAR, QUARTER, ISOWEEK (Monday), WEEK (Sunday). The date comes first, unlike PostgreSQL's DATE_TRUNC('month', d).",
    examples: [
      {
        question: 'How many pieces were sold in each month?',
        query:
          'SELECT DATE_TRUNC(DATE(sold_at), MONTH) AS month, SUM(quantity) AS pieces FROM sale GROUP BY month ORDER BY month',
      },
    ],
  },
  {
    keyword: 'DATETIME_TRUNC',
    title: 'The beginning of an hour or a minute',
    prose:
      'DATETIME_TRUNC(datetime, HOUR) cuts a date with a time; TIMESTAMP_TRUNC does it for points in time.',
    examples: [
      {
        question: 'In which hours were sales made on 2 March 2024?',
        query:
          "SELECT DISTINCT DATETIME_TRUNC(sold_at, HOUR) AS hour FROM sale WHERE DATE(sold_at) = '2024-03-02'",
      },
    ],
  },
  {
    keyword: 'DATE_DIFF',
    title: 'From one date to another',
    prose:
      'DATE_DIFF(later, earlier, DAY) counts the boundaries of a unit between two dates: from 31 December to 1 January is one YEAR. The later date comes first. MySQL writes DATEDIFF, PostgreSQL subtracts.',
    examples: [
      {
        question: 'How many days after its opening did each shop hire each baker?',
        query:
          'SELECT baker.name, DATE_DIFF(baker.hired_on, shop.opened_on, DAY) AS days FROM baker JOIN shop ON shop.id = baker.shop_id ORDER BY baker.name',
      },
    ],
  },
  {
    keyword: 'DATETIME_DIFF',
    title: 'From one time to another',
    prose:
      'DATETIME_DIFF(later, earlier, MINUTE) counts boundaries of a unit between dates with times.',
    examples: [
      {
        question: 'How many seconds lie between sale 3 and sale 4?',
        query:
          'SELECT DATETIME_DIFF(b.sold_at, a.sold_at, SECOND) AS seconds FROM sale AS a JOIN sale AS b ON b.id = a.id + 1 WHERE a.id = 3',
      },
    ],
  },
  {
    keyword: 'DATE_ADD',
    title: 'Move a date forward',
    prose:
      "DATE_ADD(date, INTERVAL 3 MONTH) moves a date; a day that the month lacks becomes its last one. DATETIME_ADD and TIMESTAMP_ADD do it with times. SQLite writes DATE(d, '+3 months').",
    examples: [
      {
        question: 'When was each shop ten years old?',
        query:
          'SELECT name, DATE_ADD(opened_on, INTERVAL 10 YEAR) AS jubilee FROM shop ORDER BY name',
      },
    ],
  },
  {
    keyword: 'DATE_SUB',
    title: 'Move a date back',
    prose: 'DATE_SUB(date, INTERVAL 30 DAY) is the date that long before.',
    examples: [
      {
        question: 'Which sales fell within 60 days before 1 May 2024?',
        query:
          "SELECT id FROM sale WHERE DATE(sold_at) BETWEEN DATE_SUB(DATE '2024-05-01', INTERVAL 60 DAY) AND '2024-05-01' ORDER BY id",
      },
    ],
  },
  {
    keyword: 'LAST_DAY',
    title: 'The last day of a period',
    prose:
      'LAST_DAY(date) is the last day of its month, LAST_DAY(date, QUARTER) that of another unit.',
    examples: [
      {
        question: 'What is the last day of the month in which each shop opened?',
        query: 'SELECT name, LAST_DAY(opened_on) AS last FROM shop ORDER BY name',
      },
    ],
  },
  {
    keyword: 'FORMAT_DATE',
    title: 'A date as text',
    prose:
      "FORMAT_DATE('%Y-%m', date) writes a date by a pattern: %Y year, %m month, %d day, %B the month's name, %A that of the weekday. FORMAT_DATETIME and FORMAT_TIMESTAMP write times.",
    examples: [
      {
        question: 'On which weekdays were the bakers hired?',
        query: "SELECT name, FORMAT_DATE('%A', hired_on) AS weekday FROM baker ORDER BY name",
      },
    ],
  },
  {
    keyword: 'FORMAT_DATETIME',
    title: 'A time as text',
    prose: "FORMAT_DATETIME('%H:%M', datetime) writes the time of the day.",
    examples: [
      {
        question: 'At what time was each sale of shop 1 made?',
        query:
          "SELECT id, FORMAT_DATETIME('%H:%M', sold_at) AS clock FROM sale WHERE shop_id = 1 ORDER BY id",
      },
    ],
  },
  {
    keyword: 'PARSE_DATE',
    title: 'Text as a date',
    prose:
      "PARSE_DATE('%d/%m/%Y', text) reads a date that is written by a pattern, and fails where the text is none; SAFE.PARSE_DATE gives NULL then.",
    examples: [
      {
        question: 'Which bakers were hired after 31/12/2019?',
        query:
          "SELECT name FROM baker WHERE hired_on > PARSE_DATE('%d/%m/%Y', '31/12/2019') ORDER BY name",
      },
    ],
  },
  {
    keyword: 'CURRENT_DATE',
    title: 'Today',
    prose:
      "CURRENT_DATE() is the day in UTC, CURRENT_DATE('Europe/Brussels') that of a zone; CURRENT_DATETIME() has the time too.",
    examples: [
      {
        question: 'Which shops have been open for more than ten years?',
        query:
          'SELECT name FROM shop WHERE opened_on < DATE_SUB(CURRENT_DATE(), INTERVAL 10 YEAR) ORDER BY name',
      },
    ],
  },
  {
    keyword: 'GENERATE_DATE_ARRAY',
    title: 'All days of a period',
    prose:
      'GENERATE_DATE_ARRAY(first, last, INTERVAL 1 DAY) is an array of dates; joined with rows it shows days without any. PostgreSQL writes GENERATE_SERIES.',
    examples: [
      {
        question: 'How many sales were there on each of the first four days of March 2024?',
        query:
          "SELECT day, COUNT(sale.id) AS sales FROM UNNEST(GENERATE_DATE_ARRAY('2024-03-01', '2024-03-04')) AS day LEFT JOIN sale ON DATE(sale.sold_at) = day GROUP BY day ORDER BY day",
      },
    ],
  },
  {
    keyword: 'DATE(',
    title: 'The day of a time',
    prose: 'DATE(datetime) drops the time; DATE(2024, 5, 31) makes a date of three numbers.',
    examples: [
      {
        question: 'How many sales were there on 1 March 2024?',
        query: "SELECT COUNT(*) AS sales FROM sale WHERE DATE(sold_at) = '2024-03-01'",
      },
    ],
  },
  {
    keyword: 'TIMESTAMP_SECONDS',
    title: 'Seconds since 1970 as a time',
    prose:
      'TIMESTAMP_SECONDS(n) is the point in time n seconds after 1970; TIMESTAMP_MILLIS takes milliseconds. UNIX_SECONDS goes the other way. MySQL has FROM_UNIXTIME.',
    examples: [
      {
        question: 'Which point in time is 1,700,000,000 seconds after 1970?',
        query: 'SELECT TIMESTAMP_SECONDS(1700000000) AS moment',
      },
    ],
  },
  {
    keyword: 'UNIX_SECONDS',
    title: 'A time as seconds since 1970',
    prose:
      'UNIX_SECONDS(timestamp) counts the seconds since 1970; TIMESTAMP(datetime) makes a timestamp of UTC.',
    examples: [
      {
        question: 'How many seconds after 1970 was sale 1 made?',
        query: 'SELECT UNIX_SECONDS(TIMESTAMP(sold_at)) AS seconds FROM sale WHERE id = 1',
      },
    ],
  },
];
