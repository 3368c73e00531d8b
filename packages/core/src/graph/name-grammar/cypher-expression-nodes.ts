import type { AllowedNames } from '../../text-grammar/grammar-node.js';
import { NameList } from '../../text-grammar/name-list.js';
import { anything, listed, type GraphNames, type Variable } from './graph-names.js';
import {
  closeFrame,
  goTo,
  noPattern,
  openFrame,
  type CypherAction,
  type CypherNode,
  type CypherPlace,
} from './cypher-place.js';
import type { CypherNodes } from './cypher-nodes.js';
import { newName } from './pattern-nodes.js';

/** Expressions. */
export function cypherExpressionNodes(
  nodes: CypherNodes,
  names: GraphNames,
  allFunctions: Iterable<string>,
): Pick<CypherNodes, 'operand' | 'operator'> {
  const called = [...allFunctions].map((name) => name.toLowerCase());
  const functions = new NameList(called.filter((name) => !name.includes('.')));
  const namespaces = new NameList(
    called.filter((name) => name.includes('.')).map((name) => name.slice(0, name.lastIndexOf('.'))),
  );
  const qualified = new Set(called);
  const toOperand = goTo(() => nodes.operand);
  const then = (words: Readonly<Record<string, CypherAction>>): CypherAction =>
    goTo(() => ({ words }));
  const all = (words: readonly string[], action: CypherAction): Record<string, CypherAction> =>
    Object.fromEntries(words.map((word) => [word, action]));
  const value: CypherAction = (place) => ({ ...place, node: nodes.operator, item: 'expression' });

  const fieldOf = (variable: Variable): CypherNode => ({
    names: listed(
      () => names.properties(variable),
      (place) => ({ ...place, node: afterField, item: 'expression' }),
    ),
  });
  const component = goTo(() => fieldOf(anything));

  const opensCall =
    (word: string): CypherAction =>
    (place) =>
      openFrame(
        { ...place, item: 'expression' },
        { kind: 'call', part: word, then: value },
        callStart,
      );

  /** `date.truncate(`: the rest of a function's name behind its namespace. */
  const member = (namespace: string): CypherNode => {
    const prefix = `${namespace}.`;
    const rest = new NameList(
      called.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length)),
    );
    return {
      names: {
        begins: (_, { text, quoted }) => !quoted && rest.begins(text.toLowerCase()),
        take: (place, { text, quoted }) => {
          const name = prefix + text.toLowerCase();
          const deeper = namespaces.has(name) || namespaces.begins(`${name}.`);
          if (quoted || (!qualified.has(name) && !deeper)) return undefined;
          return {
            ...place,
            node: {
              symbols: {
                ...(qualified.has(name) && { '(': opensCall(name) }),
                ...(deeper && { '.': goTo(() => member(name)) }),
              },
            },
          };
        },
      },
    };
  };

  const isVariable = (
    { variables, given, behind }: CypherPlace,
    name: string,
  ): Variable | undefined =>
    variables.get(name) ?? (behind === 'items' ? undefined : given.get(name));
  const someVariable = ({ variables, given, behind }: CypherPlace, beginning: string): boolean => {
    for (const name of variables.keys()) if (name.startsWith(beginning)) return true;
    if (behind !== 'items')
      for (const name of given.keys()) if (name.startsWith(beginning)) return true;
    return false;
  };
  const valueNames: AllowedNames<CypherPlace> = {
    begins: (place, { text, quoted }) =>
      someVariable(place, text) ||
      (!quoted && (functions.begins(text.toLowerCase()) || namespaces.begins(text.toLowerCase()))),
    take: (place, { text, quoted }) => {
      const variable = isVariable(place, text);
      const word = quoted ? '' : text.toLowerCase();
      const call = functions.has(word);
      const namespace =
        namespaces.begins(word) &&
        word !== '' &&
        (namespaces.has(word) || namespaces.begins(`${word}.`));
      if (variable === undefined && !call && !namespace) return undefined;
      const after: CypherNode = variable === undefined ? {} : nodes.operator;
      return {
        ...place,
        item:
          place.item === null && variable !== undefined ? { name: text, variable } : 'expression',
        node: {
          ...after,
          symbols: {
            ...after.symbols,
            ...(variable !== undefined && {
              '.': goTo(() => fieldOf(variable)),
              ':': goTo(() => ({ names: listed(() => names.labels(null), value) })),
            }),
            ...(variable === undefined && namespace && { '.': goTo(() => member(word)) }),
            ...(call && { '(': opensCall(word) }),
          },
        },
      };
    },
  };

  const caseWord =
    (part: string, after: readonly string[]): CypherAction =>
    (place) =>
      place.frame.kind === 'case' && after.includes(place.frame.part ?? '')
        ? { ...place, frame: { ...place.frame, part }, node: nodes.operand }
        : undefined;
  /** `x IN list` in a comprehension, a quantifier: x is known inside. */
  const bound = (place: CypherPlace, name: string): CypherPlace => ({
    ...place,
    node: {
      words: {
        in: (at) => ({
          ...at,
          node: nodes.operand,
          frame: { ...at.frame, part: 'list', variables: at.frame.variables ?? at.variables },
          variables: new Map([...at.variables, [name, anything]]),
        }),
      },
    },
  });
  const quantifier: CypherAction = goTo(() => ({
    symbols: {
      '(': (place) =>
        openFrame(place, { kind: 'bound', part: 'name', then: value }, { names: newName(bound) }),
    },
  }));
  const key: CypherNode = {
    names: newName((place) => ({ ...place, node: { symbols: { ':': toOperand } } })),
  };

  const words: Record<string, CypherAction> = {
    not: toOperand,
    null: value,
    true: value,
    false: value,
    case: (place) =>
      openFrame(
        { ...place, item: 'expression' },
        { kind: 'case', part: 'case', then: value },
        {
          ...operand,
          words: { ...words, when: caseWord('when', ['case']) },
        },
      ),
    ...all(['all', 'any', 'none', 'single'], quantifier),
    ...all(['exists', 'collect'], (place) => ({
      ...place,
      node: { symbols: { '{': nodes.subquery, '(': opensCall('exists') } },
    })),
    count: (place) => ({
      ...place,
      item: 'expression',
      node: { symbols: { '{': nodes.subquery, '(': opensCall('count') } },
    }),
  };
  const operand: CypherNode = {
    names: valueNames,
    words,
    symbols: {
      '(': (place) =>
        openFrame(
          place,
          {
            kind: 'group',
            then: (after, inner) => {
              const { item } = inner;
              const labels =
                typeof item === 'object' && item !== null ? item.variable.labels : null;
              const isNode = (typeof item === 'object' && item !== null) || place.item === null;
              return {
                ...after,
                item: 'expression',
                ...(isNode && {
                  pattern: {
                    ...noPattern,
                    condition: true,
                    reached: { from: labels, types: null },
                  },
                }),
                node: {
                  ...nodes.operator,
                  symbols: { ...nodes.operator.symbols, ...(isNode && nodes.relationships) },
                },
              };
            },
          },
          operand,
        ),
      '[': (place) =>
        openFrame(
          { ...place, item: 'expression' },
          { kind: 'list', part: 'items', then: value },
          listStart,
        ),
      '{': (place) =>
        openFrame(
          { ...place, item: 'expression' },
          { kind: 'map', then: value },
          { ...key, symbols: { '}': (at) => closeFrame(at, ['map']) } },
        ),
      '-': toOperand,
      '+': toOperand,
    },
    text: value,
    number: value,
  };
  const listStart: CypherNode = {
    ...operand,
    names: {
      begins: (place, beginning) =>
        valueNames.begins(place, beginning) || newName(bound).begins(place, beginning),
      take: (place, name) => {
        const known = valueNames.take(place, name);
        const fresh = newName(bound).take(place, name);
        if (known === undefined) return fresh;
        return {
          ...known,
          node: { ...known.node, words: { ...known.node.words, ...fresh?.node.words } },
        };
      },
    },
    symbols: { ...operand.symbols, ']': (place) => closeFrame(place, ['list']) },
  };
  const callStart: CypherNode = {
    ...operand,
    words: { ...words, distinct: toOperand },
    symbols: {
      ...operand.symbols,
      '*': goTo(() => ({ symbols: { ')': (place) => closeFrame(place, ['call']) } })),
      ')': (place) => closeFrame(place, ['call']),
    },
  };

  const inBound =
    (action: CypherAction): CypherAction =>
    (place) =>
      (place.frame.kind === 'list' || place.frame.kind === 'bound') && place.frame.part === 'list'
        ? action(place)
        : undefined;
  const operatorWords: Record<string, CypherAction> = {
    ...all(['and', 'or', 'xor', 'in', 'contains'], toOperand),
    starts: then({ with: toOperand }),
    ends: then({ with: toOperand }),
    is: then({ null: value, not: then({ null: value }) }),
    when: caseWord('when', ['case', 'then']),
    then: caseWord('then', ['when']),
    else: caseWord('else', ['then']),
    end: (place) =>
      place.frame.part === 'then' || place.frame.part === 'else'
        ? closeFrame(place, ['case'])
        : undefined,
    as: (place) => nodes.alias(place),
    where: (place) => inBound(toOperand)(place) ?? nodes.clauseWords['where']?.(place),
  };
  const comma: CypherAction = (place) => {
    const { frame } = place;
    switch (frame.kind) {
      case 'query':
        return nodes.nextItem(place);
      case 'call':
        return toOperand(place);
      case 'list':
        return frame.part === 'items' ? toOperand(place) : undefined;
      case 'map':
        return { ...place, node: key };
      case 'properties': {
        const { labels, types } = place.pattern;
        return {
          ...place,
          node: {
            names: listed(
              () => names.properties({ labels, types }),
              (at) => ({ ...at, node: { symbols: { ':': toOperand } } }),
            ),
          },
        };
      }
      default:
        return undefined;
    }
  };
  const index: CypherAction = (place) =>
    openFrame(
      place,
      { kind: 'index', then: value },
      { ...operand, symbols: { ...operand.symbols, '..': toOperand } },
    );
  const operator: CypherNode = {
    words: { ...nodes.clauseWords, ...operatorWords },
    symbols: {
      ...all(['+', '-', '*', '/', '%', '^', '=', '<>', '<', '>', '<=', '>=', '=~'], toOperand),
      ',': comma,
      ')': (place) => closeFrame(place, ['group', 'call', 'bound']),
      ']': (place) => closeFrame(place, ['list', 'index']),
      '}': (place) => closeFrame(place, ['map', 'properties']) ?? nodes.closesQuery(place),
      '[': index,
      '.': component,
      '..': (place) =>
        place.frame.kind === 'index'
          ? {
              ...place,
              node: {
                ...operand,
                symbols: { ...operand.symbols, ']': (at) => closeFrame(at, ['index']) },
              },
            }
          : undefined,
      '|': inBound(toOperand),
      ';': (place) => (nodes.mayEnd(place) ? { ...place, node: { end: () => true } } : undefined),
    },
    end: (place) => nodes.mayEnd(place),
  };
  const afterField: CypherNode = operator;
  return { operand, operator };
}
