import type { TutorialPage } from '@momq/dialect';

/** Functions of one value: numbers, conditions and texts. */
export const valuePages: readonly TutorialPage[] = [
  {
    keyword: 'SAFE_DIVIDE',
    title: 'Divide, NULL by zero',
    prose:
      'SAFE_DIVIDE(a, b) is a / b, and NULL where b is 0, where / fails. x / y is a fraction also of integers. Other dialects write a / NULLIF(b, 0).',
    examples: [
      {
        question: 'How many pieces per seat did each shop sell?',
        query:
          'SELECT shop.name, SAFE_DIVIDE(SUM(sale.quantity), ANY_VALUE(shop.seats)) AS per_seat FROM shop JOIN sale ON sale.shop_id = shop.id GROUP BY shop.name ORDER BY shop.name',
      },
    ],
  },
  {
    keyword: 'DIV',
    title: 'Divide whole numbers',
    prose:
      'DIV(a, b) divides integers and drops the remainder, as / does in SQLite and PostgreSQL; MOD(a, b) is the remainder.',
    examples: [
      {
        question: 'How many full boxes of four does each sale fill?',
        query:
          'SELECT id, DIV(quantity, 4) AS boxes, MOD(quantity, 4) AS rest FROM sale ORDER BY id',
      },
    ],
  },
  {
    keyword: 'SAFE_CAST',
    title: 'Another type, NULL where it fails',
    prose:
      'SAFE_CAST(x AS INT64) gives NULL where CAST would fail. Types are INT64, FLOAT64, NUMERIC, STRING, BOOL, DATE, DATETIME, TIMESTAMP, BYTES.',
    examples: [
      {
        question: 'Which of the words 12, 3.5 and ten are whole numbers?',
        query:
          "SELECT word, SAFE_CAST(word AS INT64) AS number FROM UNNEST(['12', '3.5', 'ten']) AS word ORDER BY word",
      },
    ],
  },
  {
    keyword: 'SAFE.',
    title: 'NULL where a function fails',
    prose:
      'SAFE. before a function gives NULL where it would fail: SAFE.PARSE_DATE, SAFE.SQRT, SAFE.SUBSTR.',
    examples: [
      {
        question: 'What are the square roots of 9 and -9?',
        query: 'SELECT n, SAFE.SQRT(n) AS root FROM UNNEST([9, -9]) AS n ORDER BY n',
      },
    ],
  },
  {
    keyword: 'ROUND',
    title: 'Round a number',
    prose: 'ROUND(x, n) rounds to n digits behind the point, halves away from zero.',
    examples: [
      {
        question: 'What is the average price of each kind of product, to one digit?',
        query:
          'SELECT kind, ROUND(AVG(price), 1) AS price FROM product GROUP BY kind ORDER BY kind',
      },
    ],
  },
  {
    keyword: 'GREATEST',
    title: 'The largest of several values',
    prose:
      'GREATEST(a, b) is the largest of its arguments, LEAST the smallest; NULL where one is NULL.',
    examples: [
      {
        question: 'Show the prices, each at least 3 euros.',
        query: 'SELECT name, GREATEST(price, 3) AS price FROM product ORDER BY name',
      },
    ],
  },
  {
    keyword: 'COALESCE',
    title: 'The first value that is there',
    prose:
      'COALESCE(a, b, …) is the first argument that is not NULL; IFNULL(a, b) is short for two.',
    examples: [
      {
        question: 'What discount did each sale have, 0 where none is noted?',
        query: 'SELECT id, COALESCE(discount_percent, 0) AS discount FROM sale ORDER BY id',
      },
    ],
  },
  {
    keyword: 'IF(',
    title: 'One of two values',
    prose:
      'IF(condition, a, b) is a where the condition is true, else b. PostgreSQL has only CASE, SQLite IIF.',
    examples: [
      {
        question: 'Is each baker an apprentice or trained?',
        query:
          "SELECT name, IF(apprentice, 'apprentice', 'trained') AS rank FROM baker ORDER BY name",
      },
    ],
  },
  {
    keyword: 'NULLIF',
    title: 'NULL in place of a value',
    prose: 'NULLIF(a, b) is NULL where the two are equal, else a.',
    examples: [
      {
        question: 'How many sales had a discount other than 0?',
        query: 'SELECT COUNT(NULLIF(discount_percent, 0)) AS discounted FROM sale',
      },
    ],
  },
  {
    keyword: 'LIKE',
    title: 'Match a pattern',
    prose:
      'x LIKE pattern: % is any text, _ one character. Case counts: LOWER(x) LIKE for any case. A backslash before % or _ takes it as it is; in a text constant it is written twice.',
    examples: [
      {
        question: "Which products have 'bar' or 'BAR' in their name?",
        query: "SELECT name FROM product WHERE LOWER(name) LIKE '%bar%'",
      },
    ],
  },
  {
    keyword: 'REGEXP_CONTAINS',
    title: 'Does a regular expression match?',
    prose:
      "REGEXP_CONTAINS(text, r'pattern') is true where the pattern matches somewhere; r before a text constant leaves backslashes alone. PostgreSQL writes ~, MySQL REGEXP.",
    examples: [
      {
        question: 'Which bakers have a last name with a small word before it?',
        query: "SELECT name FROM baker WHERE REGEXP_CONTAINS(name, r' (de|van|von) ')",
      },
    ],
  },
  {
    keyword: 'REGEXP_EXTRACT',
    title: 'The part that matches',
    prose:
      "REGEXP_EXTRACT(text, r'(pattern)') is the part in brackets of the first match, NULL without one.",
    examples: [
      {
        question: 'What is the first name of each baker?',
        query: "SELECT REGEXP_EXTRACT(name, r'^\\w+') AS first_name FROM baker ORDER BY first_name",
      },
    ],
  },
  {
    keyword: 'REGEXP_REPLACE',
    title: 'Replace what matches',
    prose:
      'REGEXP_REPLACE(text, pattern, replacement) replaces every match; \\\\1 is the first group.',
    examples: [
      {
        question: 'Write the names of the bakers as last name, first name.',
        query:
          "SELECT REGEXP_REPLACE(name, r'^(\\w+) (.+)$', r'\\2, \\1') AS sorted FROM baker ORDER BY sorted",
      },
    ],
  },
  {
    keyword: 'SPLIT',
    title: 'Text to an array',
    prose:
      "SPLIT(text, ',') is the array of the parts between commas; [OFFSET(0)] takes the first, [SAFE_OFFSET(5)] NULL where there is none.",
    examples: [
      {
        question: 'What is the last name of each baker?',
        query: "SELECT name, SPLIT(name, ' ')[SAFE_OFFSET(1)] AS last FROM baker ORDER BY name",
      },
    ],
  },
  {
    keyword: 'STRPOS',
    title: 'Where a text begins in another',
    prose:
      'STRPOS(text, part) counts from 1 and is 0 where the part does not occur. MySQL has LOCATE, SQLite INSTR.',
    examples: [
      {
        question: 'Where is the blank in each name of a product?',
        query: "SELECT name, STRPOS(name, ' ') AS blank FROM product ORDER BY name",
      },
    ],
  },
  {
    keyword: 'SUBSTR',
    title: 'A part of a text',
    prose: 'SUBSTR(text, from, length) counts places from 1; from the end with a negative place.',
    examples: [
      {
        question: 'What are the first three letters of each city?',
        query: 'SELECT DISTINCT SUBSTR(city, 1, 3) AS code FROM shop ORDER BY code',
      },
    ],
  },
  {
    keyword: 'CONCAT',
    title: 'Join texts',
    prose: 'CONCAT(a, b, …) and a || b join texts; NULL where a part is NULL.',
    examples: [
      {
        question: 'Write each shop with its city.',
        query: "SELECT CONCAT(name, ', ', city) AS place FROM shop ORDER BY place",
      },
    ],
  },
  {
    keyword: 'STARTS_WITH',
    title: 'Does a text begin so?',
    prose:
      'STARTS_WITH(text, part) and ENDS_WITH(text, part) compare beginnings and ends; case counts.',
    examples: [
      {
        question: "Which products' names begin with A?",
        query: "SELECT name FROM product WHERE STARTS_WITH(name, 'A') ORDER BY name",
      },
    ],
  },
  {
    keyword: 'LPAD',
    title: 'Fill a text up',
    prose: 'LPAD(text, length, fill) fills a text up at its beginning, RPAD at its end.',
    examples: [
      {
        question: 'Write the numbers of the sales with three digits.',
        query: "SELECT LPAD(CAST(id AS STRING), 3, '0') AS number FROM sale ORDER BY number",
      },
    ],
  },
  {
    keyword: 'FORMAT(',
    title: 'Values in a text',
    prose: "FORMAT('%s costs %.2f', name, price) writes values into a text as printf does.",
    examples: [
      {
        question: 'Write a price list.',
        query: "SELECT FORMAT('%s: %.2f', name, price) AS line FROM product ORDER BY line",
      },
    ],
  },
];
