import type { QuestionWord } from '../linking/question-words.js';
import type { Operation } from './operations.js';

const wordSet = (words: string): ReadonlySet<string> => new Set(words.split(' '));

/** Stems that hold a question together and say nothing that a query could leave out. */
const grammatical = wordSet(
  'a an the thi that these those there here it them they thei their he hi she her we our us you your i me my of in on at to for from by with as ' +
    'and or but if then so than too also onli just ani some all both either such same other els own into onto about between among within dure over ' +
    'under through via up down out off ha have had having do doe did done be is ar are wa were been am can could will would should shall may might must ' +
    'what which who whom whose when where why how whatev show list give find tell get return displai print present provid select see look want ' +
    'need like know let pleas retriev fetch identifi determin comput calcul includ contain correspond respect relat associ belong regard concern accord ' +
    'name call id number on along togeth whether ye hello current exist avail us one com came come go goe able appear across take much substr phrase',
);

/** Stems that are about content only where something in the database is called so. */
const generic = wordSet(
  'titl inform detail data record row entri item thing valu result databas tabl column field kind type time first last top bottom ' +
    'state make made report half rest whole case way part side given use term exact group full amount wide well',
);

/** What single stems ask for. */
const asked = new Map<string, Operation>(
  Object.entries({
    average: 'averag mean',
    total: 'total sum overal combin altogeth',
    count: 'mani count',
    above:
      'more greater higher larger bigger longer taller heavier richer faster exceed abov after sinc later newer',
    below: 'less fewer lower smaller shorter cheaper lighter slower below befor until earlier',
    compare: 'older younger',
    largest:
      'most highest largest biggest longest tallest heaviest maximum max greatest best latest newest frequent popular common',
    smallest: 'fewest least lowest smallest shortest minimum min cheapest earliest',
    extreme: 'recent',
    order: 'sort order alphabet lexicograph ascend increas',
    descending: 'descend decreas',
    distinct: 'distinct differ uniqu',
    each: 'each everi per',
    negate:
      'not no never without except neither nor exclud lack miss none cannot don doesn didn isn aren wasn weren hasn haven',
  }).flatMap(([operation, stems]) =>
    stems.split(' ').map((stem): [string, Operation] => [stem, operation as Operation]),
  ),
);

const noSuperlatives = wordSet(
  'interest request forest contest protest harvest invest suggest digest arrest honest conquest midwest northwest southwest',
);

/** `grammar`: no query has to account for the word; `generic`: only where something is called so; `content`: every query has to. */
export function roleOf(stem: string): 'grammar' | 'generic' | 'content' {
  if (grammatical.has(stem) || !/\p{L}\p{L}|\p{N}/u.test(stem)) return 'grammar';
  return generic.has(stem) ? 'generic' : 'content';
}

/**
 * What a word asks a query to do, with the words around it in mind: `at least` compares, `the least common` is a superlative,
 * `number of` counts.
 *
 * @returns undefined for words about the database's content
 */
export function askedOperation(
  words: readonly Pick<QuestionWord, 'stem'>[],
  place: number,
): Operation | undefined {
  const { stem } = words[place]!;
  const previous = words[place - 1]?.stem;
  if (stem === 'number') return words[place + 1]?.stem === 'of' ? 'count' : undefined;
  if (previous === 'at' && stem === 'least') return 'above';
  if (previous === 'at' && stem === 'most') return 'below';
  if (previous === 'least' || previous === 'less')
    return asked.get(stem) === 'largest' ? undefined : asked.get(stem);
  const known = asked.get(stem);
  const superlative = known === undefined && /^\p{L}{3,}est$/u.test(stem);
  return superlative && !noSuperlatives.has(stem) ? 'extreme' : known;
}
