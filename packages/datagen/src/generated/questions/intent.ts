import type { LogicalQuery } from '@momq/dialect';

import type { Speaker } from '../english/speaker.js';
import type {
  GeneratedDatabase,
  SpokenEntity,
  SpokenField,
  SpokenLink,
} from '../generated-database.js';
import { valueFields } from './field-values.js';

/** A question with what it asks. */
export interface AskedQuery {
  readonly question: string;
  readonly query: LogicalQuery;
}

/** What an intent draws from. */
export interface IntentContext {
  readonly speaker: Speaker;
  readonly database: GeneratedDatabase;
}

/** Makes one question of its kind, or `undefined` where the drawn tables do not allow it. */
export type Intent = (context: IntentContext) => AskedQuery | undefined;

/** A table with something to ask for. */
export function drawEntity({ speaker, database }: IntentContext): SpokenEntity {
  return speaker.random.pick(database.entities.filter((entity) => valueFields(entity).length > 0));
}

/** A link whose two ends have something to ask for. */
export function drawLink({ speaker, database }: IntentContext): SpokenLink | undefined {
  const links = database.links.filter(
    (link) => link.child !== link.parent && valueFields(link.parent).length > 0,
  );
  return links.length > 0 ? speaker.random.pick(links) : undefined;
}

/** What to show of a table: its label mostly, else one to three columns. */
export function drawColumns(
  speaker: Speaker,
  entity: SpokenEntity,
  avoid: readonly SpokenField[] = [],
): SpokenField[] {
  const { random } = speaker;
  const others = valueFields(entity).filter(
    (field) => !entity.labels.includes(field) && !avoid.includes(field),
  );
  if (entity.labels.length > 0 && random.chance(0.65)) {
    const labels =
      entity.labels.length > 1 && random.chance(0.6) ? entity.labels : [random.pick(entity.labels)];
    return [
      ...labels,
      ...random.sample(
        others,
        random.weighted([
          [0, 6],
          [1, 3],
          [2, 1],
        ]),
      ),
    ];
  }
  const pool = others.length > 0 ? others : valueFields(entity);
  const key = entity.key && random.chance(0.12) ? [entity.key] : [];
  return [
    ...key,
    ...random.sample(
      pool,
      random.weighted([
        [1, 6],
        [2, 3],
        [3, 1],
      ]),
    ),
  ];
}

/** The column or columns that name a row; `undefined` for lines and events. */
export function drawLabel(speaker: Speaker, entity: SpokenEntity): SpokenField[] | undefined {
  if (entity.labels.length === 0) return undefined;
  return entity.labels.length > 1 && speaker.random.chance(0.5)
    ? [...entity.labels]
    : [entity.labels[0]!];
}
