import type { Link, Value } from '@momq/dialect';

import { plural } from '../../generated/english/inflection.js';
import type { Attribute } from '../../generated/lexicon/attribute.js';
import type { Domain, DomainEntity } from '../../generated/lexicon/domain.js';
import { Random } from '../../generated/random.js';
import { chooseEntities, labelKeys, parentsFirst } from '../../generated/sample-database.js';
import { drawColumn, typeOfValues } from '../../generated/sample-values.js';
import { drawHabits } from './habits.js';
import type { Habits } from './habits.js';
import {
  deletedColumn,
  drawStatus,
  flagColumns,
  momentColumns,
  moneyColumn,
  noiseColumns,
} from './lived-in-columns.js';
import type { DraftColumn } from './lived-in-columns.js';
import type {
  CodeTable,
  LivedInColumn,
  LivedInDatabase,
  LivedInLink,
  LivedInTable,
  Status,
} from './lived-in-database.js';

interface Sampling {
  readonly random: Random;
  readonly habits: Habits;
  /** Names of tables so far. */
  readonly taken: Set<string>;
  readonly codeTables: CodeTable[];
}

/**
 * Makes a database of a domain as it looks after years: names of one habit, keys that are declared or not, moments as dates, text
 * or unix seconds, money in cents, flags, code tables, soft deletes, parents in the same table, and columns nobody asks about.
 */
export function sampleLivedInDatabase(domain: Domain, id: string, seed: number): LivedInDatabase {
  const random = new Random(seed);
  const sampling: Sampling = {
    random,
    habits: drawHabits(random),
    taken: new Set(),
    codeTables: [],
  };
  const made = new Map<DomainEntity, LivedInTable>();
  const links: LivedInLink[] = [];
  for (const entity of parentsFirst(chooseEntities(domain, random))) {
    const { table, parents } = makeTable(entity, made, sampling);
    made.set(entity, table);
    for (const { parent, column, role } of parents)
      links.push({
        child: table,
        parent: parent === entity ? table : made.get(parent)!,
        column,
        ...(role !== undefined && { role }),
      });
    const self = table.columns.find(({ role }) => role === 'parent');
    if (self) links.push({ child: table, parent: table, column: self });
  }
  const tables = [...made.values()];
  const codes = sampling.codeTables.map(({ table, code, label }) => ({
    table,
    columns: [code, label],
    rowCount: code.values.length,
    key: code,
  }));
  const view = sampling.habits.view ? viewOf(links, sampling) : undefined;
  const stored = [...tables, ...codes, ...(view === undefined ? [] : [view])];
  const { declares } = sampling.habits;
  return {
    id,
    tables,
    links,
    content: {
      schema: {
        name: id,
        family: 'relational',
        entities: random.shuffle(stored).map((table) => ({
          name: table.table,
          fields: table.columns.map((column) => ({
            name: column.name,
            type: column.type,
            ...(declares !== 'none' &&
              'key' in table &&
              column === table.key && { primaryKey: true }),
          })),
        })),
        links:
          declares !== 'all'
            ? []
            : links.map((link): Link => ({
                name: `${link.child.table}.${link.column.name}`,
                from: { entity: link.child.table, fields: [link.column.name] },
                to: { entity: link.parent.table, fields: [link.parent.key.name] },
                fields: [],
              })),
      },
      rows: Object.fromEntries(
        stored.map((table) => [
          table.table,
          Array.from({ length: table.rowCount }, (_, row) =>
            table.columns.map(({ values }) => values[row]!),
          ),
        ]),
      ),
    },
  };
}

