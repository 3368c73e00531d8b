import type { TutorialPage } from '@momq/dialect';
import { page } from './tutorial-page.js';

/** Functions of dates and times that MySQL spells or means in a way of its own. */
export const mysqlDatePages: readonly TutorialPage[] = [
  page(
    'YEAR',
    'Parts of dates',
    'YEAR, QUARTER, MONTH, DAY, HOUR, MINUTE and SECOND read parts of a date; EXTRACT(YEAR FROM d) is the standard form. SQLite needs strftime.',
    [
      [
        'How many customers joined in each year?',
        'SELECT YEAR(joined_on), COUNT(*) FROM customer GROUP BY YEAR(joined_on)',
      ],
      ['Which repairs began in 2025?', 'SELECT id FROM repair WHERE YEAR(started_at) = 2025'],
    ],
  ),
  page(
    'EXTRACT',
    'Parts of dates, the standard way',
    'EXTRACT(unit FROM date) reads a part; units of two words, such as YEAR_MONTH, read both as one number.',
    [
      [
        'In which hour did each repair begin?',
        'SELECT id, EXTRACT(HOUR FROM started_at) FROM repair',
      ],
      [
        'In which month of which year did each customer join?',
        'SELECT name, EXTRACT(YEAR_MONTH FROM joined_on) FROM customer',
      ],
    ],
  ),
  page(
    'DATE_FORMAT',
    'Dates as texts',
    'DATE_FORMAT(date, pattern) writes a date: %Y-%m-%d %H:%i:%s; %M and %W are the names of month and day. Minutes are %i, %m is the month. PostgreSQL has TO_CHAR, SQLite strftime.',
    [
      [
        'How many repairs began in each month?',
        "SELECT DATE_FORMAT(started_at, '%Y-%m'), COUNT(*) FROM repair GROUP BY DATE_FORMAT(started_at, '%Y-%m')",
      ],
      [
        'On which day did each customer join, written out?',
        "SELECT name, DATE_FORMAT(joined_on, '%W, %e %M %Y') FROM customer",
      ],
    ],
  ),
  page(
    'STR_TO_DATE',
    'Texts as dates',
    'STR_TO_DATE(text, pattern) reads a date with the signs of DATE_FORMAT, and is NULL where the text does not fit.',
    [
      [
        'Who joined after 31.12.2021?',
        "SELECT name FROM customer WHERE joined_on > STR_TO_DATE('31.12.2021', '%d.%m.%Y')",
      ],
    ],
  ),
  page(
    'DATEDIFF',
    'Days between dates',
    'DATEDIFF(later, earlier) counts days and ignores the times; the later date comes first. TIMESTAMPDIFF counts other units and has the earlier date first.',
    [
      [
        'How many days did each repair take?',
        'SELECT id, DATEDIFF(finished_at, started_at) FROM repair WHERE finished_at IS NOT NULL',
      ],
    ],
  ),
  page(
    'TIMESTAMPDIFF',
    'Whole units between times',
    'TIMESTAMPDIFF(unit, from, to) counts whole units that have passed: a year is one once its day is reached again.',
    [
      [
        'How many whole hours passed in each repair?',
        'SELECT id, TIMESTAMPDIFF(HOUR, started_at, finished_at) FROM repair',
      ],
      [
        'How many years had each customer been one on 1 January 2025?',
        "SELECT name, TIMESTAMPDIFF(YEAR, joined_on, '2025-01-01') FROM customer",
      ],
    ],
  ),
  page(
    'DATE_ADD',
    'Moving dates by a function',
    'DATE_ADD(date, INTERVAL n unit) and DATE_SUB do what + and - do. ADDDATE(date, n) adds days.',
    [
      [
        'When is the check half a year after each finished repair?',
        'SELECT id, DATE_ADD(finished_at, INTERVAL 6 MONTH) FROM repair WHERE finished_at IS NOT NULL',
      ],
    ],
  ),
  page('LAST_DAY', 'The end of a month', 'LAST_DAY(date) is the last day of its month.', [
    [
      'How many days were left in the month when each repair began?',
      'SELECT id, DATEDIFF(LAST_DAY(started_at), started_at) FROM repair',
    ],
  ]),
  page(
    'DAYOFWEEK',
    'Days of the week',
    'DAYOFWEEK counts from 1 for Sunday, WEEKDAY from 0 for Monday, DAYNAME gives the name.',
    [
      [
        'How many repairs began on each day of the week?',
        'SELECT DAYNAME(started_at), COUNT(*) FROM repair GROUP BY DAYNAME(started_at), DAYOFWEEK(started_at) ORDER BY DAYOFWEEK(started_at)',
      ],
    ],
  ),
  page(
    'WEEK',
    'Weeks of the year',
    'WEEK(date, 3) counts as ISO 8601: weeks begin on Monday, week 1 has the first Thursday. Without a mode they begin on Sunday and may be 0. YEARWEEK adds the year.',
    [
      [
        'How many repairs began in each ISO week?',
        'SELECT WEEK(started_at, 3), COUNT(*) FROM repair GROUP BY WEEK(started_at, 3)',
      ],
    ],
  ),
  page(
    'DATE',
    'The day of a time',
    "DATE(time) drops the clock; DATE '2024-05-31' is a constant. Comparing times with a plain date means its midnight.",
    [
      [
        'On how many days did repairs begin?',
        'SELECT COUNT(DISTINCT DATE(started_at)) FROM repair',
      ],
      [
        'Which repairs began on leap day 2024?',
        "SELECT id FROM repair WHERE DATE(started_at) = '2024-02-29'",
      ],
    ],
  ),
  page(
    'TIME',
    'The clock of a time',
    'TIME(time) drops the day; HOUR, MINUTE and SECOND read its parts, TIMEDIFF subtracts two times.',
    [
      [
        'Which repairs began before nine in the morning?',
        "SELECT id FROM repair WHERE TIME(started_at) < '09:00:00'",
      ],
    ],
  ),
  page(
    'UNIX_TIMESTAMP',
    'Seconds since 1970',
    'UNIX_TIMESTAMP(date) counts seconds since 1970 in the zone of the session, FROM_UNIXTIME goes back.',
    [
      [
        'How many seconds since 1970 did each customer join?',
        'SELECT name, UNIX_TIMESTAMP(joined_on) FROM customer',
      ],
    ],
  ),
];
