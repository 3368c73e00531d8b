import type { TutorialPage } from '@momq/dialect';
import { page } from './tutorial-page.js';

/** Functions that MySQL spells or means in a way of its own. */
export const mysqlFunctionPages: readonly TutorialPage[] = [
  page(
    'CONCAT',
    'Joining texts',
    'CONCAT(a, b, …) joins texts and is NULL where one is; || is OR in MySQL. CONCAT_WS(separator, a, b, …) leaves NULL out.',
    [
      [
        'What are name and town of each customer in one text?',
        "SELECT CONCAT(name, ', ', town) FROM customer",
      ],
      [
        'What contact line has each customer, without what is missing?',
        "SELECT CONCAT_WS(' | ', name, email, town) FROM customer",
      ],
    ],
  ),
  page(
    'GROUP_CONCAT',
    'Texts of a group',
    'GROUP_CONCAT([DISTINCT] x ORDER BY y SEPARATOR s) joins the values of a group; the separator is a comma unless one is given. PostgreSQL and BigQuery call it STRING_AGG.',
    [
      [
        'Which customers live in each town, in one line?',
        "SELECT town, GROUP_CONCAT(name ORDER BY name SEPARATOR ', ') FROM customer GROUP BY town",
      ],
      [
        'Which kinds of bicycles does each brand have?',
        'SELECT brand, GROUP_CONCAT(DISTINCT kind ORDER BY kind) FROM bicycle GROUP BY brand',
      ],
    ],
  ),
  page(
    'SUBSTRING_INDEX',
    'Up to a separator',
    'SUBSTRING_INDEX(text, separator, n) is what stands before the n-th separator; a negative n counts from the end and takes what stands behind it.',
    [
      [
        'What are the first names of the customers?',
        "SELECT SUBSTRING_INDEX(name, ' ', 1) FROM customer",
      ],
      [
        'At which hosts are the addresses?',
        "SELECT SUBSTRING_INDEX(email, '@', -1) FROM customer WHERE email IS NOT NULL",
      ],
    ],
  ),
  page(
    'SUBSTRING',
    'Parts of texts',
    'SUBSTRING(text, from, length) counts from 1; a negative start counts from the end. LEFT(text, n) and RIGHT(text, n) take the ends.',
    [
      [
        'What are the first three letters of each brand?',
        'SELECT DISTINCT SUBSTRING(brand, 1, 3) FROM bicycle',
      ],
      ['What are the last four letters of each part?', 'SELECT SUBSTRING(name, -4) FROM part'],
    ],
  ),
  page(
    'LOCATE',
    'Where a text begins',
    'LOCATE(part, text) is the place of the first occurrence, counted from 1, and 0 without one; INSTR(text, part) has the arguments the other way round.',
    [
      [
        'Where does the second name of each customer begin?',
        "SELECT name, LOCATE(' ', name) + 1 FROM customer",
      ],
    ],
  ),
  page(
    'CHAR_LENGTH',
    'Length in characters',
    'CHAR_LENGTH counts characters, LENGTH bytes: é has one and two. Other dialects count characters with LENGTH.',
    [
      [
        'Which customer has the longest name?',
        'SELECT name FROM customer ORDER BY CHAR_LENGTH(name) DESC LIMIT 1',
      ],
    ],
  ),
  page(
    'REPLACE',
    'Replacing texts',
    'REPLACE(text, part, other) replaces every occurrence; case counts.',
    [
      [
        'What are the notes with blanks instead of underscores?',
        "SELECT REPLACE(note, '_', ' ') FROM repair WHERE note IS NOT NULL",
      ],
    ],
  ),
  page(
    'TRIM',
    'Without blanks',
    'TRIM(text) removes blanks at both ends; TRIM(LEADING x FROM text) and TRIM(TRAILING x FROM text) remove other texts.',
    [
      [
        'What are the towns without a leading M?',
        "SELECT TRIM(LEADING 'M' FROM town) FROM customer",
      ],
    ],
  ),
  page(
    'LPAD',
    'Filling up',
    'LPAD(text, n, filler) fills a text up to n characters from the left, RPAD from the right; longer texts are cut.',
    [['What are the four-digit numbers of the repairs?', "SELECT LPAD(id, 4, '0') FROM repair"]],
  ),
  page(
    'FORMAT',
    'Numbers for people',
    'FORMAT(number, digits) rounds and groups the digits by thousands; the result is a text. ROUND keeps a number.',
    [
      [
        'What is the value of the stock of each part, readable?',
        'SELECT name, FORMAT(price * stock, 2) FROM part',
      ],
    ],
  ),
  page(
    'FIND_IN_SET',
    'Items of a list in a text',
    'FIND_IN_SET(item, list) is the place of an item in a text of items with commas between, and 0 where it lacks.',
    [['Which parts are of rubber?', "SELECT name FROM part WHERE FIND_IN_SET('rubber', tags) > 0"]],
  ),
  page(
    'FIELD',
    'An order of your own',
    'FIELD(x, a, b, …) is the place of x among the values behind it, 0 where it lacks: ORDER BY FIELD puts rows into a given order.',
    [
      [
        'List the bicycles with cargo first, then touring, then the others.',
        "SELECT brand, kind FROM bicycle ORDER BY FIELD(kind, 'touring', 'cargo') DESC, brand",
      ],
    ],
  ),
  page(
    'IF',
    'A choice between two',
    'IF(condition, a, b) is a when the condition is true, else b. Other dialects need CASE, SQLite has IIF.',
    [
      [
        'Is each bicycle light (under 10 kg) or heavy?',
        "SELECT brand, IF(weight_kg < 10, 'light', 'heavy') FROM bicycle",
      ],
    ],
  ),
  page(
    'IFNULL',
    'Instead of NULL',
    'IFNULL(a, b) is b where a is NULL; COALESCE takes any number of values. NULLIF(a, b) makes NULL of a where it equals b.',
    [
      [
        'What is the address of each customer, or none?',
        "SELECT name, IFNULL(email, 'none') FROM customer",
      ],
      [
        'How many hours did each repair take, 0 where nobody noted it?',
        'SELECT id, IFNULL(hours, 0) FROM repair',
      ],
    ],
  ),
  page(
    'ROUND',
    'Rounding',
    'ROUND(x, n) rounds to n digits, halves of exact numbers away from zero, of doubles to even; TRUNCATE(x, n) cuts, FLOOR and CEIL give whole numbers.',
    [
      [
        'What is the average wage, to one digit?',
        'SELECT ROUND(AVG(hourly_wage), 1) FROM mechanic',
      ],
      ['What does each part cost in whole units?', 'SELECT name, ROUND(price) FROM part'],
    ],
  ),
  page(
    'GREATEST',
    'The largest of several values',
    'GREATEST(a, b, …) and LEAST(a, b, …) choose among values of one row, and are NULL where one is; MAX and MIN choose among rows.',
    [
      [
        'What would each part cost with a minimum of 5?',
        'SELECT name, GREATEST(price, 5) FROM part',
      ],
    ],
  ),
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
  page(
    'COUNT',
    'Counting',
    'COUNT(*) counts rows, COUNT(x) values that are not NULL, COUNT(DISTINCT x) different ones. SUM(condition) counts too, as true is 1.',
    [
      [
        'How many customers are there, and how many gave an address?',
        'SELECT COUNT(*), COUNT(email) FROM customer',
      ],
      ['How many different brands are there?', 'SELECT COUNT(DISTINCT brand) FROM bicycle'],
    ],
  ),
  page(
    'AVG',
    'Averages',
    'AVG is exact for integers and decimals, with four digits more than the values have; NULL is left out. STDDEV and VARIANCE are of the whole, STDDEV_SAMP and VAR_SAMP of a sample.',
    [
      ['What does a part cost on average?', 'SELECT AVG(price) FROM part'],
      [
        'How many gears do the bicycles of each kind have on average?',
        'SELECT kind, AVG(gears) FROM bicycle GROUP BY kind',
      ],
    ],
  ),
  page(
    'ROW_NUMBER',
    'Numbering rows',
    'ROW_NUMBER() OVER (PARTITION BY a ORDER BY b) numbers the rows of each a; a query around it keeps the first ones, as WHERE does not see windows.',
    [
      [
        'Which was the longest repair of each mechanic?',
        'SELECT mechanic_id, id FROM (SELECT mechanic_id, id, ROW_NUMBER() OVER (PARTITION BY mechanic_id ORDER BY hours DESC) AS place FROM repair WHERE mechanic_id IS NOT NULL) AS ranked WHERE place = 1',
      ],
    ],
  ),
  page(
    'LAG',
    'The row before',
    'LAG(x) OVER (ORDER BY y) is the value of the row before, LEAD of the one behind; NULL beyond the ends.',
    [
      [
        'How many days passed between one repair and the next?',
        'SELECT id, DATEDIFF(started_at, LAG(started_at) OVER (ORDER BY started_at)) FROM repair',
      ],
    ],
  ),
  page(
    'JSON_EXTRACT',
    'Values inside JSON',
    "JSON_EXTRACT(document, '$.key') gives JSON, texts in quotes; column->'$.key' is the same. JSON_UNQUOTE or ->> gives plain text. Paths count places of lists from 0.",
    [
      [
        'Which colour has each bicycle?',
        "SELECT brand, JSON_UNQUOTE(JSON_EXTRACT(details, '$.colour')) FROM bicycle WHERE details IS NOT NULL",
      ],
      [
        'What is the first lock of each bicycle?',
        "SELECT brand, JSON_UNQUOTE(JSON_EXTRACT(details, '$.locks[0]')) FROM bicycle WHERE JSON_LENGTH(details, '$.locks') > 0",
      ],
    ],
  ),
  page(
    'JSON_CONTAINS',
    'Whether JSON holds a value',
    'JSON_CONTAINS(document, candidate, path) is 1 when the candidate, JSON itself, is in the document at the path.',
    [
      [
        'Which bicycles have a chain lock?',
        "SELECT brand FROM bicycle WHERE JSON_CONTAINS(details, '\"chain\"', '$.locks')",
      ],
    ],
  ),
  page(
    'JSON_LENGTH',
    'Size of JSON',
    'JSON_LENGTH(document, path) counts the items of a list or the keys of an object.',
    [
      [
        'How many locks has each bicycle?',
        "SELECT brand, JSON_LENGTH(details, '$.locks') FROM bicycle WHERE details IS NOT NULL",
      ],
    ],
  ),
  page(
    'REGEXP_REPLACE',
    'Replacing patterns',
    'REGEXP_REPLACE(text, pattern, other) replaces all places that match, REGEXP_SUBSTR takes the first one.',
    [
      [
        'What are the notes without digits?',
        "SELECT REGEXP_REPLACE(note, '[0-9]', '') FROM repair WHERE note IS NOT NULL",
      ],
    ],
  ),
  page(
    'BINARY',
    'Exact comparison',
    'BINARY before a text compares it byte by byte, whatever the collation; CAST(x AS BINARY) is the function.',
    [
      [
        'Which notes begin with a capital C?',
        "SELECT note FROM repair WHERE BINARY LEFT(note, 1) = 'C'",
      ],
    ],
  ),
];
