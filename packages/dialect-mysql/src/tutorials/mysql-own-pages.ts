import type { TutorialPage } from '@momq/dialect';
import { page } from './tutorial-page.js';

/** Pages about words that only MySQL has. */
export const mysqlOwnPages: readonly TutorialPage[] = [
  page('DISTINCTROW', 'DISTINCTROW', 'DISTINCTROW is another word for DISTINCT.', [
    ['Which different brands of bicycles are there?', 'SELECT DISTINCTROW brand FROM bicycle'],
    ['List the different towns of the customers.', 'SELECT DISTINCTROW town FROM customer'],
  ]),
  page(
    'DUAL',
    'A table of one row',
    'DUAL stands where a grammar asks for a table and there is none; FROM DUAL may be left out.',
    [
      ['What is 7 times 6?', 'SELECT 7 * 6 FROM DUAL'],
      ['What is half of 15?', 'SELECT 15 / 2 FROM DUAL'],
    ],
  ),
  page(
    'FORCE INDEX',
    'Say which index is used',
    'FORCE INDEX (name) after a table has its rows found through that index; USE INDEX only proposes it, IGNORE INDEX forbids it. The rows are the same.',
    [
      [
        'Through the primary key: which parts have a stock above 100?',
        'SELECT name FROM part FORCE INDEX (PRIMARY) WHERE stock > 100',
      ],
      [
        'Count the repairs by way of the primary key.',
        'SELECT COUNT(*) FROM repair FORCE INDEX (PRIMARY)',
      ],
    ],
  ),
  page(
    'HIGH_PRIORITY',
    'Before those who write',
    'SELECT HIGH_PRIORITY reads a locked table before statements that wait to change it. The rows are the same.',
    [
      ['Count the repairs with priority.', 'SELECT HIGH_PRIORITY COUNT(*) FROM repair'],
      [
        'With high priority: the names of the customers from Henley.',
        "SELECT HIGH_PRIORITY name FROM customer WHERE town = 'Henley'",
      ],
    ],
  ),
  page(
    'STRAIGHT_JOIN',
    'Join in the order that is written',
    'STRAIGHT_JOIN is JOIN where the left table is read first; behind SELECT it holds for all of the joins.',
    [
      [
        'Which customers have a bicycle with more than 20 gears? Read customers first.',
        'SELECT DISTINCT c.name FROM customer AS c STRAIGHT_JOIN bicycle AS b ON b.customer_id = c.id WHERE b.gears > 20',
      ],
      [
        'Customers first: how many bicycles does each customer have?',
        'SELECT c.name, COUNT(*) FROM customer AS c STRAIGHT_JOIN bicycle AS b ON b.customer_id = c.id GROUP BY c.id, c.name',
      ],
    ],
  ),
  page(
    'MEMBER OF',
    'Is it in a JSON array?',
    'x MEMBER OF (array) is true when the JSON array has x as an element.',
    [
      [
        'Which brands are locked with a chain?',
        "SELECT brand FROM bicycle WHERE 'chain' MEMBER OF (details->'$.locks')",
      ],
      [
        'How many bicycles have a frame lock?',
        "SELECT COUNT(*) FROM bicycle WHERE 'frame' MEMBER OF (details->'$.locks')",
      ],
    ],
  ),
  page(
    'MICROSECOND',
    'Millionths of a second',
    'MICROSECOND(x) is the part of a second in millionths; as a unit of INTERVAL it adds them.',
    [
      [
        'When did repair 3 start, 500 microseconds later?',
        'SELECT DATE_ADD(started_at, INTERVAL 500 MICROSECOND) FROM repair WHERE id = 3',
      ],
      [
        'How many repairs started at no fraction of a second?',
        'SELECT COUNT(*) FROM repair WHERE MICROSECOND(started_at) = 0',
      ],
    ],
  ),
  page(
    'MINUTE_SECOND',
    'Units of two parts',
    "INTERVAL 'm:s' MINUTE_SECOND is minutes and seconds; HOUR_MINUTE, DAY_HOUR and others are made alike.",
    [
      [
        'When were the repairs started, each 30 minutes and 15 seconds later?',
        "SELECT id, started_at + INTERVAL '30:15' MINUTE_SECOND FROM repair",
      ],
      [
        'When was it 5 minutes and 30 seconds before each repair was finished?',
        "SELECT id, finished_at - INTERVAL '5:30' MINUTE_SECOND FROM repair WHERE finished_at IS NOT NULL",
      ],
    ],
  ),
  page('QUARTER', 'Quarters of a year', 'QUARTER(x) is 1 to 4.', [
    [
      'How many repairs were started in each quarter?',
      'SELECT QUARTER(started_at), COUNT(*) FROM repair GROUP BY QUARTER(started_at)',
    ],
    [
      'Which customers joined in the third quarter of a year?',
      'SELECT name FROM customer WHERE QUARTER(joined_on) = 3',
    ],
  ]),
  page('RLIKE', 'RLIKE', 'RLIKE is another word for REGEXP.', [
    [
      'Which customers have a name that begins with A, B or C?',
      "SELECT name FROM customer WHERE name RLIKE '^[A-C]'",
    ],
    [
      'Which parts have a name of two words?',
      "SELECT name FROM part WHERE name RLIKE '^[a-z]+ [a-z]+$'",
    ],
  ]),
  page(
    'UNSIGNED',
    'Whole numbers without sign',
    'CAST(x AS UNSIGNED) rounds to a whole number from 0 on; CAST(x AS SIGNED) has negative ones too.',
    [
      [
        'What is the price of each part as a whole number?',
        'SELECT name, CAST(price AS UNSIGNED) FROM part',
      ],
      [
        'What is the weight of each bicycle in whole kilograms?',
        'SELECT id, CAST(weight_kg AS UNSIGNED) FROM bicycle',
      ],
    ],
  ),
  page(
    'UTC_DATE',
    'Today, wherever',
    'UTC_DATE() is the day in UTC; CURDATE() that of the session.',
    [
      [
        'How many customers joined before today in UTC?',
        'SELECT COUNT(*) FROM customer WHERE joined_on < UTC_DATE()',
      ],
      [
        'Which repairs were started on a day before today, by UTC?',
        'SELECT id FROM repair WHERE DATE(started_at) < UTC_DATE()',
      ],
    ],
  ),
  page(
    'UTC_TIMESTAMP',
    'Now, wherever',
    'UTC_TIMESTAMP() is now in UTC; NOW() that of the session.',
    [
      [
        'How many repairs have been finished by now in UTC?',
        'SELECT COUNT(*) FROM repair WHERE finished_at < UTC_TIMESTAMP()',
      ],
      [
        'Which repairs were started before now, by UTC?',
        'SELECT id FROM repair WHERE started_at < UTC_TIMESTAMP()',
      ],
    ],
  ),
];
