import { formOf } from './statement-grammar.js';
import type { SentenceOf } from './syntax-tree.js';
import type { TokenReader } from './token-reader.js';

type Form = ReturnType<typeof formOf>;

/** Parts of the statements below. */
const rules = new Map<string, Form>();
const rule = (name: string, text: string): void => void rules.set(name, formOf(text, rules));

rule('if-not-exists', '[ IF NOT EXISTS ]');
rule('if-exists', '[ IF EXISTS ]');
rule('schema', '( TAG | EDGE )');
rule(
  'type',
  "( FIXED_STRING '(' positive ')' | GEOGRAPHY [ '(' ( POINT | LINESTRING | POLYGON ) ')' ] | ( LIST | SET ) '<' <type> '>' | BOOL | INT8 | INT16 | INT32 | INT64 | INT | FLOAT | DOUBLE | STRING | TIMESTAMP | DATE | TIME | DATETIME | DURATION )",
);
rule('column', 'name <type> [ +{ ( NOT NULL | NULL | DEFAULT value | COMMENT string ) } ]');
rule('columns', "'(' [ { <column> } [ ',' ] ] ')'");
rule('ttl', "( TTL_DURATION '=' natural | TTL_COL '=' ( string | name ) | COMMENT '=' string )");
rule(
  'space-option',
  "( PARTITION_NUM '=' integer | REPLICA_FACTOR '=' integer | VID_TYPE '=' <type> | CHARSET '=' name | COLLATE '=' name | ATOMIC_EDGE '=' ( TRUE | FALSE ) | GROUP '=' name )",
);
rule('comment', "[ COMMENT [ '=' ] string ]");
rule('names', "( '(' [ { name } ] ')' )");
rule('vid', "( string | integer | '+' integer | value )");
rule('rank', "[ '@' ( integer | value ) ]");
rule('values', "'(' [ { value } ] ')'");
rule('end', '( string | integer | <reference> | value )');
rule('reference', 'value');
rule('field', "( name '.' name | name )");
rule('assignments', "SET { <field> '=' value } [ WHEN value ] yield");
rule('account', '( name | string )');
rule('role', '( GOD | ADMIN | DBA | USER | GUEST )');
rule('zones', '{ ( name | string ) }');

