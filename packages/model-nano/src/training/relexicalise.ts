import type { DatabaseSchema, LogicalQuery } from '@momq/dialect';
import { linkItems, matchKinds, schemaItems, splitName, splitQuestion } from '@momq/core/linking';
import { mapQuery, visitQuery } from '@momq/core/logical';
import type { LinkedQuestion, ValueCandidate } from '@momq/core/linking';
import { pick } from './seeded-random.js';
import type { Random } from './seeded-random.js';
import type { DialectTarget, TrainingQuestion } from './training-question.js';

/** Names to draw from. */
export interface NamePool {
  readonly entities: readonly string[];
  readonly fields: readonly string[];
}

/** New name by old name; entities and fields apart. */
interface Renaming {
  readonly entities: ReadonlyMap<string, string>;
  readonly fields: ReadonlyMap<string, string>;
}

/**
 * Renames tables, columns and their mentions in the question, so that a model learns to find names by matching
 * instead of remembering the training schemas.
 *
 * A name that the query uses is renamed only if the question mentions it word for word; unused names are renamed freely.
 *
 * @returns the renamed question, or undefined when nothing that the question mentions could be renamed
 */
export function relexicalise(
  source: TrainingQuestion,
  pool: NamePool,
  random: Random,
): TrainingQuestion | undefined {
  const reference = [...source.targets.values()][0];
  if (reference === undefined) return undefined;
  const linked = linkItems(
    source.question,
    source.words,
    schemaItems(reference.schema),
    source.candidates,
  );
  const mentions = exactMentions(linked);
  const used = usedNames([...source.targets.values()].map(({ logical }) => logical));
  const renaming = drawRenaming({ schema: reference.schema, mentions, used, pool, random });
  const question = rewriteMentions(source, mentions, renaming);
  if (question === source.question) return undefined;
  const words = splitQuestion(question);
  return {
    ...source,
    source: `${source.source}-relexicalised`,
    question,
    words,
    candidates: moveCandidates(source, question, words, renaming),
    targets: new Map(
      [...source.targets].map(([dialect, target]) => [dialect, renameTarget(target, renaming)]),
    ),
  };
}

/** Word spans by name of the entities and fields whose whole name occurs in the question. */
function exactMentions(linked: LinkedQuestion): Map<string, [number, number][]> {
  const found = new Map<string, [number, number][]>();
  linked.items.forEach((item, row) => {
    if (item.kind !== 'entity' && item.kind !== 'field') return;
    const name = item.kind === 'entity' ? `e:${item.entity}` : `f:${item.field}`;
    const length = splitName(item.kind === 'entity' ? item.entity : item.field).length;
    const spans: [number, number][] = [];
    for (let word = 0; word + length <= linked.words.length; word++) {
      const all = linked.matches.subarray(
        row * linked.words.length + word,
        row * linked.words.length + word + length,
      );
      if (all.every((match) => match === matchKinds.exact)) {
        spans.push([word, word + length]);
        word += length - 1;
      }
    }
    if (spans.length > 0) found.set(name, spans);
  });
  return found;
}

function usedNames(queries: readonly LogicalQuery[]): Set<string> {
  const names = new Set<string>();
  for (const query of queries)
    visitQuery(query, {
      source(source) {
        if (source.kind === 'derived') return;
        names.add(`e:${source.entity}`);
        if (source.join?.kind === 'link') names.add(`e:${source.join.with.entity}`);
      },
      expression(expression) {
        if (expression.kind !== 'field') return;
        names.add(`e:${expression.entity}`);
        names.add(`f:${expression.field}`);
      },
    });
  return names;
}

function drawRenaming(request: {
  schema: DatabaseSchema;
  mentions: ReadonlyMap<string, unknown>;
  used: ReadonlySet<string>;
  pool: NamePool;
  random: Random;
}): Renaming {
  const { schema, mentions, used, pool, random } = request;
  const taken = new Set<string>();
  const draw = (key: string, old: string, names: readonly string[]): string => {
    const free = !used.has(key) || mentions.has(key);
    const chance = mentions.has(key) ? 0.8 : 0.4;
    const drawn = free && random() < chance ? pick(names, random) : old;
    const unique = taken.has(drawn.toLowerCase()) ? old : drawn;
    taken.add(unique.toLowerCase());
    return unique;
  };
  const entities = new Map(
    schema.entities.map(({ name }) => [name, draw(`e:${name}`, name, pool.entities)]),
  );
  const fieldNames = [
    ...new Set(schema.entities.flatMap(({ fields }) => fields.map(({ name }) => name))),
  ];
  for (const name of fieldNames) taken.add(name.toLowerCase());
  const fields = new Map(fieldNames.map((name) => [name, draw(`f:${name}`, name, pool.fields)]));
  return { entities, fields };
}

