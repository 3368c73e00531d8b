import type { WrittenText, WrittenTextState } from '@momq/moe/text';
import { SchemaReader } from './json-schema.js';
import type { JsonSchema, ObjectMember, ValueShape } from './json-schema.js';

/** Lists and objects inside each other at most. */
const DEEPEST = 40;
/** Digits of a number at most, before its point, behind it and in its exponent. */
const DIGITS = { whole: 16, fraction: 16, exponent: 2 };
/** Characters of an indented line before its first word at most. */
const INDENT = 80;
/** Ways at once at most; the schema that needs more names the same beginnings again and again. */
const WAYS = 512;

/** One way in which a text may go on. */
interface Way {
  /** What may follow `character`; none where it does not stand here. */
  after(character: string): readonly Way[];
}

/** What may follow a part. */
type Then = () => readonly Way[];

const none: readonly Way[] = [];
const end: Way = { after: () => none };

/**
 * JSON as text that is written token by token: whole when its value is. Members come in the order of their schema. Where `schema` says
 * which there are, no others are written.
 *
 * @param schema - Default: an object with any members
 * @throws MoeError `MOE_BAD_INPUT` for a schema that is none; see {@link SchemaReader}
 */
export function writtenJson(
  schema: unknown = { type: 'object' },
  { strict = false }: { readonly strict?: boolean } = {},
): WrittenText {
  const reader = new SchemaReader(schema, { strict });
  return { start: new Place(new JsonWays(reader).value(reader.root, 0, () => [end])) };
}

class Place implements WrittenTextState {
  readonly #ways: readonly Way[];

  constructor(ways: readonly Way[]) {
    this.#ways = ways;
  }

  get complete(): boolean {
    return this.#ways.includes(end);
  }

  after(text: string): WrittenTextState | undefined {
    let ways = this.#ways;
    for (const character of text) {
      ways = ways.flatMap((way) => way.after(character)).slice(0, WAYS);
      if (ways.length === 0) return undefined;
    }
    return new Place(ways);
  }
}

/** The ways to write values by the schemas of a document. */
class JsonWays {
  readonly #reader: SchemaReader;

  constructor(reader: SchemaReader) {
    this.#reader = reader;
  }

  value(schema: JsonSchema, depth: number, then: Then): readonly Way[] {
    return this.#reader.shapesOf(schema).flatMap((shape) => this.#shape(shape, depth, then));
  }

  #shape(shape: ValueShape, depth: number, then: Then): readonly Way[] {
    switch (shape.kind) {
      case 'constant':
        return literal(shape.text, then);
      case 'text':
        return literal('"', () => characters(shape.shortest, shape.longest, then));
      case 'number':
        return number(shape.whole, then);
      case 'list':
        return depth === DEEPEST ? none : this.#list(shape, depth, then);
      case 'object':
        return depth === DEEPEST ? none : this.#object(shape.members, depth, then);
      case 'any':
        return [
          ...(['object', 'array', 'string', 'number'] as const).flatMap((type) =>
            this.value(byType[type], depth, then),
          ),
          ...['true', 'false', 'null'].flatMap((text) => literal(text, then)),
        ];
    }
  }

  #list(
    { items, fewest, most }: Extract<ValueShape, { kind: 'list' }>,
    depth: number,
    then: Then,
  ): readonly Way[] {
    const close = () => literal(']', then);
    const item = (count: number): readonly Way[] =>
      this.value(items, depth + 1, () => [
        ...(count < most ? literal(',', () => space(() => item(count + 1))) : none),
        ...(count >= fewest ? space(close) : none),
      ]);
    return literal('[', () =>
      space(() => [...(fewest === 0 ? close() : none), ...(most > 0 ? item(1) : none)]),
    );
  }

  #object(members: readonly ObjectMember[] | undefined, depth: number, then: Then): readonly Way[] {
    const close = () => literal('}', then);
    const named = (schema: JsonSchema, after: Then): readonly Way[] =>
      literal(':', () => space(() => this.value(schema, depth + 1, after)));
    if (members === undefined) {
      const behind = () => [...literal(',', () => space(any)), ...space(close)];
      const any = (): readonly Way[] =>
        literal('"', () => characters(0, Infinity, () => named(true, behind)));
      return literal('{', () => space(() => [...close(), ...any()]));
    }
    const from = (index: number, first: boolean): readonly Way[] => {
      const ways: Way[] = [];
      const rest = members.slice(index);
      for (const [at, { name, schema, required }] of rest.entries()) {
        const member = () =>
          literal(JSON.stringify(name), () => named(schema, () => from(index + at + 1, false)));
        ways.push(...(first ? space(member) : literal(',', () => space(member))));
        if (required) return ways;
      }
      return [...ways, ...space(close)];
    };
    return literal('{', () => from(0, true));
  }
}

const byType = {
  object: { type: 'object' },
  array: { type: 'array' },
  string: { type: 'string' },
  number: { type: 'number' },
} as const;

function literal(text: string, then: Then): readonly Way[] {
  const [first, ...rest] = text;
  const remaining = rest.join('');
  return [
    {
      after: (character) =>
        character !== first ? none : remaining === '' ? then() : literal(remaining, then),
    },
  ];
}

/** Nothing, one space, or a line's end with its indentation. */
function space(then: Then): readonly Way[] {
  const indented = (length: number): readonly Way[] => [
    ...then(),
    ...(length === INDENT
      ? none
      : [{ after: (character: string) => (character === ' ' ? indented(length + 1) : none) }]),
  ];
  return [
    ...then(),
    {
      after: (character) => (character === ' ' ? then() : character === '\n' ? indented(0) : none),
    },
  ];
}

/** The inside of a text, and its closing quote. */
function characters(shortest: number, longest: number, then: Then): readonly Way[] {
  const more = () => characters(Math.max(0, shortest - 1), longest - 1, then);
  const hex = (count: number): readonly Way[] =>
    count === 0
      ? more()
      : [{ after: (character) => (/[0-9a-fA-F]/.test(character) ? hex(count - 1) : none) }];
  const escaped: Way = {
    after: (character) =>
      character === 'u' ? hex(4) : '"\\/bfnrt'.includes(character) ? more() : none,
  };
  return [
    {
      after: (character) => {
        if (character === '"') return shortest === 0 ? then() : none;
        if (longest <= 0) return none;
        if (character === '\\') return [escaped];
        return character >= ' ' ? more() : none;
      },
    },
  ];
}

function number(whole: boolean, then: Then): readonly Way[] {
  const digits = (most: number, after: Then): readonly Way[] => [
    ...after(),
    ...(most === 0 ? none : digit(/\d/, () => digits(most - 1, after))),
  ];
  const exponent = (): readonly Way[] => [
    ...then(),
    {
      after: (character) =>
        /[eE]/.test(character)
          ? [
              ...digit(/\d/, () => digits(DIGITS.exponent - 1, then)),
              ...digit(/[+-]/, () => digit(/\d/, () => digits(DIGITS.exponent - 1, then))),
            ]
          : none,
    },
  ];
  const behind = whole
    ? then
    : () => [
        ...exponent(),
        ...literal('.', () => digit(/\d/, () => digits(DIGITS.fraction - 1, exponent))),
      ];
  const positive = [
    ...digit(/0/, behind),
    ...digit(/[1-9]/, () => digits(DIGITS.whole - 1, behind)),
  ];
  return [...positive, ...digit(/-/, () => positive)];
}

function digit(kind: RegExp, then: Then): readonly Way[] {
  return [{ after: (character) => (kind.test(character) ? then() : none) }];
}