/** Statements that define, write or administer, by their first keyword. They are only recognised, never run. */
const statements: Readonly<Record<string, string>> = {
  CREATE: `
    SPACE <if-not-exists> name ( AS name | [ '(' { <space-option> } ')' ] <comment> [ ON { name } ] <comment> )
    | <schema> INDEX <if-not-exists> name ON name '(' [ { name [ '(' positive ')' ] } ] ')' [ WITH '(' { name '=' value } ')' ] <comment>
    | FULLTEXT <schema> INDEX <if-not-exists> name ON name '(' { name } ')' [ name '=' string ]
    | <schema> <if-not-exists> name <columns> [ { <ttl> } ]
    | USER <if-not-exists> <account> [ WITH PASSWORD string ] [ WITH IP WHITELIST string ]
    | SNAPSHOT`,
  ALTER: `
    <schema> name ( { ( ( ADD | CHANGE ) <columns> | DROP <names> ) } [ ',' ] [ { <ttl> } ] | { <ttl> } )
    | SPACE name ADD ZONE <zones> | USER <account> WITH PASSWORD string`,
  DROP: `
    SPACE <if-exists> name | <schema> INDEX <if-exists> name | FULLTEXT INDEX <if-exists> name | <schema> <if-exists> name
    | USER <if-exists> <account> | SNAPSHOT name | ZONE ( name | string ) | HOSTS { string ':' integer } | LISTENER rest`,
  DESCRIBE: `( SPACE name | <schema> INDEX name | FULLTEXT INDEX name | <schema> name | USER <account> | ZONE ( name | string ) )`,
  SHOW: `
    HOSTS [ ( GRAPH | META | STORAGE | AGENT | DRAINER ) ] | SPACES | PARTS [ { integer } ] | TAGS | EDGES | <schema> INDEXES [ BY name ]
    | <schema> INDEX STATUS | FULLTEXT INDEXES | FULLTEXT INDEX STATUS | USERS | ROLES IN name | CONFIGS [ ( GRAPH | META | STORAGE ) ]
    | CREATE ( SPACE name | <schema> INDEX name | <schema> name ) | SNAPSHOTS | CHARSET | COLLATION | STATS
    | [ LOCAL ] ( SESSIONS | QUERIES ) | SESSION integer | [ ALL ] QUERIES | TOP integer QUERIES | ZONES | JOBS | JOB integer
    | TEXT SEARCH CLIENTS | LISTENER | META LEADER | GROUPS`,
  INSERT: `
    VERTEX [ IGNORE_EXISTED_INDEX ] <if-not-exists> [ IGNORE_EXISTED_INDEX ] { name [ <names> ] } ( VALUES | VALUE ) { <vid> ':' <values> }
    | EDGE [ IGNORE_EXISTED_INDEX ] <if-not-exists> [ IGNORE_EXISTED_INDEX ] name [ <names> ] ( VALUES | VALUE ) { <vid> '->' <vid> <rank> ':' <values> }`,
  DELETE: `
    VERTEX vids [ WITH EDGE ] | TAG ( '*' | { name } ) FROM vids
    | EDGE name { <end> '->' <end> <rank> }`,
  UPDATE: `
    VERTEX ( ON name { <vid> } | <vid> ) <assignments>
    | EDGE ( ON name { <vid> '->' <vid> <rank> } | <vid> '->' <vid> <rank> OF name ) <assignments>
    | CONFIGS rest`,
  GRANT: '[ ROLE ] <role> ON name TO <account>',
  REVOKE: '[ ROLE ] <role> ON name FROM <account>',
  CHANGE: 'PASSWORD <account> FROM string TO string',
  REBUILD: '( <schema> INDEX [ { name } ] | FULLTEXT INDEX )',
  SUBMIT:
    'JOB ( COMPACT | FLUSH | STATS | BALANCE rest | REBUILD rest | DOWNLOAD rest | INGEST rest | DATA rest | LEADER rest )',
  RECOVER: 'JOB [ { integer } ]',
  STOP: 'JOB integer',
  KILL: "( QUERY '(' { name '=' value } ')' | SESSION value | SESSIONS value )",
  CLEAR: 'SPACE <if-exists> name',
  BALANCE: '( LEADER | DATA rest | IN ZONE rest | ACROSS ZONE rest | rest )',
  ADD: '( HOSTS rest | LISTENER rest | ZONE rest )',
  REMOVE: 'LISTENER rest',
  MERGE: 'ZONE rest',
  RENAME: 'ZONE rest',
  DIVIDE: 'ZONE rest',
  GET: 'CONFIGS rest',
  SIGN: '( IN ( TEXT | STORAGE | DRAINER ) SERVICE rest | OUT ( TEXT | DRAINER ) SERVICE )',
  DOWNLOAD: 'HDFS rest',
  INGEST: '[ ( TAG | EDGE ) name ]',
};

const forms = new Map<string, Form>(
  Object.entries(statements).map(([word, text]) => [word, formOf(text, rules)]),
);
forms.set('DESC', forms.get('DESCRIBE')!);
forms.set('UPSERT', forms.get('UPDATE')!);

/** A statement that does not query. @throws QuerySyntaxError for what nGQL has not */
export function parseOther(reader: TokenReader): SentenceOf<'other'> {
  const { start, word } = reader.peek();
  const form = forms.get(word);
  if (form === undefined) throw reader.error('a statement');
  reader.next();
  form(reader);
  return { kind: 'other', name: word, start, end: reader.lastEnd };
}
