import { MoMQError, type Database, type Value } from '@momq/dialect';

/** What two engines make of one query, the other one being asked as well. */
export type Verdict =
  'same rows' | 'both refuse' | 'embedded refuses' | 'Neo4j refuses' | 'disagree';

/** A query with what each engine made of it. */
export interface Judgement {
  readonly text: string;
  readonly verdict: Verdict;
  /** Rows, sorted, or the code and the message of an error. */
  readonly neo4j: string;
  readonly embedded: string;
}

/** The two engines. */
export interface Judged {
  readonly neo4j: Database;
  readonly embedded: Database;
  /** True where the server itself takes a text: what the parser refuses never gets there. */
  readonly isAccepted: (text: string) => Promise<boolean>;
}

/** Runs a query on both engines. Bags of rows are compared, in whatever order they come. */
export async function judge(
  text: string,
  { neo4j, embedded, isAccepted }: Judged,
): Promise<Judgement> {
  const real = await outcomeOf(text, neo4j);
  const own = await outcomeOf(text, embedded);
  const isRefused = real.isRefused && !(real.isUnparsed && (await isAccepted(text)));
  return {
    text,
    verdict: verdictOf({ ...real, isRefused }, own),
    neo4j: isRefused === real.isRefused ? real.said : 'accepted',
    embedded: own.said,
  };
}

/** How often each verdict was given. */
export function tally(judgements: readonly Judgement[]): Readonly<Record<Verdict, number>> {
  const count = (verdict: Verdict): number =>
    judgements.filter((judgement) => judgement.verdict === verdict).length;
  return {
    'same rows': count('same rows'),
    'both refuse': count('both refuse'),
    'embedded refuses': count('embedded refuses'),
    'Neo4j refuses': count('Neo4j refuses'),
    disagree: count('disagree'),
  };
}

interface Outcome {
  readonly isRefused: boolean;
  readonly isUnparsed: boolean;
  readonly said: string;
}

async function outcomeOf(text: string, database: Database): Promise<Outcome> {
  try {
    const { rows } = await database.query(text, { timeoutMs: 20_000 });
    const anyOrder = /\b(collect|keys|labels)\b/i.test(text);
    const said = rows.map((row) => written(row, anyOrder)).sort();
    return { isRefused: false, isUnparsed: false, said: said.join('\n') };
  } catch (error) {
    if (!MoMQError.isInstance(error)) throw error;
    const isUnparsed = error.code === 'QUERY_SYNTAX';
    return { isRefused: true, isUnparsed, said: `${error.code}: ${error.message}` };
  }
}

function verdictOf(neo4j: Outcome, embedded: Outcome): Verdict {
  if (neo4j.isRefused) return embedded.isRefused ? 'both refuse' : 'Neo4j refuses';
  if (embedded.isRefused) return 'embedded refuses';
  return neo4j.said === embedded.said ? 'same rows' : 'disagree';
}

/**
 * A value as text that is the same for what no client tells apart: the order of a map's keys, the last digits of a sum of
 * fractions, and, where a query asks for no order (`anyOrder`), that of lists.
 */
function written(value: Value, anyOrder: boolean): string {
  if (typeof value === 'number' && !Number.isInteger(value))
    return String(Number(value.toPrecision(12)));
  if (typeof value === 'bigint' || typeof value === 'number') return String(value);
  if (Array.isArray(value)) {
    const items = value.map((item: Value) => written(item, anyOrder));
    return `[${(anyOrder ? items.sort() : items).join(', ')}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(
      ([key, inner]) => `${key}: ${written(inner, anyOrder)}`,
    );
    return `{${entries.sort().join(', ')}}`;
  }
  return JSON.stringify(value);
}