function makeTable(
  entity: DomainEntity,
  made: ReadonlyMap<DomainEntity, LivedInTable>,
  sampling: Sampling,
): {
  table: LivedInTable;
  parents: { parent: DomainEntity; column: LivedInColumn; role?: string }[];
} {
  const { random, habits } = sampling;
  const noun = entity.nouns[0]!;
  const name = freeName(habits.table(habits.plural ? plural(noun) : noun), sampling.taken);
  const parents = entity.links.flatMap((link) => {
    const parent = [...made.keys()].find(({ nouns }) => nouns[0] === link.to);
    return parent === undefined ? [] : [{ link, parent }];
  });
  const labels = entity.attributes.filter(({ key }) => labelKeys.has(key));
  const isEvent = parents.length > 0 && labels.length === 0;
  const rowCount = isEvent ? random.integer(90, 260) : random.integer(14, 60);
  const drafts: DraftColumn[] = [
    {
      called: habits.longKeys ? `${noun} id` : 'id',
      words: `${noun} id`,
      role: 'key',
      type: 'integer',
      values: sequence(random.pick([1, 1, 101, 5001]), rowCount),
    },
  ];
  const described = entity.attributes.filter(
    ({ key, values }) =>
      !labelKeys.has(key) &&
      values.kind !== 'date' &&
      values.kind !== 'datetime' &&
      values.kind !== 'boolean',
  );
  for (const attribute of [...labels.slice(0, 1), ...random.sample(described, 4)])
    drafts.push(attributeColumn(attribute, rowCount, random));
  const roles = new Map<DraftColumn, { parent: DomainEntity; role?: string }>();
  for (const { link, parent } of parents) {
    const keys = made.get(parent)!.key.values;
    // Some parents stay without children.
    const referred = random.sample(
      keys,
      Math.max(2, Math.ceil(keys.length * random.real(0.6, 0.9))),
    );
    const role = link.role ?? parent.nouns[0]!;
    const draft: DraftColumn = {
      called: `${role} id`,
      words: role,
      role: 'reference',
      type: 'integer',
      values: Array.from(
        { length: rowCount },
        () =>
          referred[
            Math.min(random.integer(0, referred.length - 1), random.integer(0, referred.length - 1))
          ]!,
      ),
    };
    drafts.push(draft);
    roles.set(draft, { parent, ...(link.role !== undefined && { role: link.role }) });
  }
  const taken = (): Set<string> => new Set(drafts.map(({ words }) => words));
  if (isEvent || random.chance(0.5)) drafts.push(...momentColumns(rowCount, habits, random));
  if (isEvent ? random.chance(0.85) : random.chance(0.3))
    drafts.push(moneyColumn(rowCount, habits, random, taken()));
  if (random.chance(0.7)) drafts.push(...flagColumns(rowCount, habits, random));
  const status =
    (isEvent || random.chance(0.3)) && !taken().has('status')
      ? drawStatus(rowCount, habits, random, taken())
      : undefined;
  const statusDraft: DraftColumn | undefined = status && {
    called:
      random.pick(['status', `${noun} status`, 'state']) +
      (habits.status === 'text' ? '' : ' code'),
    words: 'status',
    role: 'status',
    type: typeof status.codes[0] === 'number' ? 'integer' : 'text',
    values: status.values,
  };
  if (statusDraft) drafts.push(statusDraft);
  if (labels.length > 0 && random.chance(0.3))
    drafts.push({
      called: `parent ${noun} id`,
      words: `parent ${noun}`,
      role: 'parent',
      type: 'integer',
      values: drafts[0]!.values.map((_, row) =>
        row < 4 || random.chance(0.3)
          ? null
          : drafts[0]!.values[random.integer(0, Math.min(row - 1, 7))]!,
      ),
    });
  const deleted = random.chance(0.6) ? deletedColumn(rowCount, habits, random) : undefined;
  if (deleted) drafts.push(deleted);
  const noise = noiseColumns(rowCount, habits, random);
  const ordered = [...drafts, ...noise];
  const columns = new Map<DraftColumn, LivedInColumn>();
  const used = new Set<string>();
  for (const draft of ordered) {
    const { called, ...rest } = draft;
    columns.set(draft, { ...rest, table: name, name: freeName(habits.column(called), used) });
  }
  const key = columns.get(drafts[0]!)!;
  const label = labels.length > 0 ? columns.get(drafts[1]!) : undefined;
  return {
    table: {
      table: name,
      nouns: entity.nouns,
      columns: [...columns.values()],
      key,
      rowCount,
      ...(label && { label }),
      ...(status &&
        statusDraft && {
          status: makeStatus(columns.get(statusDraft)!, status, { noun, sampling }),
        }),
    },
    parents: [...roles].map(([draft, { parent, role }]) => ({
      parent,
      column: columns.get(draft)!,
      ...(role !== undefined && { role }),
    })),
  };
}

