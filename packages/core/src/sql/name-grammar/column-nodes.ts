import type { AllowedNames } from '../../text-grammar/grammar-node.js';
import { NameList } from '../../text-grammar/name-list.js';
import type { NameScope, Qualifier } from './name-scope.js';
import type { SqlGrammarRules } from './sql-grammar-rules.js';
import type { SqlNodes } from './sql-nodes.js';
import { unnamed, type SqlNode, type SqlPlace } from './sql-place.js';

/** Names that values begin with: columns and what they are read of, functions, types of constants. */
export function columnNodes(
  nodes: SqlNodes,
  scope: NameScope,
  rules: SqlGrammarRules,
): Pick<SqlNodes, 'valueNames'> {
  const functions = new NameList(rules.functions);
  const literalTypes = new Set(rules.literalTypes);
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

  const valueNames: AllowedNames<SqlPlace> = {
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
            ...(call && { '(': () => nodes.called(place, word) }),
          },
          ...(literal && { text: () => ({ ...unnamed(place), node: nodes.operator }) }),
        },
      };
    },
  };
  return { valueNames };
}
