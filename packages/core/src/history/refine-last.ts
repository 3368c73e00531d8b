import { ConfigError, MoMQError } from '@momq/dialect';
import type { DatabaseSchema, DialectPack, LogicalQuery } from '@momq/dialect';
import type { QuestionLink } from '../linking/question-linker.js';
import { canonicalise } from '../logical/canonicalise.js';
import { fieldType } from '../logical/schema-lookup.js';
import { visitQuery } from '../logical/visit-query.js';
import { asMeant } from '../meaning/as-meant.js';
import type { HistoryTurn } from './history-turn.js';
import { entityNamed } from './query-subject.js';
import { pointsBack, readFollowUp } from './read-follow-up.js';

/** A follow-up that was read: the query, and how. */
export interface RefinedQuery {
  readonly query: string;
  readonly logical: LogicalQuery;
  /** The first question of the conversation and what the follow-ups changed, for the person who asks. */
  readonly readAs: string;
}

/** What became of a question with a history: read as a follow-up, or not, and then perhaps with a remark. */
export type ReadHistory = RefinedQuery | { readonly query?: never; readonly note?: string };

/** What {@link refineLast} works with. */
export interface RefineOptions {
  readonly turn: HistoryTurn;
  readonly link: Pick<QuestionLink, 'linked' | 'spellings' | 'values'>;
  readonly schema: DatabaseSchema;
  readonly dialect: DialectPack;
}

/**
 * The query of the last turn, refined as the question says. A question that is no follow-up, or cannot be read as one with
 * certainty, is left to be asked as it stands.
 *
 * @throws {@link ConfigError} when the turn's logical form is none over this schema
 */
export function refineLast({ turn, link, schema, dialect }: RefineOptions): ReadHistory {
  const { question } = link.linked;
  const earlier = logicalOf(turn, schema, dialect);
  const { language } = dialect;
  const asItStands = pointsBack(question, schema)
    ? {
        note: 'The question may refer to an earlier answer, but to what was not clear: it was asked as it stands.',
      }
    : {};
  if (earlier === undefined || language === undefined) return asItStands;
  const refinement = readFollowUp(link, turn, earlier, schema);
  if (refinement === undefined) return asItStands;
  try {
    const { unsupported } = dialect.capabilities;
    const logical = canonicalise(asMeant(refinement.query, schema, unsupported), schema);
    const base = turn.readAs ?? `“${turn.question}”`;
    return {
      query: language.render(logical, schema),
      logical,
      readAs: `${base}, ${refinement.change}`,
    };
  } catch (error) {
    if (!MoMQError.isInstance(error) || error.code !== 'FEATURE_UNSUPPORTED') throw error;
    return {
      note: `The follow-up was asked as it stands: ${dialect.displayName} cannot say the refined query.`,
    };
  }
}

/** The logical form that the turn brings, else what the pack reads from its text, where it can. */
function logicalOf(
  { logical, query }: HistoryTurn,
  schema: DatabaseSchema,
  { language }: DialectPack,
): LogicalQuery | undefined {
  if (logical !== undefined) return checked(logical, schema);
  if (query === undefined || language?.read === undefined) return undefined;
  try {
    return language.read(query, schema);
  } catch (error) {
    const isUnread =
      MoMQError.isInstance(error) && ['QUERY_SYNTAX', 'FEATURE_UNSUPPORTED'].includes(error.code);
    if (!isUnread) throw error;
    return undefined;
  }
}

/** JSON from elsewhere: what walks over it fails where it is no logical form. */
function checked(logical: LogicalQuery, schema: DatabaseSchema): LogicalQuery {
  let unknown: string | undefined;
  try {
    visitQuery(logical, {
      source(source) {
        if (source.kind === 'derived' || entityNamed(schema, source.entity) !== undefined) return;
        unknown = source.entity;
      },
      expression(part) {
        if (part.kind !== 'field') return;
        if (fieldType(schema, part.entity, part.field) === undefined)
          unknown = `${part.entity}.${part.field}`;
      },
    });
    if (unknown === undefined) return canonicalise(logical, schema);
  } catch (error) {
    throw new ConfigError(
      'history: expected the logical form of an earlier answer, got something else. Pass what ask() returned.',
      { cause: error },
    );
  }
  throw new ConfigError(
    `history: expected a logical form over this database, got one that names ${unknown}. Pass what ask() returned.`,
  );
}
