import type { TutorialPage } from '@momq/dialect';
import { page } from './tutorial-page.js';

/** Keywords and operators that MySQL has of its own, or reads in a way of its own. */
export const mysqlKeywordPages: readonly TutorialPage[] = [
  page(
    'LIMIT',
    'The first rows',
    'LIMIT n ends a query and keeps its first n rows; LIMIT n OFFSET m leaves m rows out before, which MySQL also writes LIMIT m, n. OFFSET never stands alone. Standard SQL has FETCH FIRST n ROWS ONLY, SQL Server TOP.',
    [
      ['Which two parts are the cheapest?', 'SELECT name FROM part ORDER BY price LIMIT 2'],
      [
        'Which part is the third most expensive?',
        'SELECT name FROM part ORDER BY price DESC LIMIT 1 OFFSET 2',
      ],
      [
        'Which parts come second and third by price?',
        'SELECT name FROM part ORDER BY price LIMIT 1, 2',
      ],
    ],
  ),
  page(
    'DIV',
    'Whole division',
    'a DIV b divides and drops the remainder; a / b keeps the fraction even between integers, so that 7 / 2 is 3.5. PostgreSQL and SQLite drop the remainder with /. Division by zero is NULL.',
    [
      [
        'How many full boxes of 50 does the stock of each part fill?',
        'SELECT name, stock DIV 50 FROM part',
      ],
      [
        'How many whole hours did each repair take?',
        'SELECT id, hours DIV 1 FROM repair WHERE hours IS NOT NULL',
      ],
    ],
  ),
  page(
    'MOD',
    'Remainders',
    'a MOD b, a % b and MOD(a, b) give the remainder with the sign of a; it keeps fractions. By zero it is NULL.',
    [
      [
        'How many of each part are left over beside full boxes of 50?',
        'SELECT name, stock MOD 50 FROM part',
      ],
      [
        'Which bicycles have an odd number of gears?',
        'SELECT brand, gears FROM bicycle WHERE MOD(gears, 2) = 1',
      ],
    ],
  ),
  page(
    '<=>',
    'Equality that knows NULL',
    'a <=> b is true when both are equal or both are NULL, never NULL itself. Standard SQL writes IS NOT DISTINCT FROM, SQLite IS.',
    [
      ['Which customers have no email address?', 'SELECT name FROM customer WHERE email <=> NULL'],
      [
        'Which mechanics have the same teacher as Hugo Iversen?',
        "SELECT name FROM mechanic WHERE teacher_id <=> (SELECT teacher_id FROM mechanic WHERE name = 'Hugo Iversen')",
      ],
    ],
  ),
  page(
    'XOR',
    'One of two, not both',
    'a XOR b is true when exactly one side is true, and NULL when one is NULL. In other dialects it is a <> b between truth values.',
    [
      [
        'Which parts are either cheap (below 5) or plenty (over 50), but not both?',
        'SELECT name FROM part WHERE price < 5 XOR stock > 50',
      ],
    ],
  ),
  page(
    'REGEXP',
    'Regular expressions',
    'text REGEXP pattern, also written RLIKE, is true when the pattern is found somewhere in the text; NOT REGEXP is the contrary. PostgreSQL writes ~, BigQuery REGEXP_CONTAINS.',
    [
      [
        'Which repair notes begin with a letter from a to f?',
        "SELECT note FROM repair WHERE note REGEXP '^[a-f]'",
      ],
      [
        'Which notes mention neither brakes nor gears?',
        "SELECT note FROM repair WHERE note NOT REGEXP 'brakes|gears'",
      ],
    ],
  ),
  page(
    'LIKE',
    'Patterns',
    'LIKE compares with a pattern: % is any text, _ one character, and \\ before a sign takes it as it is. Whether case counts is up to the collation of the column; LOWER on both sides makes sure that it does not. There is no ILIKE.',
    [
      [
        'Which customers have an address at post.example?',
        "SELECT name FROM customer WHERE email LIKE '%@post.example'",
      ],
      ['Which notes contain a percent sign?', "SELECT note FROM repair WHERE note LIKE '%\\\\%%'"],
      [
        'Which notes speak of chains, in any case?',
        "SELECT note FROM repair WHERE LOWER(note) LIKE '%chain%'",
      ],
    ],
  ),
  page(
    'INTERVAL',
    'Moving dates',
    'date + INTERVAL n unit and date - INTERVAL n unit move a date; units are singular: DAY, WEEK, MONTH, QUARTER, YEAR, HOUR, MINUTE, SECOND. A day that the month lacks becomes its last. PostgreSQL puts number and unit into a text, SQLite into modifiers of date().',
    [
      [
        'When does each guarantee of one year from the start of a repair end?',
        'SELECT id, started_at + INTERVAL 1 YEAR FROM repair',
      ],
      [
        'Which repairs began in the 30 days before 1 April 2024?',
        "SELECT id FROM repair WHERE started_at >= '2024-04-01' - INTERVAL 30 DAY AND started_at < '2024-04-01'",
      ],
      [
        'When was each customer a member for 18 months?',
        "SELECT name, joined_on + INTERVAL '1-6' YEAR_MONTH FROM customer",
      ],
    ],
  ),
  page(
    'DISTINCT',
    'Different rows',
    'SELECT DISTINCT keeps equal rows once; inside an aggregate it keeps equal values once, and COUNT(DISTINCT a, b) counts different pairs. NULL is a value of its own in rows and left out in aggregates. DISTINCTROW is the same.',
    [
      ['From which towns do customers come?', 'SELECT DISTINCT town FROM customer'],
      [
        'How many different combinations of brand and kind are there?',
        'SELECT COUNT(DISTINCT brand, kind) FROM bicycle',
      ],
    ],
  ),
  page(
    'UNION',
    'Rows of one or the other',
    'UNION puts the rows of two queries together and keeps equal ones once, UNION ALL keeps them all. ORDER BY and LIMIT behind it are of the whole; a side with its own stands in parentheses.',
    [
      [
        'Which towns and brands are there, in one list?',
        'SELECT town FROM customer UNION SELECT brand FROM bicycle',
      ],
      [
        'Which are the cheapest and the most expensive part?',
        '(SELECT name FROM part ORDER BY price LIMIT 1) UNION ALL (SELECT name FROM part ORDER BY price DESC LIMIT 1)',
      ],
    ],
  ),
  page(
    'INTERSECT',
    'Rows of both',
    'INTERSECT keeps the rows that both queries give; MySQL has it since 8.0.31. It binds tighter than UNION and EXCEPT.',
    [
      [
        'Which customers have a bicycle?',
        'SELECT id FROM customer INTERSECT SELECT customer_id FROM bicycle',
      ],
    ],
  ),
  page(
    'EXCEPT',
    'Rows of the first only',
    'EXCEPT keeps the rows of the first query that the second does not give; MySQL has it since 8.0.31. Oracle calls it MINUS.',
    [
      [
        'Which parts were never used?',
        'SELECT id FROM part EXCEPT SELECT part_id FROM repair_part',
      ],
    ],
  ),
  page(
    'WITH',
    'Named queries',
    'WITH name AS (query) gives a query a name for the statement behind it; WITH RECURSIVE lets it read its own rows, which makes series and walks along references.',
    [
      [
        'Which mechanics worked more than 5 hours?',
        'WITH total AS (SELECT mechanic_id, SUM(hours) AS hours FROM repair GROUP BY mechanic_id) SELECT mechanic.name FROM mechanic JOIN total ON total.mechanic_id = mechanic.id WHERE total.hours > 5',
      ],
      [
        'Who learned from whom, by generation?',
        'WITH RECURSIVE line (id, name, depth) AS (SELECT id, name, 0 FROM mechanic WHERE teacher_id IS NULL UNION ALL SELECT mechanic.id, mechanic.name, line.depth + 1 FROM mechanic JOIN line ON mechanic.teacher_id = line.id) SELECT name, depth FROM line',
      ],
    ],
  ),
  page(
    'OVER',
    'Windows',
    'A function with OVER looks at the rows around a row without joining them: PARTITION BY chooses which, ORDER BY their order. An aggregate with ORDER BY runs up to the current row.',
    [
      [
        'What is the rank of each part by price?',
        'SELECT name, RANK() OVER (ORDER BY price DESC) FROM part',
      ],
      [
        'How many hours had been worked up to each repair?',
        'SELECT id, SUM(hours) OVER (ORDER BY started_at) FROM repair',
      ],
    ],
  ),
  page(
    'CASE',
    'Choices',
    'CASE WHEN condition THEN value … ELSE value END gives the value of the first condition that is true; NULL without ELSE. CASE x WHEN y compares x with each y. IF(condition, a, b) is the short form for one.',
    [
      [
        'Is each part out of stock, scarce or plenty?',
        "SELECT name, CASE WHEN stock = 0 THEN 'out' WHEN stock < 20 THEN 'scarce' ELSE 'plenty' END FROM part",
      ],
      [
        'How many repairs took more than 4 hours, how many not?',
        'SELECT SUM(CASE WHEN hours > 4 THEN 1 ELSE 0 END), SUM(CASE WHEN hours <= 4 THEN 1 ELSE 0 END) FROM repair',
      ],
    ],
  ),
  page(
    'CAST',
    'Types',
    'CAST(x AS type) knows SIGNED, UNSIGNED, CHAR, DECIMAL(p, s), DOUBLE, DATE, DATETIME, TIME and JSON; INTEGER, TEXT and :: are of other dialects. Numbers are rounded to whole ones; text is read as far as it is a number.',
    [
      [
        'What is the wage of each mechanic in whole units?',
        'SELECT name, CAST(hourly_wage AS SIGNED) FROM mechanic',
      ],
      ['On which days did repairs start?', 'SELECT id, CAST(started_at AS DATE) FROM repair'],
    ],
  ),
  page(
    'IS NULL',
    'Missing values',
    'Only IS NULL and IS NOT NULL find missing values: = NULL is never true. ORDER BY puts NULL first, descending last; ORDER BY x IS NULL, x puts it last. There is no NULLS LAST.',
    [
      ['Which repairs are not finished?', 'SELECT id FROM repair WHERE finished_at IS NULL'],
      [
        'List the mechanics by teacher, those without one last.',
        'SELECT name FROM mechanic ORDER BY teacher_id IS NULL, teacher_id',
      ],
    ],
  ),
  page(
    'HAVING',
    'Conditions on groups',
    'HAVING chooses among groups, after GROUP BY; in MySQL it may use aliases of SELECT, which WHERE may not.',
    [
      [
        'Which towns have more than one customer?',
        'SELECT town, COUNT(*) AS customers FROM customer GROUP BY town HAVING customers > 1',
      ],
    ],
  ),
  page(
    'GROUP BY',
    'Groups',
    'GROUP BY makes one row of all rows with equal keys. Every column beside an aggregate must stand among the keys or depend on them (ONLY_FULL_GROUP_BY); aliases of SELECT may be keys.',
    [
      [
        'How many bicycles are there of each brand?',
        'SELECT brand, COUNT(*) FROM bicycle GROUP BY brand',
      ],
      [
        'How many hours were worked in each month?',
        "SELECT DATE_FORMAT(started_at, '%Y-%m') AS month, SUM(hours) FROM repair GROUP BY month",
      ],
    ],
  ),
  page(
    'LEFT JOIN',
    'Rows without a match',
    'LEFT JOIN keeps rows of the first table that find none in the second, with NULL for its columns. RIGHT JOIN is the mirror; there is no FULL JOIN: a LEFT JOIN united with a RIGHT JOIN gives it.',
    [
      [
        'How many bicycles does each customer have, also none?',
        'SELECT customer.name, COUNT(bicycle.id) FROM customer LEFT JOIN bicycle ON bicycle.customer_id = customer.id GROUP BY customer.id, customer.name',
      ],
      [
        'Which customers have no bicycle?',
        'SELECT customer.name FROM customer LEFT JOIN bicycle ON bicycle.customer_id = customer.id WHERE bicycle.id IS NULL',
      ],
    ],
  ),
  page(
    'USING',
    'Joins on columns of one name',
    'JOIN … USING (column) joins where the columns of that name are equal, and shows the column once.',
    [
      [
        'Which quantities were used in repairs of over 5 hours?',
        'SELECT repair_id, quantity FROM repair_part JOIN (SELECT id AS repair_id, hours FROM repair) AS long_repair USING (repair_id) WHERE hours > 5',
      ],
    ],
  ),
  page(
    'EXISTS',
    'Whether there are rows',
    'EXISTS (query) is true when the query gives a row; it may refer to the row around it. NOT EXISTS finds what is missing, safely beside NULL, where NOT IN is not.',
    [
      [
        'Which parts were used in some repair?',
        'SELECT name FROM part WHERE EXISTS (SELECT 1 FROM repair_part WHERE repair_part.part_id = part.id)',
      ],
      [
        'Which customers never had a repair?',
        'SELECT name FROM customer WHERE NOT EXISTS (SELECT 1 FROM repair JOIN bicycle ON bicycle.id = repair.bicycle_id WHERE bicycle.customer_id = customer.id)',
      ],
    ],
  ),
  page(
    'ALL',
    'Comparing with every row',
    'x > ALL (query) is true when x is above every value that the query gives, x > ANY (query) when it is above one.',
    [
      [
        'Which parts cost more than every part of which over 50 are in stock?',
        'SELECT name FROM part WHERE price > ALL (SELECT price FROM part WHERE stock > 50)',
      ],
    ],
  ),
  page(
    'BETWEEN',
    'Ranges',
    'x BETWEEN a AND b includes both ends. A date stands for its midnight beside times: a range of times until the end of a day is better written with < the next day.',
    [['Which parts cost from 5 to 20?', 'SELECT name FROM part WHERE price BETWEEN 5 AND 20']],
  ),
  page(
    'COLLATE',
    'How texts compare',
    'COLLATE names the rules for one comparison: collations that end with _ci ignore case, _bin compares code points. A column has a collation of its own otherwise.',
    [
      [
        'Which notes contain chain in any case?',
        "SELECT note FROM repair WHERE note COLLATE utf8mb4_general_ci LIKE '%chain%'",
      ],
    ],
  ),
];