function attributeColumn(attribute: Attribute, rowCount: number, random: Random): DraftColumn {
  const type = typeOfValues(attribute.values);
  const isLabel = labelKeys.has(attribute.key);
  const values = drawColumn(attribute, rowCount, random);
  // Telephone numbers and the like are no groups.
  const isGrouping = new Set(values).size <= Math.max(12, rowCount / 3);
  const gaps = !isLabel && random.chance(0.25);
  const words = attribute.names[0]!;
  return {
    called: random.chance(0.7) ? words : random.pick(attribute.names),
    words,
    role: isLabel
      ? 'label'
      : type === 'integer' || type === 'real'
        ? 'measure'
        : isGrouping
          ? 'category'
          : 'noise',
    type,
    values: gaps ? values.map((value) => (random.chance(0.15) ? null : value)) : values,
  };
}

function makeStatus(
  column: LivedInColumn,
  { words, codes }: { readonly words: readonly string[]; readonly codes: readonly Value[] },
  { noun, sampling }: { readonly noun: string; readonly sampling: Sampling },
): Status {
  const { habits, taken, codeTables, random } = sampling;
  if (habits.status === 'text') return { column, words, values: codes };
  const table = freeName(
    habits.table(random.pick([`${noun} status`, `${noun} state`, `status of ${noun}`])),
    taken,
  );
  const base = { table, role: 'noise' } as const;
  const code: LivedInColumn = {
    ...base,
    name: habits.column(random.pick(['code', 'status code', 'id'])),
    type: column.type,
    words: 'code',
    values: codes,
  };
  const label: LivedInColumn = {
    ...base,
    name: habits.column(random.pick(['label', 'description', 'status name', 'meaning'])),
    type: 'text',
    words: 'status',
    values: words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)),
  };
  const made: CodeTable = { table, code, label };
  codeTables.push(made);
  return { column, words, values: label.values, codes: made };
}

/** A child's rows with the label of one of its parents: what a view of the two would show. */
function viewOf(
  links: readonly LivedInLink[],
  { habits, taken, random }: Sampling,
): { table: string; columns: LivedInColumn[]; rowCount: number } | undefined {
  const usable = links.filter(({ child, parent }) => child !== parent && parent.label);
  if (usable.length === 0) return undefined;
  const { child, parent, column } = random.pick(usable);
  const table = freeName(habits.table(`v ${child.nouns[0]!} overview`), taken);
  const label = parent.label!;
  const position = new Map(parent.key.values.map((value, row) => [value, row]));
  const shown = child.columns
    .filter(({ role }) => ['key', 'measure', 'money', 'start', 'category'].includes(role))
    .slice(0, 5);
  const columns = [
    ...shown,
    {
      ...label,
      name: habits.column(`${parent.nouns[0]!} ${label.words}`),
      values: column.values.map((value) => label.values[position.get(value)!]!),
    },
  ].map((each) => ({ ...each, table, role: 'noise' as const }));
  return { table, columns, rowCount: child.rowCount };
}

function sequence(first: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => first + index);
}

function freeName(wanted: string, taken: Set<string>): string {
  let name = wanted;
  for (let count = 2; taken.has(name.toLowerCase()); count += 1) name = `${wanted}${count}`;
  taken.add(name.toLowerCase());
  return name;
}
