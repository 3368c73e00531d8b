import type { TutorialPage } from '@momq/dialect';
import { page } from './tutorial-page.js';

/** Functions of texts that MySQL spells or means in a way of its own. */
export const mysqlTextPages: readonly TutorialPage[] = [
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
