import type { Link } from '@momq/dialect';
import { stemOf } from '../../linking/question-words.js';
import { splitName } from '../../linking/split-name.js';

/** What a link is for, in the words of people. */
export interface RoleWords {
  /** Stems of nouns for the row that the link leads to, and of names of the role: `manager`, `parent`, `home`. */
  readonly nouns: readonly string[];
  /** Stems of what that row does with the others: `manages`, `sends`. */
  readonly verbs: readonly string[];
  /** Stems of nouns for the rows that the link comes from: `subordinates`, `children`. */
  readonly others: readonly string[];
  /** Verbs of these rows with the word between: `report to`, `work for`. */
  readonly otherVerbs: readonly (readonly [verb: string, particle: string])[];
  /** Prepositions that stand before the row that the link leads to: `from`, `to`, `at`. */
  readonly prepositions: readonly string[];
}

/** Roles of one kind: words of names, then what people say. */
const groups: readonly {
  readonly names: string;
  readonly verbs?: string;
  readonly others?: string;
  readonly otherVerbs?: string;
  readonly prepositions?: string;
}[] = [
  {
    names: 'manager supervisor boss superior leader lead head chief mgr reports reporting',
    verbs: 'manage manages supervise lead head',
    others: 'subordinate report employee',
    otherVerbs: 'report:to reporting:to work:for working:for answer:to work:under working:under',
  },
  { names: 'parent mother father super', others: 'child children kid sub' },
  { names: 'mentor coach', verbs: 'mentor coach', others: 'mentee' },
  { names: 'referrer referred referral referring', verbs: 'refer', others: 'referral' },
  { names: 'inviter invited', verbs: 'invite', others: 'invitee' },
  { names: 'predecessor previous prior preceding', others: 'successor', verbs: 'precede' },
  { names: 'successor next following', others: 'predecessor', verbs: 'succeed follow' },
  { names: 'prerequisite prereq requirement', others: '', otherVerbs: '' },
  { names: 'spouse husband wife partner' },
  {
    names: 'origin source departure depart from start starting begin src dep',
    verbs: 'depart leave start originate begin',
    prepositions: 'from leaving departing',
  },
  {
    names: 'destination dest target arrival arrive to end ending dst arr',
    verbs: 'arrive land reach go end',
    prepositions: 'to into at',
  },
  { names: 'sender sent from author', verbs: 'send write', prepositions: 'from by' },
  {
    names: 'receiver recipient received to addressee',
    verbs: 'receive get',
    prepositions: 'to',
  },
  { names: 'home host local', verbs: 'host' },
  { names: 'away visitor visiting guest visitors road', verbs: 'visit' },
  { names: 'winner winning won', verbs: 'win won beat defeat', prepositions: 'by' },
  { names: 'loser losing lost', verbs: 'lose lost' },
  { names: 'billing bill invoice payer', verbs: 'bill invoice charge' },
  { names: 'shipping ship delivery deliver', verbs: 'ship deliver' },
  { names: 'buyer purchaser customer', verbs: 'buy bought purchase', prepositions: 'by to' },
  { names: 'seller vendor merchant', verbs: 'sell sold', prepositions: 'by from' },
  { names: 'lender', verbs: 'lend lent', prepositions: 'by from' },
  { names: 'borrower', verbs: 'borrow', prepositions: 'by to' },
  { names: 'creator created', verbs: 'create', prepositions: 'by' },
  { names: 'assignee assigned', verbs: '', prepositions: 'to' },
  { names: 'reporter reported', verbs: 'report', prepositions: 'by' },
  { names: 'author writer', verbs: 'write wrote written', prepositions: 'by' },
  { names: 'reviewer reviewed', verbs: 'review', prepositions: 'by' },
  { names: 'editor edited', verbs: 'edit', prepositions: 'by' },
  { names: 'owner', verbs: 'own', prepositions: 'by' },
  { names: 'approver approved', verbs: 'approve', prepositions: 'by' },
  { names: 'follower following', verbs: 'follow' },
  { names: 'followed followee', verbs: 'followed' },
];

const irregularVerbs: Readonly<Record<string, string>> = {
  sent: 'send',
  wrote: 'write',
  written: 'write',
  won: 'win',
  lost: 'lose',
  left: 'leave',
  sold: 'sell',
  bought: 'buy',
  got: 'get',
  led: 'lead',
  lent: 'lend',
  began: 'begin',
  went: 'go',
  goes: 'go',
  going: 'go',
};
const general = new Set('id ids key ref reference code no number fk by name'.split(' '));

/** Stem of a verb in its plain form: `sent` → `send`. */
export function verbStem(word: string): string {
  return stemOf(irregularVerbs[word] ?? word);
}

/** The words that people say for a link, from the name of its field (of a relationship: its own) without the entities' names. */
export function roleWords(link: Link): RoleWords {
  const ends = [link.from.entity, link.to.entity].flatMap(splitName).map(stemOf);
  const [field = link.name] = link.from.fields;
  const words = splitName(field).filter((word) => !general.has(word));
  const own = words.filter((word) => !ends.includes(stemOf(word)));
  const name = own.length > 0 ? own : [];
  const meant = groups.filter(({ names }) => name.some((word) => names.split(' ').includes(word)));
  const list = (texts: readonly (string | undefined)[]): string[] =>
    texts.flatMap((text) => text?.split(' ') ?? []).filter((word) => word !== '');
  return {
    nouns: [...new Set([...name, ...list(meant.map(({ names }) => names))].map(stemOf))],
    verbs: [...new Set([...name, ...list(meant.map(({ verbs }) => verbs))].map(verbStem))],
    others: list(meant.map(({ others }) => others)).map(stemOf),
    otherVerbs: list(meant.map(({ otherVerbs }) => otherVerbs)).map((pair) => {
      const [verb = '', particle = ''] = pair.split(':');
      return [stemOf(verb), particle] as const;
    }),
    prepositions: list(meant.map(({ prepositions }) => prepositions)),
  };
}
