import type { TutorialPage } from '@momq/dialect';

/** Functions of many values: groups, arrays, JSON and windows. */
export const groupPages: readonly TutorialPage[] = [
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
