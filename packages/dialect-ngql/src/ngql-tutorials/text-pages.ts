import { page, type AnsweredPage } from './tutorial-page.js';

/** Pages about functions of text. */
export const textPages: readonly AnsweredPage[] = [
  page(
    'LOWER',
    'Small letters',
    'lower(text) and toLower(text) make small letters, as lower() does in SQL.',
    [
      'Who lives in the town "ylva", whatever the case?',
      'MATCH (r:reader) WHERE lower(r.reader.town) == "ylva" RETURN r.reader.name AS name',
      [['Ben'], ['Dora']],
    ],
    ['How is QUIET written in small letters?', 'RETURN lower("QUIET") AS word', [['quiet']]],
  ),
  page(
    'UPPER',
    'Capital letters',
    'upper(text) and toUpper(text) make capital letters, as upper() does in SQL.',
    [
      'What are the names of the readers in capital letters?',
      'MATCH (r:reader) RETURN upper(r.reader.name) AS name',
      [['BEN'], ['CLEO'], ['DORA']],
    ],
    ['How is weir written in capital letters?', 'RETURN upper("weir") AS word', [['WEIR']]],
  ),
  page(
    'CONCAT',
    'Join texts',
    'concat(a, b, …) joins texts and is NULL where one is; a + b joins two. PostgreSQL and SQLite write ||.',
    [
      'Show each reader with the town in one text.',
      'MATCH (r:reader) RETURN concat(r.reader.name, " of ", r.reader.town) AS label',
      [['Ben of Ylva'], ['Cleo of Marsh'], ['Dora of Ylva']],
    ],
    ['What do "a" and "b" make?', 'RETURN concat("a", "b") AS word', [['ab']]],
  ),
  page(
    'CONCAT_WS',
    'Join texts with a separator',
    'concat_ws(separator, a, b, …) joins texts and leaves NULL out. MySQL and PostgreSQL have the same function.',
    [
      'What do a, nothing and c make with dashes between?',
      'RETURN concat_ws("-", "a", NULL, "c") AS word',
      [['a-c']],
    ],
    [
      'What are name and town of each reader, separated by a slash?',
      'MATCH (r:reader) RETURN concat_ws("/", r.reader.name, r.reader.town) AS label',
      [['Ben/Ylva'], ['Cleo/Marsh'], ['Dora/Ylva']],
    ],
  ),
  page(
    'SUBSTR',
    'A part of a text',
    'substr(text, from, length) and substring count from 0, where SQL counts from 1.',
    [
      'What are the first three letters of each title?',
      'MATCH (b:book) RETURN substr(b.book.title, 0, 3) AS letters',
      [['Sal'], ['The'], ['Lan'], ['Sma']],
    ],
    [
      'What is the part of "lantern" from the fourth letter on, three letters long?',
      'RETURN substr("lantern", 3, 3) AS part',
      [['ter']],
    ],
  ),
  page(
    'LEFT',
    'The beginning of a text',
    'left(text, n) is its first n letters; MySQL and PostgreSQL have it too.',
    [
      'What is the initial of each author?',
      'MATCH (a:author) RETURN left(a.author.name, 1) AS initial',
      [['M'], ['J'], ['A']],
    ],
    ['What are the first two letters of "weir"?', 'RETURN left("weir", 2) AS letters', [['we']]],
  ),
  page(
    'RIGHT',
    'The end of a text',
    'right(text, n) is its last n letters.',
    ['What are the last two letters of "weir"?', 'RETURN right("weir", 2) AS letters', [['ir']]],
    [
      'What is the last letter of each town?',
      'MATCH (r:reader) RETURN DISTINCT right(r.reader.town, 1) AS letter',
      [['a'], ['h']],
    ],
  ),
  page(
    'REPLACE',
    'Put other text in place',
    'replace(text, old, new) puts new text in the place of old, everywhere. SQL has the same function.',
    [
      'Write each title with underscores in place of spaces.',
      'MATCH (b:book) RETURN replace(b.book.title, " ", "_") AS title',
      [['Salt_Roads'], ['The_Quiet_Weir'], ['Lanterns'], ['Small_Atlas']],
    ],
    ['What is "salt" with "m" for "s"?', 'RETURN replace("salt", "s", "m") AS word', [['malt']]],
  ),
  page(
    'SPLIT',
    'Cut a text',
    'split(text, separator) is the list of what stands between. PostgreSQL writes string_to_array, MySQL SUBSTRING_INDEX.',
    ['Which parts has "a,b,c"?', 'RETURN split("a,b,c", ",") AS parts', [[['a', 'b', 'c']]]],
    [
      'How many words does each title have?',
      'MATCH (b:book) RETURN b.book.title AS title, size(split(b.book.title, " ")) AS words',
      [
        ['Salt Roads', 2],
        ['The Quiet Weir', 3],
        ['Lanterns', 1],
        ['Small Atlas', 2],
      ],
    ],
  ),
  page(
    'TRIM',
    'Without space at the ends',
    'trim(text) takes white space from both ends, ltrim from the beginning, rtrim from the end.',
    ['What is " quiet " without spaces around?', 'RETURN trim(" quiet ") AS word', [['quiet']]],
    [
      'What is " quiet " without the spaces before it?',
      'RETURN ltrim(" quiet ") AS word',
      [['quiet ']],
    ],
  ),
  page(
    'LPAD',
    'Fill up a text',
    'lpad(text, length, fill) puts text before it until it has the length, rpad behind it. MySQL and PostgreSQL have them too.',
    [
      'Write the number of each loan with four digits.',
      'MATCH (l:loan) RETURN lpad(toString(l.loan.loan_id), 4, "0") AS number',
      [['0001'], ['0002'], ['0003'], ['0004']],
    ],
    [
      'What is "ab" filled up with x to five letters?',
      'RETURN lpad("ab", 5, "x") AS word',
      [['xxxab']],
    ],
  ),
  page(
    'STRCASECMP',
    'Compare without case',
    'strcasecmp(a, b) is 0 where two texts are equal but for case.',
    [
      'Is Ylva the same as YLVA but for case?',
      'RETURN strcasecmp("Ylva", "YLVA") == 0 AS answer',
      [[true]],
    ],
    [
      'Which reader is called "cleo", whatever the case?',
      'MATCH (r:reader) WHERE strcasecmp(r.reader.name, "cleo") == 0 RETURN r.reader.name AS name',
      [['Cleo']],
    ],
  ),
  page(
    'EXTRACT',
    'Find what looks like a pattern',
    'extract(text, pattern) lists all parts of a text that a regular expression matches; text =~ pattern asks whether the whole text does. In SQL, EXTRACT takes parts of dates.',
    [
      'Which numbers stand in "4 of 12"?',
      'RETURN extract("4 of 12", "[0-9]+") AS numbers',
      [[['4', '12']]],
    ],
    [
      'How many words with a capital letter does each title have?',
      'MATCH (b:book) RETURN b.book.title AS title, size(extract(b.book.title, "[A-Z][a-z]*")) AS words',
      [
        ['Salt Roads', 2],
        ['The Quiet Weir', 3],
        ['Lanterns', 1],
        ['Small Atlas', 2],
      ],
    ],
  ),
  page(
    'JSON_EXTRACT',
    'Read JSON',
    'json_extract(text) makes a map of JSON; a dot takes a value. MySQL and SQLite give it a path as second argument.',
    ['Which value has a in {"a": 7}?', 'RETURN json_extract(\'{"a": 7}\').a AS value', [[7]]],
    [
      'Which colour is in {"colour": "blue"}?',
      'RETURN json_extract(\'{"colour": "blue"}\').colour AS colour',
      [['blue']],
    ],
  ),
  page(
    'REVERSE',
    'From the end to the beginning',
    'reverse(x) turns a text or a list round.',
    ['What is "weir" backwards?', 'RETURN reverse("weir") AS word', [['riew']]],
    ['What is the list 1, 2, 3 backwards?', 'RETURN reverse([1, 2, 3]) AS numbers', [[[3, 2, 1]]]],
  ),
];
