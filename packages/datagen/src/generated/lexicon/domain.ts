import { MoMQError } from '@momq/dialect';

import type { Attribute } from './attribute.js';
import { attributes } from './attribute.js';
import { everydayDomains } from './domains-a.js';
import { businessDomains } from './domains-b.js';
import { publicDomains } from './domains-c.js';

/** A reference to another entity: `phrases` lead from the child to its parent, as in "book *written by* author". */
export interface DomainLink {
  readonly to: string;
  /** What the parent is to the child, where its own noun does not say it: `home club`. */
  readonly role?: string;
  readonly phrases: readonly string[];
}

/** A kind of thing. */
export interface DomainEntity {
  /** Singular nouns, the usual first. */
  readonly nouns: readonly string[];
  readonly attributes: readonly Attribute[];
  readonly links: readonly DomainLink[];
}

/** A subject that databases are made about. */
export interface Domain {
  readonly name: string;
  readonly entities: readonly DomainEntity[];
}

const linkPattern = />([a-z ]+?)(?::([a-z ]+))?\[([^\]]*)\]/g;
const attributePattern =
  /([a-z_]+)(?::([a-z_]+))?(?:~([a-z_]+))?(?:\{([^}]*)\}|<([a-z A-Z]+)(?::([^>]*))?>|#(-?\d+(?:\.\d+)?)-(\d+)(?:\.(\d))?)?(?:!([^\s/]+)\/(\S+))?/g;

function words(text: string): string {
  return text.replaceAll('_', ' ');
}

function parseAttribute(match: RegExpMatchArray, place: string): Attribute[] {
  const [, key, alias, as, choices, pool, poolWords, low, high, decimals, most, least] = match;
  if (key === 'person') return [attributes.get('name')!];
  const shared = attributes.get(as ?? key!);
  const values: Attribute['values'] | undefined =
    choices !== undefined
      ? { kind: 'choice', choices: choices.split(',') }
      : pool !== undefined
        ? {
            kind: 'pool',
            pool: pool === 'name' ? 'personName' : pool,
            words: poolWords?.split(',') ?? [],
          }
        : low !== undefined
          ? {
              kind: decimals ? 'real' : 'integer',
              low: Number(low),
              high: Number(high),
              decimals: Number(decimals ?? 0),
            }
          : (shared?.values ??
            (as === undefined ? undefined : { kind: 'pool', pool: as, words: [] }));
  if (!values)
    throw new MoMQError(
      'CONFIG_INVALID',
      `${place}: expected a shared attribute or values for ${key}, got ${match[0]}.`,
    );
  const split = (text: string | undefined): string[] | undefined => text?.split(',').map(words);
  const renamed = alias ?? (as === undefined ? undefined : key);
  return [
    {
      key: key!,
      names: renamed !== undefined ? [words(renamed)] : (shared?.names ?? [words(key!)]),
      nouns: [
        ...(renamed !== undefined ? (shared?.names.slice(0, 2) ?? []) : []),
        ...(shared?.nouns ?? []),
      ],
      values,
      most: split(most) ?? shared?.most ?? [],
      least: split(least) ?? shared?.least ?? [],
      more: shared?.more ?? [],
      less: shared?.less ?? [],
      equal: shared?.equal ?? [],
    },
  ];
}

function parseEntity(line: string): DomainEntity {
  const colon = line.indexOf(':');
  const body = line.slice(colon + 1);
  const links = [...body.matchAll(linkPattern)].map(([, to, role, phrases]): DomainLink => ({
    to: to!,
    ...(role ? { role } : {}),
    phrases: phrases!.split(','),
  }));
  const rest = body.replaceAll(linkPattern, ' ');
  return {
    nouns: line
      .slice(0, colon)
      .split(/[/,]/)
      .map((noun) => noun.trim()),
    attributes: [...rest.matchAll(attributePattern)].flatMap((match) =>
      parseAttribute(match, line),
    ),
    links,
  };
}

/**
 * Reads the domain notation. `= name` opens a domain, then one entity a line: `noun/synonym: attribute … >link …`.
 * - `price` a shared attribute, `price:unit_price` under another name, `flag~country` another attribute's or pool's values;
 * - `kind{a,b}` one of the words, `name<place>` from a pool, `floors#2-160` a number (`.1` decimals after it);
 * - `!tallest/shortest` superlatives; `>author:writer[written by,by]` a reference with its role and phrases.
 *
 * @throws {@link MoMQError} `CONFIG_INVALID` naming the line that does not follow it.
 */
export function parseDomains(text: string): Domain[] {
  const domains: { name: string; entities: DomainEntity[] }[] = [];
  for (const line of text.trim().split('\n')) {
    if (line.startsWith('= ')) domains.push({ name: line.slice(2).trim(), entities: [] });
    else domains.at(-1)!.entities.push(parseEntity(line));
  }
  for (const domain of domains) {
    for (const link of domain.entities.flatMap((entity) => entity.links)) {
      if (!domain.entities.some((entity) => entity.nouns[0] === link.to)) {
        throw new MoMQError(
          'CONFIG_INVALID',
          `domain ${domain.name}: expected an entity for the link to ${link.to}, got none.`,
        );
      }
    }
  }
  return domains;
}

/** All domains of the lexicon. */
export const domains: readonly Domain[] = [everydayDomains, businessDomains, publicDomains].flatMap(
  parseDomains,
);
