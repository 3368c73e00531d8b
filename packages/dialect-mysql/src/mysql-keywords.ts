import type { DialectKeywords } from '@momq/dialect';
import { NOT_RESERVED, RESERVED } from './mysql-words.js';

const words = (text: string): string[] => text.trim().split(/\s+/);

/** Words that few other dialects have, or that MySQL alone gives this meaning. */
const SPECIFIC =
  words(`ACCESSIBLE AUTO_INCREMENT BINARY CHARSET DATABASES DELAYED DISTINCTROW DIV DUAL DUMPFILE ENCLOSED ENGINE
ESCAPED FORCE FULLTEXT HIGH_PRIORITY INFILE KEYS LOW_PRIORITY MEMBER MICROSECOND MINUTE_SECOND OPTIONALLY OUTFILE QUARTER REGEXP
RLIKE SEPARATOR SIGNED SOUNDS STRAIGHT_JOIN STRIPED UNSIGNED UTC_DATE UTC_TIMESTAMP XOR YEAR_MONTH ZEROFILL`).filter(
    (word) => words(`${RESERVED} ${NOT_RESERVED}`).includes(word),
  );

/** Words that MariaDB reserves and MySQL does not (https://mariadb.com/kb/en/reserved-words/). */
const MARIADB =
  words(`CURRENT_ROLE DELETE_DOMAIN_ID DO_DOMAIN_IDS GENERAL IGNORE_DOMAIN_IDS IGNORE_SERVER_IDS
MASTER_HEARTBEAT_PERIOD OFFSET PAGE_CHECKSUM PARSE_VCOL_EXPR REF_SYSTEM_ID RETURNING ROWNUM SLOW STATS_AUTO_RECALC
STATS_PERSISTENT STATS_SAMPLE_PAGES`);

/** Keywords of MySQL that are no names without backticks. */
export const reservedWords: ReadonlySet<string> = new Set(words(RESERVED));

/** Names that a query puts into backticks, so that MySQL and MariaDB read it. */
export const quotedWords: ReadonlySet<string> = new Set([...reservedWords, ...MARIADB]);

/** Keywords of MySQL. */
export const mysqlKeywords: DialectKeywords = {
  all: [...words(RESERVED), ...words(NOT_RESERVED)].sort(),
  specific: SPECIFIC,
  // without SOUNDS LIKE and CHARSET(), which the embedded engine lacks, and the words of statements that write or administer
  inQueries:
    words(`BINARY DISTINCTROW DIV DUAL FORCE HIGH_PRIORITY MEMBER MICROSECOND MINUTE_SECOND QUARTER REGEXP RLIKE SEPARATOR
SIGNED STRAIGHT_JOIN UNSIGNED UTC_DATE UTC_TIMESTAMP XOR YEAR_MONTH`),
};
