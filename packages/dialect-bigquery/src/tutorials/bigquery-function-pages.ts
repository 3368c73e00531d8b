import type { TutorialPage } from '@momq/dialect';

/** Numbers, texts, aggregates, arrays and JSON. */
export const functionPages: readonly TutorialPage[] = [
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
  {
    keyword: 'COUNTIF',
    title: 'Count rows that fulfil a condition',
    prose:
      'COUNTIF(condition) counts the rows for which the condition is true. Other dialects write SUM(CASE WHEN … THEN 1 ELSE 0 END), PostgreSQL COUNT(*) FILTER (WHERE …).',
    examples: [
      {
        question: 'How many sales of each shop had a discount?',
        query:
          'SELECT shop_id, COUNTIF(discount_percent > 0) AS discounted FROM sale GROUP BY shop_id ORDER BY shop_id',
      },
    ],
  },
  {
    keyword: 'COUNT(DISTINCT',
    title: 'Count different values',
    prose: 'COUNT(DISTINCT x) counts values once, NULL not at all.',
    examples: [
      {
        question: 'How many different products were sold?',
        query: 'SELECT COUNT(DISTINCT product_id) AS products FROM sale',
      },
    ],
  },
  {
    keyword: 'ANY_VALUE',
    title: 'Some value of a group',
    prose:
      'ANY_VALUE(x) takes a value of the group, for columns that are the same in all its rows.',
    examples: [
      {
        question: 'How many sales does each shop have, with its city?',
        query:
          'SELECT shop.name, ANY_VALUE(shop.city) AS city, COUNT(*) AS sales FROM shop JOIN sale ON sale.shop_id = shop.id GROUP BY shop.name ORDER BY shop.name',
      },
    ],
  },
  {
    keyword: 'STRING_AGG',
    title: 'Texts of a group as one',
    prose:
      "STRING_AGG(x, ', ' ORDER BY x) joins the texts of a group. MySQL has GROUP_CONCAT, SQLite too.",
    examples: [
      {
        question: 'Which bakers work in each shop, in one text?',
        query:
          "SELECT shop_id, STRING_AGG(name, ', ' ORDER BY name) AS bakers FROM baker GROUP BY shop_id ORDER BY shop_id",
      },
    ],
  },
  {
    keyword: 'ARRAY_AGG',
    title: 'Values of a group as an array',
    prose:
      'ARRAY_AGG(x ORDER BY y LIMIT n) gathers the values of a group in an array; IGNORE NULLS leaves NULL out, which an array of a result may not hold.',
    examples: [
      {
        question: 'What are the two largest quantities sold in each shop?',
        query:
          'SELECT shop_id, ARRAY_AGG(quantity ORDER BY quantity DESC LIMIT 2) AS largest FROM sale GROUP BY shop_id ORDER BY shop_id',
      },
    ],
  },
  {
    keyword: 'ARRAY_LENGTH',
    title: 'How many elements an array has',
    prose: 'ARRAY_LENGTH(array) counts the elements of an array.',
    examples: [
      {
        question: 'How many languages does each baker speak?',
        query:
          "SELECT name, ARRAY_LENGTH(SPLIT(languages, ',')) AS languages FROM baker ORDER BY name",
      },
    ],
  },
  {
    keyword: 'ARRAY_TO_STRING',
    title: 'An array as text',
    prose: 'ARRAY_TO_STRING(array, separator) joins the elements of an array of texts.',
    examples: [
      {
        question: 'Write the languages of each baker with blanks between them.',
        query:
          "SELECT name, ARRAY_TO_STRING(SPLIT(languages, ','), ' ') AS languages FROM baker ORDER BY name",
      },
    ],
  },
  {
    keyword: 'ARRAY(',
    title: 'A query as an array',
    prose: 'ARRAY(query) is the array of the one column of a query; PostgreSQL has it too.',
    examples: [
      {
        question: 'Which quantities did each shop sell, as an array?',
        query:
          'SELECT name, ARRAY(SELECT quantity FROM sale WHERE sale.shop_id = shop.id ORDER BY id) AS quantities FROM shop ORDER BY name',
      },
    ],
  },
  {
    keyword: 'GENERATE_ARRAY',
    title: 'Numbers in a row',
    prose: 'GENERATE_ARRAY(1, 5) is the array of 1 to 5; a third argument is the step.',
    examples: [
      {
        question: 'Which numbers from 1 to 9 are no number of a sale of shop 1?',
        query:
          'SELECT n FROM UNNEST(GENERATE_ARRAY(1, 9)) AS n WHERE n NOT IN (SELECT id FROM sale WHERE shop_id = 1) ORDER BY n',
      },
    ],
  },
  {
    keyword: 'JSON_VALUE',
    title: 'A value of a JSON text',
    prose:
      "JSON_VALUE(json, '$.a.b') gives a single value as text, NULL where there is none. MySQL writes ->>, SQLite JSON_EXTRACT.",
    examples: [
      {
        question: 'How heavy is each product in grams?',
        query:
          "SELECT name, CAST(JSON_VALUE(details, '$.grams') AS INT64) AS grams FROM product ORDER BY name",
      },
    ],
  },
  {
    keyword: 'JSON_VALUE_ARRAY',
    title: 'A list of a JSON text',
    prose: "JSON_VALUE_ARRAY(json, '$.list') gives an array of texts; UNNEST makes rows of it.",
    examples: [
      {
        question: 'Which products contain egg?',
        query:
          "SELECT name FROM product WHERE 'egg' IN UNNEST(JSON_VALUE_ARRAY(details, '$.allergens'))",
      },
    ],
  },
  {
    keyword: 'LAG',
    title: 'The row before',
    prose: 'LAG(x) OVER (ORDER BY …) is the value of the row before, LEAD that of the one behind.',
    examples: [
      {
        question: 'When was the sale before each sale of shop 1?',
        query:
          'SELECT id, LAG(sold_at) OVER (ORDER BY sold_at) AS before FROM sale WHERE shop_id = 1 ORDER BY id',
      },
    ],
  },
  {
    keyword: 'FIRST_VALUE',
    title: 'The first value of a window',
    prose:
      'FIRST_VALUE(x) OVER (…) is the value of the first row, LAST_VALUE of the last one of the frame.',
    examples: [
      {
        question: 'Show each product with the cheapest of its kind.',
        query:
          'SELECT name, FIRST_VALUE(name) OVER (PARTITION BY kind ORDER BY price) AS cheapest FROM product ORDER BY name',
      },
    ],
  },
  {
    keyword: 'NTILE',
    title: 'Groups of one size',
    prose:
      'NTILE(n) OVER (ORDER BY …) deals the rows out to n groups of one size and numbers those.',
    examples: [
      {
        question: 'Split the products into a cheap and a dear half.',
        query: 'SELECT name, NTILE(2) OVER (ORDER BY price) AS half FROM product ORDER BY name',
      },
    ],
  },
  {
    keyword: 'PERCENTILE_CONT',
    title: 'Median and other percentiles',
    prose:
      'PERCENTILE_CONT(x, 0.5) OVER () is the median, between the two middle values where their number is even. It is a window function here; PostgreSQL writes WITHIN GROUP.',
    examples: [
      {
        question: 'What is the median price?',
        query: 'SELECT DISTINCT PERCENTILE_CONT(price, 0.5) OVER () AS median FROM product',
      },
    ],
  },
  {
    keyword: 'STDDEV_POP',
    title: 'How far values spread',
    prose:
      'STDDEV_POP(x) is the standard deviation of all values, STDDEV_SAMP that of a sample; VAR_POP its square.',
    examples: [
      {
        question: 'How much do the prices spread?',
        query: 'SELECT ROUND(STDDEV_POP(price), 3) AS spread FROM product',
      },
    ],
  },
  {
    keyword: 'LOGICAL_OR',
    title: 'Is it true of some row?',
    prose:
      'LOGICAL_OR(condition) is true where it holds for a row of the group, LOGICAL_AND where for all.',
    examples: [
      {
        question: 'Does each shop have an apprentice?',
        query:
          'SELECT shop_id, LOGICAL_OR(apprentice) AS teaches FROM baker GROUP BY shop_id ORDER BY shop_id',
      },
    ],
  },
  {
    keyword: 'FARM_FINGERPRINT',
    title: 'A steady sample',
    prose:
      'FARM_FINGERPRINT(text) is a number that is always the same for a text: MOD(ABS(FARM_FINGERPRINT(key)), 10) = 0 takes about a tenth of the rows, the same ones each time.',
    examples: [
      {
        question: 'Assign each product to one of two test groups.',
        query:
          'SELECT name, MOD(ABS(FARM_FINGERPRINT(name)), 2) AS test_group FROM product ORDER BY name',
      },
    ],
  },
];
