import type { AllowedNames } from '../../text-grammar/grammar-node.js';
import { NameList } from '../../text-grammar/name-list.js';
import { anything, listed, type GraphNames, type Variable } from './graph-names.js';
import type { CypherNodes } from './cypher-nodes.js';
import { expression, goTo, openFrame, type CypherNode, type CypherPlace } from './cypher-place.js';

/** Names that values begin with: variables with their properties, and functions. */
export function cypherValueNames(
  nodes: CypherNodes,
  names: GraphNames,
  allFunctions: Iterable<string>,
): Pick<CypherNodes, 'valueNames' | 'opensCall' | 'fieldOf' | 'component'> {
  const called = [...allFunctions].map((name) => name.toLowerCase());
  const functions = new NameList(called.filter((name) => !name.includes('.')));
  const namespaces = new NameList(
    called.filter((name) => name.includes('.')).map((name) => name.slice(0, name.lastIndexOf('.'))),
  );
  const qualified = new Set(called);
  const value = expression(nodes);

  const property = (variable: Variable): CypherNode => ({
    names: listed(() => names.properties(variable), value),
  });
  /** `variable.label.property`; of what may be no node a property alone, too. */
  const labelThenProperty = ({ labels, types }: Variable): CypherNode => {
    const list = labels === null ? names.labels(null) : names.labelsOf(labels);
    const plain = labels === null ? property({ labels, types }).names : undefined;
    return {
      names: {
        begins: (place, name) => list.begins(name) || plain?.begins(place, name) === true,
        take: (place, name) => {
          const alone = plain?.take(place, name);
          if (!list.has(name)) return alone;
          const after = alone?.node;
          const dot = goTo(() => property({ labels: [name.text], types: null }));
          return {
            ...(alone ?? place),
            item: 'expression',
            node: { ...after, symbols: { ...after?.symbols, '.': dot } },
          };
        },
      },
    };
  };
  const fieldOf = (variable: Variable): CypherNode =>
    nodes.rules.propertiesOfLabels && variable.types === null && variable.isLabel !== true
      ? labelThenProperty(variable)
      : property(variable);

  const opensCall: CypherNodes['opensCall'] = (word) => (place) =>
    openFrame(
      { ...place, item: 'expression' },
      { kind: 'call', part: word, then: value },
      nodes.callStart,
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
  return { valueNames, opensCall, fieldOf, component: goTo(() => fieldOf(anything)) };
}
