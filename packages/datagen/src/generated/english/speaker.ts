import type { SpokenEntity, SpokenField, SpokenLink } from '../generated-database.js';
import type { Random } from '../random.js';
import { article, enumerate, plural, possessive } from './inflection.js';

/** A restriction in words: before the noun ("active members") or after it ("members older than 30"). */
export interface Restriction {
  readonly before?: string;
  readonly after?: string;
}

/** Chance that a field is called by another noun than its column. */
const synonymChance = 0.35;
const entitySynonymChance = 0.2;

/** Finds words: every choice is a draw, so that one query has many questions. */
export class Speaker {
  constructor(readonly random: Random) {}

  /** One of the phrasings; `undefined` ones do not apply. */
  say(...phrasings: readonly (string | undefined)[]): string {
    return this.random.pick(phrasings.filter((phrasing) => phrasing !== undefined));
  }

  /** The noun for a row of the table. */
  noun(entity: SpokenEntity): string {
    return entity.synonyms.length > 0 && this.random.chance(entitySynonymChance)
      ? this.random.pick(entity.synonyms)
      : entity.noun;
  }

  nouns(entity: SpokenEntity): string {
    return plural(this.noun(entity));
  }

  /** The noun for the parent of a link: its role or its own. */
  parentNoun(link: SpokenLink): string {
    return link.role ?? this.noun(link.parent);
  }

  /** A noun for the field. */
  field(field: SpokenField): string {
    const others = (field.attribute?.nouns ?? []).filter(
      (noun) => noun !== field.words && !/^(how|founded|opened|built)\b/.test(noun),
    );
    if (others.length > 0 && this.random.chance(synonymChance)) return this.random.pick(others);
    return this.#readable(field.words);
  }

