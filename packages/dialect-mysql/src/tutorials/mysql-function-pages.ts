import type { TutorialPage } from '@momq/dialect';
import { page } from './tutorial-page.js';

/** Functions of values, numbers, groups, windows and JSON that MySQL spells or means in a way of its own. */
export const mysqlFunctionPages: readonly TutorialPage[] = [
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
];
