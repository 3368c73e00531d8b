import type { Aggregate, Expression } from '@momq/dialect';

/** Words that would be read as something else in the place of a variable. */
const avoided: ReadonlySet<string> = new Set(
  `all and any as asc by call case collect contains count create delete desc distinct else end ends exists false for from
   id in is limit match max merge min node none not null of on or order return set single size skip starts sum avg then
   to true type union unwind use when where with xor yield`.split(/\s+/),
);

/** Hands out variable names that are unique in one query. */
export class CypherVariables {
  private readonly taken: Set<string>;

  /** @param reserved Names that are given out already. */
  constructor(reserved: readonly string[] = []) {
    this.taken = new Set(reserved.map((name) => name.toLowerCase()));
  }

  /** A short name for nodes of a label: its initials (`singer_in_concert` → `sic`), then more of its letters. */
  forLabel(label: string): string {
    const words = wordsOf(label);
    const initials = words.map((word) => word[0]).join('');
    const letters = words.join('');
    const candidates = [
      initials,
      ...Array.from(letters.slice(0, 4), (_, index) => letters.slice(0, index + 1)),
    ];
    const free = candidates.find((name) => name !== '' && !this.isTaken(name));
    return this.take(free ?? (initials || 'n'));
  }

  /** A name for the value of an expression: the field's own, or what an aggregate computes (`avgAge`, `total`). */
  forExpression(expression: Expression): string {
    return this.take(describe(expression));
  }

  /** A name for the list of an expression's values: the plural of {@link forExpression}'s. */
  forList(expression: Expression): string {
    const name = describe(expression);
    return this.take(/s$/i.test(name) ? `${name}List` : `${name}s`);
  }

  /** `name`, with a number behind it when it is taken. */
  take(name: string): string {
    let free = name;
    for (let number = 2; this.isTaken(free); number += 1) free = `${name}${number}`;
    this.taken.add(free.toLowerCase());
    return free;
  }

  private isTaken(name: string): boolean {
    return this.taken.has(name.toLowerCase()) || avoided.has(name.toLowerCase());
  }
}

function describe(expression: Expression): string {
  switch (expression.kind) {
    case 'field':
      return /^[A-Za-z_]\w*$/.test(expression.field)
        ? expression.field
        : camel(wordsOf(expression.field));
    case 'aggregate':
      return describeAggregate(expression);
    case 'call':
      return camel([expression.function, ...expression.arguments.slice(0, 1).flatMap(nameWords)]);
    case 'cast':
      return describe(expression.argument);
    case 'window':
      return camel([
        ...(expression.argument ? nameWords(expression.argument) : []),
        ...wordsOf(expression.function),
      ]);
    case 'column':
    case 'star':
    case 'literal':
    case 'arithmetic':
    case 'case':
    case 'subquery':
      return 'value';
  }
}

function nameWords(expression: Expression): string[] {
  return wordsOf(describe(expression));
}

function describeAggregate({ function: name, argument }: Aggregate): string {
  if (name === 'count')
    return argument.kind === 'star' ? 'total' : camel([...wordsOf(describe(argument)), 'count']);
  return camel([name, ...wordsOf(describe(argument))]);
}

function camel(words: readonly string[]): string {
  const [first = 'value', ...rest] = words;
  const joined = first + rest.map((word) => word[0]?.toUpperCase() + word.slice(1)).join('');
  return /^[a-z_]/i.test(joined) ? joined : `_${joined}`;
}

/** `homeTeam_id` → `home`, `team`, `id`; letters beyond ASCII are left out. */
function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => /[a-z]/.test(word))
    .map((word) => word.replace(/^\d+/, ''));
}
