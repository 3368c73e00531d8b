import { GraphEdge, GraphNode, GraphPath, isList, isMap, type GraphValue } from '@momq/graph-store';

/** How values are compared: lists as sets of their items where `loose`. */
export interface CellText {
  readonly loose: boolean;
}

/** A value of the engine in one form of the TCK's notation; points in time are texts there. */
export function textOfValue(value: GraphValue, how: CellText): string {
  if (value === null) return 'null';
  if (typeof value === 'number') return floatText(value);
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value !== 'object') return String(value);
  if (isList(value)) {
    const items = value.map((item) => textOfValue(item, how));
    return `[${(how.loose ? items.sort() : items).join(', ')}]`;
  }
  if (isMap(value)) return mapText([...value], how);
  if (value instanceof GraphNode) return nodeText(value, how);
  if (value instanceof GraphEdge) return edgeText(value, how);
  if (value instanceof GraphPath) {
    const steps = value.steps.map(({ edge, node, forward }) => {
      const inside = `-${edgeText(edge, how)}-`;
      return `${forward ? inside : `<${inside}`}${forward ? '>' : ''}${nodeText(node, how)}`;
    });
    return `<${nodeText(value.start, how)}${steps.join('')}>`;
  }
  return JSON.stringify(value.toString());
}

function floatText(value: number): string {
  return Number.isInteger(value) ? `${value === 0 ? 0 : value}.0` : String(value);
}

function mapText(entries: readonly (readonly [string, GraphValue])[], how: CellText): string {
  const parts = entries.map(([key, value]) => `${key}: ${textOfValue(value, how)}`);
  return `{${parts.sort().join(', ')}}`;
}

function nodeText({ labels, properties }: GraphNode, how: CellText): string {
  return `(${[...labels.keys()]
    .map((label) => `:${label}`)
    .sort()
    .join('')}${properties.size > 0 ? mapText([...properties], how) : ''})`;
}

function edgeText({ type, properties }: GraphEdge, how: CellText): string {
  return `[:${type}${properties.size > 0 ? mapText([...properties], how) : ''}]`;
}

/** A cell of the TCK in the form of {@link textOfValue}. */
export function textOfCell(cell: string, how: CellText): string {
  let at = 0;
  const space = (): void => {
    while (/\s/.test(cell[at] ?? '')) at += 1;
  };
  const sees = (sign: string): boolean => {
    space();
    return cell.startsWith(sign, at);
  };
  const takes = (sign: string): boolean => {
    if (!sees(sign)) return false;
    at += sign.length;
    return true;
  };
  const name = (): string => {
    space();
    const found = /^[^\s:{}()[\],]+/.exec(cell.slice(at))?.[0] ?? '';
    at += found.length;
    return found.replaceAll('`', '');
  };
  const text = (): string => {
    let made = '';
    for (at += 1; at < cell.length && cell[at] !== "'"; at += 1) {
      if (cell[at] === '\\') {
        at += 1;
        made += { n: '\n', t: '\t' }[cell[at]!] ?? cell[at]!;
      } else made += cell[at];
    }
    at += 1;
    return JSON.stringify(made);
  };
  const map = (): string => {
    takes('{');
    const parts: string[] = [];
    while (!takes('}')) {
      const key = name();
      takes(':');
      parts.push(`${key}: ${value()}`);
      takes(',');
    }
    return `{${parts.sort().join(', ')}}`;
  };
  const labels = (): string => {
    const all: string[] = [];
    while (takes(':')) all.push(`:${name()}`);
    return all.sort().join('');
  };
  const properties = (): string => {
    const made = sees('{') ? map() : '';
    return made === '{}' ? '' : made;
  };
  const node = (): string => {
    takes('(');
    const made = `(${labels()}${properties()})`;
    takes(')');
    return made;
  };
  const edge = (): string => {
    takes('[');
    const made = `[${labels()}${properties()}]`;
    takes(']');
    return made;
  };
  const path = (): string => {
    takes('<');
    let made = node();
    while (!takes('>')) {
      const back = takes('<-');
      if (!back) takes('-');
      made += `${back ? '<' : ''}-${edge()}-`;
      takes('-');
      if (!back) takes('>');
      made += `${back ? '' : '>'}${node()}`;
    }
    return `<${made}>`;
  };
  const list = (): string => {
    takes('[');
    const items: string[] = [];
    while (!takes(']')) {
      items.push(value());
      takes(',');
    }
    return `[${(how.loose ? items.sort() : items).join(', ')}]`;
  };
  const value = (): string => {
    space();
    if (cell[at] === "'") return text();
    if (sees('{')) return map();
    if (sees('(')) return node();
    if (sees('<')) return path();
    if (/^\[\s*:/.test(cell.slice(at))) return edge();
    if (sees('[')) return list();
    const word = /^[^\s,\]})]+/.exec(cell.slice(at))?.[0] ?? '';
    at += word.length;
    if (/^-?\d+$/.test(word) || ['null', 'true', 'false'].includes(word)) return word;
    return floatText(Number(word.replace('Inf', 'Infinity').replace('Infinityinity', 'Infinity')));
  };
  return value();
}