  /** Columns such as `founded` or `sold on` need a noun to be spoken of. */
  #readable(words: string): string {
    if (/^(is|has) /.test(words)) return `${words.slice(3)} flag`;
    if (/^(founded|opened|built|since)$/.test(words)) return this.say(`year ${words}`, 'year');
    if (/ (on|for)$/.test(words)) return this.say(words.replace(/ (on|for)$/, ' date'), 'date');
    if (/ at$/.test(words)) return this.say(words.replace(/ at$/, ' time'), 'time');
    return words;
  }

  /** Nouns for several fields, all singular or all plural; first and last name may become one. */
  fields(fields: readonly SpokenField[], many: boolean): string {
    const keys = fields.map((field) => field.attribute?.key);
    const words = fields.map((field) => (many ? plural(this.field(field)) : this.field(field)));
    const first = keys.indexOf('first_name');
    if (first >= 0 && keys[first + 1] === 'last_name' && this.random.chance(0.5)) {
      words.splice(
        first,
        2,
        many
          ? this.say('full names', 'first and last names', 'names')
          : this.say('full name', 'first and last name'),
      );
    }
    return enumerate(words, this.random.chance(0.06) ? 'as well as' : 'and');
  }

  /** The rows of a table under a restriction: "all active members older than 30". */
  rows(entity: SpokenEntity, restriction: Restriction = {}, noun = this.nouns(entity)): string {
    return restriction.after === undefined &&
      restriction.before === undefined &&
      this.random.chance(0.2)
      ? `${this.say('each', 'every')} ${this.noun(entity)}`
      : this.together(entity, restriction, noun);
  }

  /** The rows as one set: under an aggregate, "each member" would ask for groups. */
  together(entity: SpokenEntity, restriction: Restriction = {}, noun = this.nouns(entity)): string {
    const words = [restriction.before, noun, restriction.after].filter(
      (part) => part !== undefined && part !== '',
    );
    const bare = words.join(' ');
    if (restriction.after !== undefined || restriction.before !== undefined) {
      return this.random.weighted([
        [bare, 4],
        [`the ${bare}`, 2],
        [`all ${bare}`, 2],
      ]);
    }
    return this.random.weighted([
      [`all ${bare}`, 4],
      [`all the ${bare}`, 2],
      [`the ${bare}`, 2],
      [bare, 1],
    ]);
  }

  /** Columns of rows: "the names and ages of all members". */
  columns(
    fields: readonly SpokenField[],
    entity: SpokenEntity,
    restriction: Restriction = {},
  ): string {
    const many = this.random.chance(0.6);
    const words = this.fields(fields, many);
    const distinct = restriction.after === undefined && restriction.before === undefined;
    return this.random.weighted([
      [`the ${words} of ${this.rows(entity, restriction)}`, 6],
      [`the ${words} for ${this.rows(entity, restriction)}`, 2],
      [`${words} of ${this.rows(entity, restriction)}`, 2],
      [
        distinct
          ? `the ${possessive(this.nouns(entity))} ${words}`
          : `the ${words} of ${this.rows(entity, restriction)}`,
        1,
      ],
      [
        distinct && fields.length === 1
          ? `all ${this.noun(entity)} ${plural(this.field(fields[0]!))}`
          : `the ${words} of ${this.rows(entity, restriction)}`,
        1,
      ],
      [
        `${this.rows(entity, restriction)} with ${this.say('their', 'the')} ${words}`,
        fields.length > 1 ? 1 : 0,
      ],
      [
        `the ${words} ${this.say('associated with', 'belonging to', 'recorded for')} ${this.rows(entity, restriction)}`,
        0.5,
      ],
    ]);
  }

  /** Commands something: "Show everything about …". */
  command(phrase: string): string {
    return `${this.say('Show', 'List', 'Find', 'Give', 'Return', 'Display', 'Get', 'Show me', 'Give me', 'Retrieve', 'Print')} ${phrase}.`;
  }

  /** Asks for a noun phrase: a command or a question. `one` when it names one thing. */
  ask(phrase: string, one = false): string {
    const bare = phrase.replace(/^the /, '');
    const isThe = phrase.startsWith('the ');
    return this.random.weighted([
      [`What ${one ? 'is' : 'are'} ${phrase}?`, isThe ? 9 : 1],
      [
        `${this.say('Show', 'List', 'Find', 'Give', 'Return', 'Display', 'Get', 'Tell me', 'Give me', 'Show me', 'List out', 'Retrieve', 'Print', 'Report', 'Fetch', 'Provide', 'Select', 'Look up')} ${phrase}.`,
        9,
      ],
      [
        `${this.say('Can you', 'Could you')} ${this.say('list', 'show me', 'find', 'tell me', 'give me')} ${phrase}?`,
        1,
      ],
      [
        `${this.say('I want to know', "I'd like to see", 'I need', 'Please list', 'Please show', 'Please find', "Let's see")} ${phrase}.`,
        1,
      ],
      [`${capitalise(isThe ? bare : phrase)}${this.say('', '?', '.')}`, 0.7],
    ]);
  }

  /** A value in a question: bare, quoted, rarely in lower case. */
  value(value: string | number): string {
    if (typeof value === 'number') return this.number(value);
    return this.random.weighted([
      [value, 12],
      [`"${value}"`, 2],
      [`'${value}'`, 2],
      [value.toLowerCase(), 0.6],
    ]);
  }

  number(value: number): string {
    if (Number.isInteger(value) && Math.abs(value) >= 10_000 && this.random.chance(0.15))
      return value.toLocaleString('en-US');
    const small = [
      'zero',
      'one',
      'two',
      'three',
      'four',
      'five',
      'six',
      'seven',
      'eight',
      'nine',
      'ten',
    ][value];
    return small !== undefined && this.random.chance(0.35) ? small : String(value);
  }

  /** `a price above 5` with the right article. */
  some(noun: string): string {
    return plural(noun) === noun ? noun : `${article(noun)} ${noun}`;
  }
}

/** The text with a capital first letter. */
export function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
