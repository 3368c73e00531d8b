import { murmurHash } from '../engine/murmur-hash.js';

/** A value as a table of the TCK writes it. */
export type TckValue =
  | { readonly kind: 'plain'; readonly value: string | bigint | number | boolean }
  | { readonly kind: 'null'; readonly reason: string }
  | { readonly kind: 'list' | 'set'; readonly items: readonly TckValue[] }
  | { readonly kind: 'map'; readonly entries: ReadonlyMap<string, TckValue> }
  | { readonly kind: 'node'; readonly id: TckValue | undefined; readonly tags: ReadonlyMap<string, TckValue | undefined> }
  | TckEdge
  | { readonly kind: 'path'; readonly nodes: readonly TckValue[]; readonly edges: readonly TckEdge[] }
  | { readonly kind: 'pattern'; readonly pattern: RegExp }
  | { readonly kind: 'raw'; readonly text: string }; // prettier-ignore

/** An edge as the TCK writes it; `forward` in paths. */
export interface TckEdge {
  readonly kind: 'edge';
  readonly type: string;
  readonly from?: TckValue;
  readonly to?: TckValue;
  readonly rank?: bigint;
  readonly properties?: TckValue;
  readonly forward: boolean;
}

const nulls = [
  'NULL',
  'BAD_TYPE',
  'BAD_DATA',
  'UNKNOWN_PROP',
  'DIV_BY_ZERO',
  'OVERFLOW',
  'OUT_OF_RANGE',
  'EMPTY',
];

/** Reads a cell. An empty one is of a property that is not there. */
export function readTckValue(cell: string): TckValue {
  if (cell === '') return { kind: 'null', reason: 'EMPTY' };
  const reader = new CellReader(cell);
  try {
    const value = reader.value();
    return reader.isDone ? value : { kind: 'raw', text: cell };
  } catch {
    return { kind: 'raw', text: cell };
  }
}

class CellReader {
  private readonly text: string;
  private place = 0;

  constructor(text: string) {
    this.text = text;
  }

  get isDone(): boolean {
    this.skip();
    return this.place >= this.text.length;
  }

