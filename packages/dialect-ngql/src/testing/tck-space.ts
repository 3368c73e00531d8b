import { PropertyGraph, type GraphValue, type NodeId } from '@momq/graph-store';
import type { FieldType } from '@momq/dialect';
import { murmurHash } from '../engine/murmur-hash.js';
import type { Space } from '../engine/space.js';
import { tckFile } from './nebula-tck.js';

/** The spaces of the TCK that are loaded from files. */
export type TckSpaceName = 'nba' | 'nba_int_vid' | 'student';

const fieldTypes: Readonly<Record<string, FieldType>> = {
  string: 'text', int: 'integer', float: 'real', double: 'real', bool: 'boolean', date: 'date', datetime: 'datetime', timestamp: 'integer',
}; // prettier-ignore

/** A space with its rows, as the TCK loads it. */
export function loadTckSpace(name: TckSpaceName): Space {
  const folder = name === 'student' ? 'student' : 'nba';
  const config = tckFile(`data/${name}/config.yaml`);
  const graph = new PropertyGraph();
  const idOf = (text: string): NodeId => (name === 'nba_int_vid' ? murmurHash(text) : text);
  for (const file of config.match(/[\w.]+\.csv/g) ?? [])
    loadFile(tckFile(`data/${folder}/${file}`), graph, idOf, config, file);
  const types = (kind: string): Map<string, Map<string, FieldType>> =>
    new Map(
      [...config.matchAll(new RegExp(`CREATE ${kind} IF NOT EXISTS (\\w+)\\(([^)]*)\\)`, 'g'))].map(
        ([, label, list]) => [
          label!,
          new Map(
            list!
              .split(',')
              .filter((part) => part.trim() !== '')
              .map((part) => {
                const [property, type] = part.trim().split(/\s+/);
                return [property!, fieldTypes[type!] ?? 'other'];
              }),
          ),
        ],
      ),
    );
  return { name, graph, tags: types('TAG'), edges: types('EDGE') };
}

// eslint-disable-next-line @typescript-eslint/max-params -- one file of a space
function loadFile(
  text: string,
  graph: PropertyGraph,
  idOf: (text: string) => NodeId,
  config: string,
  file: string,
): void {
  const [head = [], ...all] = text.split('\n').filter(Boolean).map(csvCells);
  const named = head.map((cell) => {
    const found = /^(?:(\w+)\.)?(\w+):(\w+)$/.exec(cell.trim());
    return found ? { label: found[1]!, property: found[2]!, type: found[3]! } : undefined;
  });
  const isEdge = head[0]!.includes('SRC_VID');
  const rankAt = head.findIndex((cell) => cell.startsWith(':RANK'));
  // An edge of the same ends and rank takes the place of the one before.
  const ends = isEdge ? (rankAt < 0 ? [0, 1] : [0, 1, rankAt]) : undefined;
  const rows = ends
    ? storageOrder(
        [...new Map(all.map((row) => [ends.map((at) => row[at]).join('\u0000'), row])).values()],
        idOf,
        rankAt,
      )
    : all;
  const label = named.find((each) => each !== undefined)?.label ?? labelOf(config, file, isEdge);
  for (const row of rows) {
    const groups = new Map<string, Map<string, GraphValue>>([[label, new Map()]]);
    named.forEach((column, index) => {
      if (column === undefined) return;
      const group = groups.get(column.label) ?? new Map<string, GraphValue>();
      groups.set(column.label, group.set(column.property, valueOf(row[index] ?? '', column.type)));
    });
    if (isEdge) {
      const rank = rankAt < 0 ? 0n : BigInt(row[rankAt]!);
      graph.addEdge(label, idOf(row[0]!), idOf(row[1]!), groups.get(label)!, rank);
    } else for (const [tag, properties] of groups) graph.addNode(idOf(row[0]!), tag, properties);
  }
}

/** Edges by rank, source and target, bytes before bytes: the order of the keys in which NebulaGraph's storage holds and reads them. */
function storageOrder(
  rows: readonly (readonly string[])[],
  idOf: (text: string) => NodeId,
  rankAt: number,
): readonly (readonly string[])[] {
  const bytesOf = (text: string): Buffer => {
    const id = idOf(text);
    if (typeof id === 'string') return Buffer.from(id);
    const bytes = Buffer.alloc(8);
    bytes.writeBigInt64LE(id);
    return bytes;
  };
  const rankOf = (row: readonly string[]): number => (rankAt < 0 ? 0 : Number(row[rankAt]));
  return rows
    .map((row) => ({ row, rank: rankOf(row), from: bytesOf(row[0]!), to: bytesOf(row[1]!) }))
    .sort(
      (left, right) =>
        left.rank - right.rank ||
        Buffer.compare(left.from, right.from) ||
        Buffer.compare(left.to, right.to),
    )
    .map(({ row }) => row);
}

function labelOf(config: string, file: string, isEdge: boolean): string {
  const part = config.slice(config.indexOf(file));
  return new RegExp(
    isEdge ? 'edge:\\s*\\n\\s*name: (\\w+)' : 'tags:\\s*\\n\\s*- name: (\\w+)',
  ).exec(part)![1]!;
}

function valueOf(cell: string, type: string): GraphValue {
  if (/^(__)?null(__)?$/i.test(cell) || (type !== 'string' && cell === '')) return null;
  if (type === 'int' || type === 'timestamp') return BigInt(cell);
  if (type === 'float' || type === 'double') return Number(cell);
  return type === 'bool' ? cell === 'true' : cell;
}

function csvCells(line: string): string[] {
  return [...line.matchAll(/"((?:[^"]|"")*)"(?:,|$)|([^,]*)(?:,|$)/g)]
    .map(([, quoted, plain]) => (quoted === undefined ? plain! : quoted.replaceAll('""', '"')))
    .slice(0, line.split(',').length);
}
