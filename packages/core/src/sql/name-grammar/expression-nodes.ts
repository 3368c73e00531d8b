import { NameList } from '../../text-grammar/name-list.js';
import type { AllowedNames, WrittenName } from '../../text-grammar/grammar-node.js';
import type { NameScope, Qualifier } from './query-names.js';
import type { SqlGrammarRules } from './sql-grammar-rules.js';
import type { SqlNodes } from './sql-nodes.js';
import { closed, opened, to, type SqlAction, type SqlNode, type SqlPlace } from './sql-place.js';

/** The nodes of expressions. */
export type ExpressionNodes = Pick<
  SqlNodes,
  | 'operand'
  | 'value'
  | 'item'
  | 'group'
  | 'callStart'
  | 'operator'
  | 'afterCall'
  | 'afterDirection'
  | 'type'
>;

/** Functions of which the first argument is mostly a text. */
const FORMATS = new Set(['strftime', 'printf', 'format', 'date', 'datetime', 'time', 'julianday']);

/** Functions written with words between their arguments. */
const WORDED = new Set(['substring', 'trim', 'position', 'overlay']);

/** What may stand in expressions. */
export function expressionNodes(
  nodes: SqlNodes,
  scope: NameScope,
  rules: SqlGrammarRules,
): ExpressionNodes {
  const has = (form: SqlGrammarRules['forms'][number]): boolean => rules.forms.includes(form);
  const functions = new NameList(rules.functions);
  const types = new NameList(rules.types);
  const literalTypes = new Set(rules.literalTypes);
  const toOperand = to(() => nodes.operand);
  const toValue = to(() => nodes.value);
  const toOperator = to(() => nodes.operator);
  const expression = (place: SqlPlace): SqlPlace => ({ ...place, node: nodes.operator });
  const only = (words: Readonly<Record<string, SqlAction>>): SqlNode => ({ words });
  const then = (words: Readonly<Record<string, SqlAction>>): SqlAction => to(() => only(words));
  const allWords = (words: readonly string[], action: SqlAction): Record<string, SqlAction> =>
    Object.fromEntries(words.map((word) => [word, action]));

  /** A column of the result without a name of its own, unless it is one already. */
  const unnamed = (place: SqlPlace): SqlPlace => {
    const { query } = place;
    return query.clause === 'select' && query.item === undefined
      ? { ...place, query: { ...query, item: null } }
      : place;
  };
  const toConstant: SqlAction = (place) => toOperator(unnamed(place));

  const fieldOf = (of: Qualifier): SqlNode => ({
    names: {
      begins: ({ query }, beginning) => scope.fieldBegins(query, of, beginning),
      take: (place, name) => {
        const query = scope.withField(place.query, of, name);
        return query && { ...place, query, node: nodes.operator };
      },
    },
    symbols: {
      '*': (place) =>
        place.frame.kind === 'query' &&
        place.query.clause === 'select' &&
        place.query.item === undefined
          ? {
              ...place,
              node: nodes.afterStar,
              query: {
                ...place.query,
                item: { star: 'source' in of ? of.source.key : of.alias },
                wantedAliases:
                  'source' in of || place.query.wantedAliases.some(({ key }) => key === of.alias)
                    ? place.query.wantedAliases
                    : [...place.query.wantedAliases, { key: of.alias, columns: [] }],
              },
            }
          : undefined,
    },
  });

  const names: AllowedNames<SqlPlace> = {
    begins: ({ query }, beginning) =>
      scope.columnBegins(query, beginning) ||
      scope.sourceBegins(query, beginning) ||
      (!beginning.quoted && functions.begins(beginning.text.toLowerCase())) ||
      (!beginning.quoted &&
        rules.literalTypes.some((word) => word.startsWith(beginning.text.toLowerCase()))),
    take: (place, name) => {
      const column = scope.withColumn(place.query, name);
      const of = scope.qualifier(place.query, name);
      const word = name.quoted ? '' : name.text.toLowerCase();
      const call = functions.has(word);
      const literal = literalTypes.has(word);
      if (column === undefined && of === undefined && !call && !literal) return undefined;
      const after = column === undefined ? {} : nodes.operator;
      return {
        ...place,
        query: column ?? place.query,
        node: {
          ...after,
          symbols: {
            ...after.symbols,
            ...(of !== undefined && { '.': () => ({ ...place, node: fieldOf(of) }) }),
            ...(call && { '(': () => called(place, word) }),
          },
          ...(literal && { text: () => toConstant(place) }),
        },
      };
    },
  };

  const called = (place: SqlPlace, name: string): SqlPlace | undefined => {
    const { query } = place;
    const item = query.clause === 'select' && query.item === undefined ? name : query.item;
    return opened(
      { ...place, query: { ...query, item } },
      { kind: 'call', part: name, then: to(() => nodes.afterCall) },
      FORMATS.has(name) ? { ...nodes.callStart, ...looseText } : nodes.callStart,
    );
  };

  /** A parenthesis that may hold a query. */
  const group =
    (node: () => SqlNode): SqlAction =>
    (place) =>
      opened(unnamed(place), { kind: 'group', then: (after) => toOperator(after) }, node());

  const looseText: SqlNode = has('text-in-name-quotes') ? { quotedText: toConstant } : {};

  const operandWords: Record<string, SqlAction> = {
    not: toOperand,
    exists: to(() => ({ symbols: { '(': group(() => nodes.subquery) } })),
    case: (place) =>
      opened(
        unnamed(place),
        { kind: 'case', part: 'case' },
        {
          ...operand,
          words: { ...operandWords, when: caseWord('when', ['case']) },
        },
      ),
    cast: to(() => ({
      symbols: {
        '(': (place) =>
          opened(unnamed(place), { kind: 'cast', then: (after) => toOperator(after) }, operand),
      },
    })),
    ...allWords(rules.constants, toConstant),
    ...(has('array') && {
      array: to(() => ({
        symbols: {
          '[': (place) => opened(unnamed(place), { kind: 'brackets', then: expression }, operand),
          '(': group(() => nodes.subquery),
        },
      })),
    }),
    ...(has('extract') && {
      extract: to(() => ({
        symbols: {
          '(': (place) =>
            opened(
              place,
              { kind: 'extract', part: 'extract', then: expression },
              {
                words: allWords(DATE_PARTS, then({ from: toOperand })),
              },
            ),
        },
      })),
    }),
  };

  const caseWord =
    (part: string, after: readonly string[]): SqlAction =>
    (place) => {
      const { frame } = place;
      if (frame.kind !== 'case' || !after.includes(frame.part ?? '')) return undefined;
      return {
        ...place,
        frame: { ...frame, part },
        node: part === 'when' ? nodes.operand : nodes.value,
      };
    };

  const operand: SqlNode = {
    names,
    words: operandWords,
    symbols: {
      '(': group(() => nodes.group),
      '-': toOperand,
      '+': toOperand,
      ...(rules.operators.includes('~') && { '~': toOperand }),
    },
    text: toConstant,
    number: toConstant,
  };

  const value: SqlNode = {
    ...operand,
    ...looseText,
    ...(has('quantified') && {
      words: {
        ...operandWords,
        ...allWords(
          ['any', 'all', 'some'],
          to(() => ({ symbols: { '(': group(() => nodes.group) } })),
        ),
      },
    }),
  };

  const groupStart: SqlNode = {
    ...operand,
    words: { ...operandWords, ...nodes.subquery.words },
  };

  const afterComma: SqlAction = (place) => {
    const { kind } = place.frame;
    if (kind === 'call') return toValue(place);
    if (kind === 'group' || kind === 'brackets') return toValue(place);
    return kind === 'window' ? toOperand(place) : nodes.nextItem(place);
  };

  const cased = (place: SqlPlace): SqlPlace | undefined => {
    const { frame } = place;
    if (frame.kind !== 'case' || frame.up === null) return undefined;
    if (frame.part !== 'then' && frame.part !== 'else') return undefined;
    return { ...place, frame: frame.up, node: nodes.operator };
  };

  const ordering = ({ frame, query }: SqlPlace): boolean =>
    frame.kind === 'window' ||
    frame.kind === 'call' ||
    (frame.kind === 'query' && query.clause === 'order');
  const direction: SqlAction = (place) =>
    ordering(place) ? { ...place, node: nodes.afterDirection } : undefined;
  const within =
    (kind: SqlPlace['frame']['kind'], action: SqlAction): SqlAction =>
    (place) =>
      place.frame.kind === kind ? action(place) : undefined;
  const worded =
    (action: SqlAction): SqlAction =>
    (place) =>
      place.frame.kind === 'call' && WORDED.has(place.frame.part ?? '') ? action(place) : undefined;
  const inList: SqlAction = to(() => ({
    symbols: { '(': group(() => ({ ...groupStart, ...looseText })) },
  }));
  const pattern = has('text-in-name-quotes') ? toValue : toOperand;
  const patternWords = {
    ...allWords(rules.patterns, pattern),
    ...(rules.patterns.includes('ilike') && { similar: then({ to: toOperand }) }),
  };

  const comma: Record<string, SqlAction> = {
    ',': afterComma,
    ')': (place) =>
      place.frame.kind === 'case' || place.frame.kind === 'brackets' || place.frame.kind === 'cast'
        ? undefined
        : closed(place, scope),
  };

  const afterDirection: SqlNode = {
    words: {
      nulls: then({ first: to(() => nodes.afterDirection), last: to(() => nodes.afterDirection) }),
      ...nodes.clauseWords,
      ...nodes.windowWords,
    },
    symbols: { ...comma, ';': nodes.finish },
    end: nodes.mayEnd,
  };

  const operatorWords: Record<string, SqlAction> = {
    and: toOperand,
    or: toOperand,
    is: to(() => ({
      ...(has('is-operand') ? value : {}),
      words: {
        ...(has('is-operand') ? operandWords : {}),
        ...isWords,
        not: to(() => ({
          ...(has('is-operand') ? value : {}),
          words: { ...(has('is-operand') ? operandWords : {}), ...isWords },
        })),
      },
    })),
    not: then({
      in: inList,
      between: toValue,
      ...patternWords,
      ...(has('is-operand') && { null: toOperator }),
    }),
    in: (place) => (place.frame.part === 'position' ? toOperand(place) : inList(place)),
    ...patternWords,
    between: toValue,
    escape: toOperand,
    collate: then(allWords(rules.collations, toOperator)),
    ...(has('isnull') && { isnull: toOperator, notnull: toOperator }),
    ...(has('at-time-zone') && { at: then({ time: then({ zone: toOperand }) }) }),
    asc: direction,
    desc: direction,
    nulls: (place) => (ordering(place) ? afterDirection.words?.['nulls']?.(place) : undefined),
    when: caseWord('when', ['case', 'then']),
    then: caseWord('then', ['when']),
    else: caseWord('else', ['then']),
    end: cased,
    from: (place) => worded(toOperand)(place) ?? nodes.clauseWords['from']?.(place),
    for: worded(toOperand),
    as: (place) =>
      place.frame.kind === 'cast' ? { ...place, node: nodes.type } : nodes.alias(place),
  };
  const isWords: Record<string, SqlAction> = {
    null: toOperator,
    true: toOperator,
    false: toOperator,
    unknown: toOperator,
    distinct: then({ from: toOperand }),
  };

  /** An alias without AS: behind what has no name of its own, where a misspelt keyword is unlikely. */
  const implicitAlias = (fits: (query: SqlPlace['query']) => boolean): AllowedNames<SqlPlace> =>
    nodes.freeName(
      (place, key) => ({ ...place, node: nodes.afterStar, query: { ...place.query, item: key } }),
      ({ frame, query }, _, quoted) =>
        !quoted && frame.kind === 'query' && query.clause === 'select' && fits(query),
    );

  const operator: SqlNode = {
    names: implicitAlias(({ item }) => item === null),
    words: {
      ...nodes.clauseWords,
      ...nodes.windowWords,
      ...operatorWords,
      order: (place) =>
        nodes.clauseWords['order']?.(place) ??
        nodes.windowWords['order']?.(place) ??
        within('call', then({ by: toOperand }))(place),
    },
    symbols: {
      ...comma,
      ...Object.fromEntries(rules.comparisons.map((symbol) => [symbol, toValue])),
      ...Object.fromEntries(
        rules.operators
          .filter((symbol) => symbol !== '~' || has('cast-operator'))
          .map((symbol) => [symbol, toOperand]),
      ),
      '*': toOperand,
      ...(has('cast-operator') && { '::': to(() => nodes.type) }),
      ...(has('array') && {
        '[': (place) => opened(place, { kind: 'brackets', then: expression }, operand),
        ']': (place) => (place.frame.kind === 'brackets' ? closed(place, scope) : undefined),
      }),
      ';': nodes.finish,
    },
    end: nodes.mayEnd,
  };

  const callStart: SqlNode = {
    ...operand,
    words: {
      ...operandWords,
      ...allWords(['distinct', 'all'], toOperand),
      ...allWords(
        ['both', 'leading', 'trailing'],
        worded(to(() => ({ ...operand, words: { ...operandWords, from: toOperand } }))),
      ),
    },
    symbols: {
      ...operand.symbols,
      '*': to(() => ({ symbols: { ')': (place) => closed(place, scope) } })),
      ')': (place) => closed(place, scope),
    },
  };

  const typeNames: AllowedNames<SqlPlace> = {
    begins: (_, { text, quoted }) => !quoted && types.begins(text.toLowerCase()),
    take: (place, { text, quoted }: WrittenName) =>
      !quoted && types.has(text.toLowerCase()) ? { ...place, node: afterType } : undefined,
  };
  const endCast: SqlAction = (place) =>
    place.frame.kind === 'cast' ? closed(place, scope) : operator.symbols?.[')']?.(place);
  const afterType: SqlNode = {
    ...operator,
    words: {
      ...operator.words,
      ...allWords(
        ['precision', 'varying'],
        to(() => afterType),
      ),
      ...allWords(['with', 'without'], then({ time: then({ zone: to(() => afterType) }) })),
    },
    symbols: {
      ...operator.symbols,
      ')': endCast,
      '(': (place) => opened(place, { kind: 'names', then: to(() => afterType) }, typeSize),
      ...(has('array') && {
        '[': to(() => ({ symbols: { ']': to(() => afterType) } })),
      }),
    },
  };
  const typeSize: SqlNode = {
    number: to(() => ({
      symbols: { ',': to(() => typeSize), ')': (place) => closed(place, scope) },
    })),
  };

  const afterCall: SqlNode = {
    ...operator,
    names: implicitAlias(() => true),
    words: {
      ...operator.words,
      over: to(() => ({
        symbols: {
          '(': (place) => opened(place, { kind: 'window', then: expression }, nodes.windowStart),
        },
        names: nodes.freeName((place) => ({ ...place, node: nodes.operator })),
      })),
      filter: to(() => ({
        symbols: {
          '(': (place) =>
            opened(
              place,
              { kind: 'filter', then: to(() => nodes.afterCall) },
              only({ where: toOperand }),
            ),
        },
      })),
      within: then({
        group: to(() => ({
          symbols: {
            '(': (place) =>
              opened(
                place,
                { kind: 'window', then: to(() => nodes.afterCall) },
                only({ order: then({ by: toOperand }) }),
              ),
          },
        })),
      }),
    },
  };

  const item: SqlNode = {
    ...operand,
    symbols: {
      ...operand.symbols,
      '*': (place) =>
        place.frame.kind === 'query' && place.query.clause === 'select'
          ? { ...place, node: nodes.afterStar, query: { ...place.query, item: { star: null } } }
          : undefined,
    },
  };

  return {
    operand,
    value,
    item,
    group: groupStart,
    callStart,
    operator,
    afterCall,
    afterDirection,
    type: { names: typeNames },
  };
}

const DATE_PARTS =
  'year month day hour minute second quarter week dow doy epoch isodow isoyear decade century'.split(
    ' ',
  );
