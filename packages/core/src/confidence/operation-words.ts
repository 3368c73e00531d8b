import type { QueryAnalysis } from '@momq/dialect';

/** What a word of a question asks a query to do. */
export type Operation = 'aggregate' | 'compare' | 'count' | 'distinct' | 'negate' | 'superlative';

/** Stems that hold a question together and say nothing that a query could leave out. */
const grammatical = new Set(
  (
    'a an the thi that these those there here it them they their he hi she her we our us you your i me my of in on at to for from by with as ' +
    'and or but if then so than too also onli just ani some all both everi such same other els own into onto about between among within dure over ' +
    'under through per via up down out off ha have had do doe did done be is ar are wa were been am can could will would should shall may might must ' +
    'what which who whom whose when where why how whatev show list give find tell get return displai print present provid select see look want ' +
    'need like know let pleas retriev fetch identifi determin comput calcul includ contain correspond respect relat associ belong regard concern accord ' +
    'name call id number each on along togeth whether ye hello current exist avail us one thei ascend descend alphabet lexicograph as it'
  ).split(' '),
);

/** Stems that are about content only where something in the database is called so. */
const generic = new Set(
  (
    'titl inform detail data record row entri item thing valu result databas tabl column field kind type sort order time first last top bottom ' +
    'state make made take report total count half rest whole case way part side given use term exact'
  ).split(' '),
);

const operations: readonly (readonly [Operation, string])[] = [
  ['aggregate', 'averag mean sum total overal combin altogeth'],
  [
    'compare',
    'more less fewer greater higher lower older younger longer shorter larger smaller bigger earlier later exceed abov below befor after sinc until least',
  ],
  ['count', 'mani count'],
  ['distinct', 'distinct differ uniqu'],
  ['negate', 'not no never without except neither nor exclud lack miss none cannot'],
  [
    'superlative',
    'most fewest highest lowest largest smallest biggest oldest youngest longest shortest latest earliest newest maximum minimum max min greatest best worst cheapest',
  ],
];

const operationOf = new Map<string, Operation>(
  operations.flatMap(([operation, stems]) =>
    stems.split(' ').map((stem): [string, Operation] => [stem, operation]),
  ),
);

/** `grammar`: no query has to account for the word; `generic`: only where something is called so; `content`: every query has to. */
export function roleOf(stem: string): 'grammar' | 'generic' | 'content' {
  if (grammatical.has(stem) || !/\p{L}\p{L}|\p{N}/u.test(stem)) return 'grammar';
  return generic.has(stem) ? 'generic' : 'content';
}

/** What the word asks a query to do; undefined for words about the database's content. */
export function askedOperation(stem: string): Operation | undefined {
  return operationOf.get(stem);
}

/** True when a query shows an operation, in whatever dialect it is written. */
export function performs(
  operation: Operation,
  text: string,
  { functions, keywords }: Pick<QueryAnalysis, 'functions' | 'keywords'>,
): boolean {
  const calls = (...names: string[]): boolean =>
    functions.some((name) => names.includes(name.toLowerCase()));
  const says = (...names: string[]): boolean => keywords.some((name) => names.includes(name));
  switch (operation) {
    case 'aggregate':
      return calls('avg', 'sum', 'count', 'total');
    case 'compare':
      return /[<>]/.test(text) || says('BETWEEN', 'ORDER', 'EXCEPT', 'NOT');
    case 'count':
      return calls('count', 'sum', 'total');
    case 'distinct':
      return says('DISTINCT', 'GROUP', 'UNION', 'INTERSECT', 'EXCEPT') || calls('count');
    case 'negate':
      return /<>|!=/.test(text) || says('NOT', 'EXCEPT', 'NULL', 'FALSE');
    case 'superlative':
      return says('ORDER', 'LIMIT') || calls('max', 'min', 'rank', 'dense_rank', 'row_number');
  }
}
