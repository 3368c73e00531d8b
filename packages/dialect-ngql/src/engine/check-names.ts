import { expressionText } from '../syntax/expression-text.js';
import { expressionsOf } from '../syntax/sentence-parts.js';
import type { Expression, Sentence } from '../syntax/syntax-tree.js';
import { queryError, unsupported } from './engine-error.js';
import { freeWithin } from './free-names.js';
import type { Session } from './scope.js';
import type { PropertyTypes } from './space.js';
import type { Table } from './table.js';

/** What `label.property` may name in a statement. */
interface Owners {
  /** Properties of a label; undefined where it is none of the statement's. */
  readonly of: (label: string) => PropertyTypes | undefined;
  /** `VERTEX`, `EDGE`, `$^` and `$$`, as far as the statement has them. */
  readonly wholes: readonly string[];
  readonly endProperties: boolean;
  readonly input: boolean;
}

/**
 * Names of a statement that are of no tag, edge type, property or column, which NebulaGraph finds before there are rows.
 *
 * @throws QueryExecutionError for the first one
 */
export function checkNames(sentence: Sentence, session: Session, input: Table | undefined): void {
  const owners = ownersOf(sentence, session);
  const own = expressionsOf(sentence).flatMap((each) => [...freeWithin(each)]);
  const owned = new Set<Expression>();
  for (const each of own) {
    checkColumn(each, session, input);
    if (owners === undefined) continue;
    const text = expressionText(each);
    if (each.kind === 'attribute' && each.of.kind === 'label') {
      owned.add(each.of);
      const properties = owners.of(each.of.name);
      if (properties === undefined) throw queryError(`Invalid label identifiers: ${each.of.name}`);
      requireProperty(properties, each.name, text);
    } else if (each.kind === 'label' && !owned.has(each)) {
      throw queryError(`Invalid label identifiers: ${each.name}`);
    } else if (each.kind === 'end-property') {
      const properties = owners.endProperties ? session.space.tags.get(each.tag) : undefined;
      if (!owners.endProperties)
        throw queryError('unsupported src/dst property expression in yield.');
      if (properties === undefined) throw queryError(`TagNotFound: TagName \`${each.tag}'`);
      requireProperty(properties, each.name, text);
    } else if (each.kind === 'whole' && !owners.wholes.includes(each.what)) {
      throw queryError(`illegal yield clauses \`${text}'`);
    } else if (each.kind === 'input' || each.kind === 'variable-column') {
      if (
        !owners.input &&
        !('vids' in sentence && sentence.vids.kind === 'column' && sentence.vids.column === each)
      )
        throw queryError('unsupported input/variable property expression in yield.');
      if (each.name === '*' && sentence.kind === 'go') throw unsupported(`${text} in GO`);
    }
  }
}

function requireProperty(properties: PropertyTypes, name: string, text: string): void {
  if (!properties.has(name) && !name.startsWith('_'))
    throw queryError(`\`${text}', not found the property \`${name}'.`);
}

function checkColumn(expression: Expression, session: Session, input: Table | undefined): void {
  if (expression.kind !== 'input' && expression.kind !== 'variable-column') return;
  const table = expression.kind === 'input' ? input : session.variables.get(expression.variable);
  const text = expressionText(expression);
  if (table === undefined && expression.kind === 'variable-column')
    throw queryError(`\`${text}', not exist variable \`${expression.variable}'`);
  if (expression.name === '*' && table !== undefined) return;
  if (!table?.columns.includes(expression.name))
    throw queryError(`\`${text}', not exist prop \`${expression.name}'`);
}

/** @throws QueryExecutionError for two columns of one name in rows that a statement goes on from */
export function checkColumnNames({ columns }: Table): void {
  const same = columns.find((name, index) => columns.indexOf(name) !== index);
  if (same !== undefined) throw queryError(`Duplicate Column Name : \`${same}'`);
}

/** Undefined for statements that find their names themselves. */
function ownersOf(sentence: Sentence, { space }: Session): Owners | undefined {
  switch (sentence.kind) {
    case 'go': {
      const { types } = sentence.over;
      const names = new Map(types.map(({ name, alias }) => [alias ?? name, name]));
      return {
        of: (label) => space.edges.get(names.get(label) ?? label),
        wholes: ['EDGE', '$^', '$$'],
        endProperties: true,
        input: true,
      };
    }
    case 'fetch-vertices':
      return {
        of: (label) => space.tags.get(label),
        wholes: ['VERTEX'],
        endProperties: false,
        input: false,
      };
    case 'fetch-edges':
      return {
        of: (label) => (sentence.types.includes(label) ? space.edges.get(label) : undefined),
        wholes: ['EDGE'],
        endProperties: false,
        input: true,
      };
    case 'lookup': {
      const tag = space.tags.get(sentence.on);
      return {
        of: (label) => (label === sentence.on ? (tag ?? space.edges.get(label)) : undefined),
        wholes: [tag ? 'VERTEX' : 'EDGE'],
        endProperties: false,
        input: false,
      };
    }
    case 'yield':
      return { of: () => undefined, wholes: [], endProperties: false, input: true };
    default:
      return undefined;
  }
}