  value(): TckValue {
    this.skip();
    const at = this.text[this.place];
    if (at === '"' || at === "'") return { kind: 'plain', value: this.quoted() };
    if (at === '(') return this.node();
    if (at === '<') return this.path();
    if (at === '/') return this.pattern();
    if (at === '[') return this.isEdge() ? this.edge() : this.list();
    if (at === '{') return this.braces();
    const hashed = this.match(/^hash\(\s*("[^"]*"|'[^']*')\s*\)/);
    if (hashed !== undefined)
      return { kind: 'plain', value: murmurHash(/["'](.*)["']/.exec(hashed)![1]!) };
    const word = this.match(/^[+-]?[\w.]+(?:[eE][+-]\d+)?/);
    if (word === undefined) throw new Error(`expected a value at ${this.text.slice(this.place)}`);
    const upper = word.toUpperCase().replace(/^__|__$/g, '');
    if (nulls.includes(upper)) return { kind: 'null', reason: upper };
    if (/^(true|false)$/i.test(word)) return { kind: 'plain', value: /^t/i.test(word) };
    if (/^[+-]?\d+$/.test(word)) return { kind: 'plain', value: BigInt(word.replace(/^\+/, '')) };
    if (!Number.isNaN(Number(word))) return { kind: 'plain', value: Number(word) };
    throw new Error(`expected a value, got ${word}`);
  }

  private skip(): void {
    while (/\s/.test(this.text[this.place] ?? '')) this.place += 1;
  }

  private match(pattern: RegExp): string | undefined {
    this.skip();
    const found = pattern.exec(this.text.slice(this.place))?.[0];
    if (found !== undefined) this.place += found.length;
    return found;
  }

  private expect(text: string): void {
    this.skip();
    if (!this.text.startsWith(text, this.place)) throw new Error(`expected ${text}`);
    this.place += text.length;
  }

  private takes(text: string): boolean {
    this.skip();
    const is = this.text.startsWith(text, this.place);
    if (is) this.place += text.length;
    return is;
  }

  private quoted(): string {
    const quote = this.text[this.place]!;
    let value = '';
    for (this.place += 1; this.text[this.place] !== quote; this.place += 1) {
      if (this.place >= this.text.length) throw new Error('no end of text');
      if (this.text[this.place] === '\\') {
        this.place += 1;
        const code = this.text[this.place]!;
        value += { n: '\n', t: '\t', r: '\r' }[code] ?? code;
      } else value += this.text[this.place]!;
    }
    this.place += 1;
    return value;
  }

  private pattern(): TckValue {
    const end = this.text.lastIndexOf('/');
    const pattern = new RegExp(this.text.slice(this.place + 1, end));
    this.place = end + 1;
    return { kind: 'pattern', pattern };
  }

  private items(close: string): readonly TckValue[] {
    const items: TckValue[] = [];
    if (this.takes(close)) return items;
    do items.push(this.value());
    while (this.takes(','));
    this.expect(close);
    return items;
  }

  private list(): TckValue {
    this.expect('[');
    return { kind: 'list', items: this.items(']') };
  }

  private braces(): TckValue {
    this.expect('{');
    const place = this.place;
    if (this.takes('}')) return { kind: 'map', entries: new Map() };
    const key = this.match(/^(?:[\w]+|"[^"]*"|'[^']*')\s*:/);
    this.place = place;
    if (key === undefined) return { kind: 'set', items: this.items('}') };
    const entries = new Map<string, TckValue>();
    do {
      const name = this.match(/^(?:[\w]+|"[^"]*"|'[^']*')/)!.replace(/^["']|["']$/g, '');
      this.expect(':');
      entries.set(name, this.value());
    } while (this.takes(','));
    this.expect('}');
    return { kind: 'map', entries };
  }

  private node(): TckValue {
    this.expect('(');
    this.skip();
    const id = [':', ')'].includes(this.text[this.place]!) ? undefined : this.value();
    const tags = new Map<string, TckValue | undefined>();
    while (this.takes(':')) {
      const name = this.match(/^\w+/)!;
      this.skip();
      tags.set(name, this.text[this.place] === '{' ? this.braces() : undefined);
    }
    this.expect(')');
    return { kind: 'node', id, tags };
  }

  private isEdge(): boolean {
    return /^\[\s*:\w+/.test(this.text.slice(this.place));
  }

  private edge(): TckEdge {
    this.expect('[');
    this.expect(':');
    const type = this.match(/^\w+/)!;
    this.skip();
    let from: TckValue | undefined;
    let to: TckValue | undefined;
    let forward = true;
    if (!['@', '{', ']'].includes(this.text[this.place]!)) {
      from = this.value();
      forward = !this.takes('<-');
      if (forward) this.expect('->');
      to = this.value();
    }
    const rank = this.takes('@') ? BigInt(this.match(/^-?\d+/)!) : undefined;
    this.skip();
    const properties = this.text[this.place] === '{' ? this.braces() : undefined;
    this.expect(']');
    return {
      kind: 'edge',
      type,
      forward,
      ...(from && { from }),
      ...(to && { to }),
      ...(rank !== undefined && { rank }),
      ...(properties && { properties }),
    };
  }

  private path(): TckValue {
    this.expect('<');
    const nodes = [this.node()];
    const edges: TckEdge[] = [];
    while (!this.takes('>')) {
      const back = this.takes('<-');
      if (!back) this.expect('-');
      this.skip();
      const edge: TckEdge =
        this.text[this.place] === '[' ? this.edge() : { kind: 'edge', type: '', forward: true };
      const forth = this.takes('->');
      if (!forth) this.expect('-');
      edges.push({ ...edge, forward: !back });
      nodes.push(this.node());
    }
    return { kind: 'path', nodes, edges };
  }
}