function rewriteMentions(
  { question, words }: TrainingQuestion,
  mentions: ReadonlyMap<string, [number, number][]>,
  renaming: Renaming,
): string {
  const edits: { start: number; end: number; text: string }[] = [];
  const ranked = [...mentions].sort((a, b) => spanLength(b[1]) - spanLength(a[1]));
  const covered = new Set<number>();
  for (const [key, spans] of ranked) {
    const old = key.slice(2);
    const fresh = (key.startsWith('e:') ? renaming.entities : renaming.fields).get(old);
    if (fresh === undefined || fresh === old) continue;
    for (const [first, end] of spans) {
      const span = Array.from({ length: end - first }, (_, offset) => first + offset);
      if (span.some((word) => covered.has(word))) continue;
      span.forEach((word) => covered.add(word));
      const last = words[end - 1]!;
      const plural = /s$/i.test(last.text) && !/s$/i.test(old);
      edits.push({
        start: words[first]!.start,
        end: last.end,
        text: splitName(fresh).join(' ') + (plural ? 's' : ''),
      });
    }
  }
  edits.sort((a, b) => b.start - a.start);
  return edits.reduce(
    (text, edit) => text.slice(0, edit.start) + edit.text + text.slice(edit.end),
    question,
  );
}

function spanLength(spans: readonly [number, number][]): number {
  const first = spans[0];
  return first === undefined ? 0 : first[1] - first[0];
}

/** Finds each candidate's span again in the rewritten question; a candidate whose words were rewritten loses its span. */
function moveCandidates(
  source: TrainingQuestion,
  question: string,
  words: TrainingQuestion['words'],
  renaming: Renaming,
): ValueCandidate[] {
  return source.candidates.map((candidate) => {
    const fields = candidate.item.fields.map(({ entity, field }) => ({
      entity: renaming.entities.get(entity) ?? entity,
      field: renaming.fields.get(field) ?? field,
    }));
    const item = { ...candidate.item, fields };
    const { span } = candidate;
    if (span === undefined) return { item, origin: candidate.origin };
    const stems = source.words.slice(...span).map(({ stem }) => stem);
    const first = words.findIndex((_, position) =>
      stems.every((stem, offset) => words[position + offset]?.stem === stem),
    );
    return first === -1
      ? { item, origin: candidate.origin }
      : { item, origin: candidate.origin, span: [first, first + stems.length] as const };
  });
}

function renameTarget({ schema, logical }: DialectTarget, renaming: Renaming): DialectTarget {
  const entity = (name: string): string => renaming.entities.get(name) ?? name;
  const field = (name: string): string => renaming.fields.get(name) ?? name;
  const linkNames = new Map<string, string>();
  const links = schema.links.map((link) => {
    const key = link.from.fields[0];
    const base = key === undefined ? link.name : field(key);
    const fresh =
      schema.family === 'graph'
        ? key === undefined || base === key
          ? link.name
          : splitName(base).join('_').toUpperCase()
        : `${entity(link.from.entity)}.${base}`;
    const name = [...linkNames.values()].includes(fresh) ? link.name : fresh;
    linkNames.set(link.name, name);
    const end = (side: typeof link.from) => ({
      entity: entity(side.entity),
      fields: side.fields.map(field),
    });
    return { ...link, name, from: end(link.from), to: end(link.to) };
  });
  const entities = schema.entities.map((one) => ({
    ...one,
    name: entity(one.name),
    fields: one.fields.map((member) => ({ ...member, name: field(member.name) })),
  }));
  const renamed = mapQuery(logical, {
    source(source) {
      if (source.kind === 'derived') return source;
      const named = { ...source, entity: entity(source.entity) };
      if (source.join?.kind !== 'link') return named;
      const { link, with: other } = source.join;
      const join = {
        ...source.join,
        link: linkNames.get(link) ?? link,
        with: { ...other, entity: entity(other.entity) },
      };
      return { ...named, join };
    },
    expression: (expression) =>
      expression.kind === 'field'
        ? { ...expression, entity: entity(expression.entity), field: field(expression.field) }
        : expression,
  });
  return { schema: { ...schema, entities, links }, logical: renamed };
}
