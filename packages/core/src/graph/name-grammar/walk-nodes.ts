import type { CypherNodes } from './cypher-nodes.js';
import {
  eachWord,
  expression,
  goTo,
  noPattern,
  type CypherAction,
  type CypherNode,
  type CypherPlace,
} from './cypher-place.js';
import { listed, type GraphNames } from './graph-names.js';
import {
  inputNames,
  inputOf,
  readsRows,
  variablesOfFound,
  variablesOfSteps,
} from './walk-variables.js';

type Next = () => CypherNode;

/** GO, FETCH and LOOKUP, and the bars that hand their rows on. Languages without them have none. */
export function walkNodes(
  nodes: CypherNodes,
  names: GraphNames,
): Pick<CypherNodes, 'statements' | 'pipe' | 'references'> {
  if (!nodes.rules.traversals) return { statements: {}, pipe: () => undefined, references: {} };
  const toYield: CypherAction = (place) => nodes.clauseWords['yield']?.(place);
  const yieldNext: CypherNode = { words: { yield: toYield } };
  const typesOfPattern = (place: CypherPlace, name: string): CypherPlace => ({
    ...place,
    pattern: { ...place.pattern, types: [...(place.pattern.types ?? []), name] },
  });
  const labelsOfPattern = (place: CypherPlace, name: string): CypherPlace => ({
    ...place,
    pattern: { ...place.pattern, labels: [...(place.pattern.labels ?? []), name] },
  });

  /** `$-.column`, and what follows. */
  const column =
    (then: (place: CypherPlace) => CypherPlace): CypherAction =>
    (place) =>
      readsRows(place)
        ? {
            ...place,
            node: {
              symbols: {
                '.': goTo(() => ({
                  names: {
                    begins: (at, { text }) => inputNames.begins(at, text),
                    take: (at, { text }) => (inputNames.has(at, text) ? then(at) : undefined),
                  },
                })),
              },
            },
          }
        : undefined;
  /** Ids of nodes, or a column of them. */
  const ids = (next: Next): CypherNode => {
    const more: CypherAction = goTo(() => {
      const after = next();
      return { ...after, symbols: { ...after.symbols, ',': goTo(() => id) } };
    });
    const id: CypherNode = { text: more, number: more };
    return { ...id, symbols: { '$-': column((at) => ({ ...at, node: next() })) } };
  };

  const walk = (direction: 'out' | 'in' | 'both', place: CypherPlace): CypherPlace => ({
    ...place,
    variables: variablesOfSteps(place, names, direction),
    pattern: noPattern,
  });
  const whereOr = (enter: (place: CypherPlace) => CypherPlace): Record<string, CypherAction> => ({
    where: (place) => ({ ...enter(place), behind: 'where', node: nodes.operand }),
    yield: (place) => toYield(enter(place)),
  });
  const turned = (direction: 'in' | 'both'): CypherAction =>
    goTo(() => ({ words: whereOr((place) => walk(direction, place)) }));
  const afterTypes: CypherNode = {
    words: {
      ...whereOr((place) => walk('out', place)),
      reversely: turned('in'),
      bidirect: turned('both'),
    },
  };
  const type: CypherNode = {
    names: listed(
      () => names.types(null),
      (place, name) => ({
        ...typesOfPattern(place, name),
        node: { ...afterTypes, symbols: { ',': goTo(() => type) } },
      }),
    ),
  };
  const over: CypherNode = {
    words: { over: goTo(() => ({ ...type, symbols: { '*': goTo(() => afterTypes) } })) },
  };
  const from: CypherNode = { words: { from: goTo(() => ids(() => over)) } };
  const steps: CypherNode = {
    words: eachWord(
      ['step', 'steps'],
      goTo(() => from),
    ),
  };
  const go: CypherNode = {
    words: from.words!,
    number: goTo(() => ({
      words: { ...steps.words, to: goTo(() => ({ number: goTo(() => steps) })) },
    })),
  };

  const found = (place: CypherPlace): CypherPlace => ({
    ...place,
    variables: variablesOfFound(place),
    pattern: noPattern,
  });
  const foundYield: CypherNode = { words: { yield: (place) => toYield(found(place)) } };
  const edgeKey = (): CypherNode => {
    const rank: CypherNode = {
      ...foundYield,
      symbols: {
        ',': goTo(edgeKey),
        '@': goTo(() => ({
          number: goTo(() => ({ ...foundYield, symbols: { ',': goTo(edgeKey) } })),
        })),
      },
    };
    const end = goTo(() => rank);
    const arrow = goTo(() => ({ symbols: { '->': goTo(() => ({ text: end, number: end })) } }));
    return { text: arrow, number: arrow };
  };
  const fetched: CypherNode = {
    names: {
      begins: (_, name) => names.labels(null).begins(name) || names.types(null).begins(name),
      take: (place, name) => {
        if (names.labels(null).has(name)) {
          const vertices = ids(() => foundYield);
          return {
            ...labelsOfPattern(place, name.text),
            node: { ...vertices, symbols: { ...vertices.symbols, ',': goTo(() => label) } },
          };
        }
        return names.types(null).has(name)
          ? { ...typesOfPattern(place, name.text), node: edgeKey() }
          : undefined;
      },
    },
  };
  const label: CypherNode = {
    names: {
      begins: (_, name) => names.labels(null).begins(name),
      take: (place, name) =>
        names.labels(null).has(name) ? fetched.names?.take(place, name) : undefined,
    },
  };
  const lookedUp: CypherNode = {
    names: {
      begins: (place, name) => fetched.names?.begins(place, name) === true,
      take: (place, name) => {
        const node: CypherNode = { words: whereOr(found) };
        if (names.labels(null).has(name)) return { ...labelsOfPattern(place, name.text), node };
        return names.types(null).has(name)
          ? { ...typesOfPattern(place, name.text), node }
          : undefined;
      },
    },
  };

  const begins =
    (node: CypherNode): CypherAction =>
    (place) =>
      place.frame.up === null && place.clause === 'start'
        ? { ...place, clause: 'walk', pattern: noPattern, item: null, given: new Map(), node }
        : undefined;
  const statements: Record<string, CypherAction> = {
    go: begins(go),
    fetch: begins({ words: { prop: goTo(() => ({ words: { on: goTo(() => fetched) } })) } }),
    lookup: begins({ words: { on: goTo(() => lookedUp) } }),
  };

  /** What may follow a statement that gives the rows before on. */
  const ends: CypherNode = {
    get words() {
      return nodes.setOperators;
    },
    symbols: {
      '|': (place) => pipe(place),
      ';': (place) => (nodes.mayEnd(place) ? { ...place, node: { end: () => true } } : undefined),
    },
    end: (place) => nodes.mayEnd(place),
  };
  const direction = goTo(() => ({
    ...ends,
    symbols: { ...ends.symbols, ',': goTo(() => orderKey) },
  }));
  const orderKey: CypherNode = {
    symbols: {
      '$-': column((at) => ({
        ...at,
        node: {
          words: { ...nodes.setOperators, ...eachWord(['asc', 'desc'], direction) },
          symbols: { ...ends.symbols, ',': goTo(() => orderKey) },
          end: (place) => nodes.mayEnd(place),
        },
      })),
    },
  };
  const groupKey: CypherNode = {
    symbols: {
      '$-': column((at) => ({
        ...at,
        node: { ...yieldNext, symbols: { ',': goTo(() => groupKey) } },
      })),
    },
  };
  const passesOn =
    (node: CypherNode): CypherAction =>
    (place) => ({ ...place, clause: 'piped', node });
  const pipeStart: CypherNode = {
    words: {
      go: begins(go),
      fetch: statements['fetch']!,
      yield: (place) => toYield({ ...place, clause: 'walk' }),
      order: passesOn({ words: { by: goTo(() => orderKey) } }),
      group: (place) => ({
        ...place,
        clause: 'walk',
        node: { words: { by: goTo(() => groupKey) } },
      }),
      limit: passesOn({
        number: goTo(() => ({
          ...ends,
          symbols: { ...ends.symbols, ',': goTo(() => ({ number: goTo(() => ends) })) },
        })),
      }),
    },
  };
  const pipe: CypherAction = (place) => {
    const { clause, frame } = place;
    if (frame.up !== null || (clause !== 'yield' && clause !== 'piped')) return undefined;
    const whole = nodes.ended(place);
    return (
      whole && {
        ...whole,
        node: pipeStart,
        clause: 'start',
        behind: 'items',
        variables: clause === 'yield' ? inputOf(whole.given) : whole.variables,
        given: new Map(),
        item: null,
      }
    );
  };

  const end =
    (mark: '$^' | '$$'): CypherAction =>
    (place) => {
      const variable = place.variables.get(mark);
      if (variable === undefined) return undefined;
      const after = expression(nodes)(place);
      return (
        after && {
          ...after,
          node: {
            ...after.node,
            symbols: { ...after.node.symbols, '.': goTo(() => nodes.fieldOf(variable)) },
          },
        }
      );
    };
  const references: Record<string, CypherAction> = {
    '$^': end('$^'),
    $$: end('$$'),
    '$-': column((at) => expression(nodes)(at) as CypherPlace),
  };
  return { statements, pipe, references };
}
