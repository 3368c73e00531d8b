import type { AllowedNames } from '../../text-grammar/grammar-node.js';
import { listed, type GraphNames, type Variable } from './graph-names.js';
import {
  closeFrame,
  goTo,
  noPattern,
  openFrame,
  type CypherAction,
  type CypherNode,
  type CypherPlace,
  type Pattern,
} from './cypher-place.js';
import type { CypherNodes } from './cypher-nodes.js';

/** Names that a query gives. */
export function newNames(
  quoteName: (name: string) => string,
  then: (place: CypherPlace, name: string) => CypherPlace | undefined,
): AllowedNames<CypherPlace> {
  const fits = (text: string): boolean =>
    text.length <= 40 && /^([A-Za-z_][A-Za-z0-9_]*)?$/.test(text);
  return {
    begins: (_, { text, quoted }) => (quoted ? text.length <= 40 : fits(text)),
    take: (place, { text, quoted }) =>
      text !== '' && (quoted || (fits(text) && quoteName(text) === text))
        ? then(place, text)
        : undefined,
  };
}

/** Patterns of nodes and relationships. */
export function patternNodes(
  nodes: CypherNodes,
  names: GraphNames,
): Pick<CypherNodes, 'pattern' | 'relationships' | 'propertyKey'> {
  const withPattern = (place: CypherPlace, pattern: Partial<Pattern>): CypherPlace => ({
    ...place,
    pattern: { ...place.pattern, ...pattern },
  });
  const define = (place: CypherPlace, name: string | null, variable: Variable): CypherPlace => {
    if (name === null) return place;
    const known = place.variables.get(name);
    const { labels, types } = variable;
    if (known !== undefined && labels === null && types === null) return place;
    return { ...place, variables: new Map([...place.variables, [name, variable]]) };
  };

  const propertyKey: CypherNodes['propertyKey'] = ({ pattern: { labels, types } }) => ({
    names: listed(
      () => names.properties({ labels, types }),
      (at) => ({ ...at, node: { symbols: { ':': goTo(() => nodes.operand) } } }),
    ),
  });
  /** The properties of what is open, or a condition on them. */
  const properties: CypherAction = (place) => {
    const { pattern } = place;
    return openFrame(
      place,
      {
        kind: 'properties',
        then: (after) => ({
          ...after,
          pattern,
          node: pattern.types === null && place.frame.kind === 'node' ? nodeEnd : relationshipEnd,
        }),
      },
      propertyKey(place),
    );
  };

  const closesNode: CypherAction = (place) => {
    const { name, labels, reached } = place.pattern;
    const known = name === null ? undefined : place.variables.get(name);
    const own = labels ?? known?.labels ?? null;
    // A node that is known has to be where the relationship leads.
    if (
      reached !== null &&
      labels === null &&
      own !== null &&
      !own.some((label) => names.labels(reached).has({ text: label, quoted: true }))
    )
      return undefined;
    const defined = define(place, name, { labels: own, types: null });
    return closeFrame(
      withPattern(defined, {
        name: null,
        labels: null,
        types: null,
        reached: { from: own, types: null },
      }),
      ['node'],
    );
  };
  const nodeEnd: CypherNode = { symbols: { ')': closesNode } };
  const nodeTail: CypherNode = { symbols: { ')': closesNode, '{': properties } };
  const label: CypherNode = {
    names: listed(
      ({ pattern }) => names.labels(pattern.reached),
      (place, name) => ({
        ...withPattern(place, { labels: [...(place.pattern.labels ?? []), name] }),
        node: afterLabel,
      }),
    ),
  };
  const toLabel = goTo(() => label);
  const afterLabel: CypherNode = {
    symbols: {
      ...nodeTail.symbols,
      ':': toLabel,
      ...(nodes.rules.labelUnions && { '|': toLabel, '&': toLabel }),
    },
  };
  const nodeStart: CypherNode = {
    names: nodes.newName((place, name) => ({
      ...withPattern(place, { name }),
      node: { symbols: { ...nodeTail.symbols, ':': toLabel } },
    })),
    symbols: { ...nodeTail.symbols, ':': toLabel },
  };
  const opensNode: CypherAction = (place) =>
    openFrame(
      place,
      {
        kind: 'node',
        then: (after) => ({
          ...after,
          node: after.pattern.condition
            ? { ...nodes.operator, symbols: { ...nodes.operator.symbols, ...relationships } }
            : afterNode,
        }),
      },
      nodeStart,
    );

  const toNode: CypherNode = { symbols: { '(': opensNode } };
  const reaches: CypherAction = (place) => {
    const { name, types, reached } = place.pattern;
    const defined = define(place, name, { labels: null, types });
    return {
      ...withPattern(defined, {
        name: null,
        labels: null,
        types: null,
        reached: { from: reached?.from ?? null, types },
      }),
      node: toNode,
    };
  };
  /** Of several steps nothing is known of where they lead. */
  const reachesFar: CypherAction = (place) => {
    const { name } = place.pattern;
    const defined = define(place, name, { labels: null, types: null });
    return {
      ...withPattern(defined, { name: null, labels: null, types: null, reached: null }),
      node: toNode,
    };
  };
  const relationshipEnd: CypherNode = { symbols: { ']-': reaches, ']->': reaches } };
  const far: CypherNode = { symbols: { ']-': reachesFar, ']->': reachesFar } };
  const lengthEnd: CypherNode = { ...far, number: goTo(() => far) };
  const length: CypherNode = {
    number: goTo(() => ({ symbols: { ...far.symbols, '..': goTo(() => lengthEnd) } })),
    symbols: { ...far.symbols, '..': goTo(() => lengthEnd) },
  };
  const relationshipTail: CypherNode = {
    symbols: { ...relationshipEnd.symbols, '{': properties, '*': goTo(() => length) },
  };
  const type: CypherNode = {
    names: listed(
      ({ pattern }) => names.types(pattern.reached?.from ?? null),
      (place, name) => ({
        ...withPattern(place, { types: [...(place.pattern.types ?? []), name] }),
        node: afterType,
      }),
    ),
  };
  const toType = goTo(() => type);
  const afterType: CypherNode = {
    symbols: { ...relationshipTail.symbols, '|': toType, '|:': toType },
  };
  const relationship: CypherNode = {
    names: nodes.newName((place, name) => ({
      ...withPattern(place, { name }),
      node: { symbols: { ...relationshipTail.symbols, ':': toType } },
    })),
    symbols: { ...relationshipTail.symbols, ':': toType },
  };
  const opensRelationship = goTo(() => relationship);
  const relationships: Record<string, CypherAction> = {
    '-[': opensRelationship,
    '<-[': opensRelationship,
    '--': reaches,
    '-->': reaches,
    '<--': reaches,
  };

  const afterNode: CypherNode = {
    get words() {
      return nodes.clauseWords;
    },
    symbols: {
      ...relationships,
      ',': (place) => ({ ...withPattern(place, noPattern), node: pattern }),
      ')': (place) => closeFrame(place, ['group']),
      '}': (place) => nodes.closesQuery(place),
    },
  };
  const pattern: CypherNode = {
    names: nodes.newName((place, name) => ({
      ...define(place, name, { labels: null, types: null }),
      node: { symbols: { '=': goTo(() => pattern) } },
    })),
    words: Object.fromEntries(
      ['shortestpath', 'allshortestpaths'].map((word) => [
        word,
        goTo(() => ({
          symbols: {
            '(': (place) =>
              openFrame(
                place,
                { kind: 'group', then: (after) => ({ ...after, node: afterNode }) },
                toNode,
              ),
          },
        })),
      ]),
    ),
    symbols: { '(': opensNode },
  };
  return { pattern, relationships, propertyKey };
}
