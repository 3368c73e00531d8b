import { describe, expect, it } from 'vitest';
import { ConfigError, QueryExecutionError, QueryTimeoutError } from '@momq/dialect';
import type { Database, DatabaseContent, DatabaseSchema, Value } from '@momq/dialect';
import { foldText } from './fold-text.js';
import { indexDatabase } from './index-database.js';
import { linkQuestion } from './link-question.js';
import { lookUpValues, spellingsOf } from './look-up-values.js';
import { splitQuestion } from './question-words.js';
import { ValueIndexes } from './value-indexes.js';
import { indexContent, maxIndexedValues } from './value-index.js';

const schema: DatabaseSchema = {
  name: 'people',
  family: 'relational',
  entities: [
    {
      name: 'person',
      fields: [
        { name: 'city', type: 'text' },
        { name: 'settings', type: 'other' },
      ],
    },
  ],
  links: [],
};

/** A database over columns in memory, as an engine gives them: `equalTo` ignores case. */
function database(
  columns: Readonly<Record<string, readonly Value[] | Error>>,
): Database & { readonly asked: (readonly string[] | undefined)[] } {
  const asked: (readonly string[] | undefined)[] = [];
  return {
    dialect: 'memory',
    asked,
    schema: () => Promise.resolve(schema),
    values: (_entity, field, { limit, equalTo }) => {
      const column = columns[field] ?? [];
      if (column instanceof Error) return Promise.reject(column);
      if (equalTo !== undefined) asked.push(equalTo);
      const wanted = equalTo?.map((text) => text.toLowerCase());
      const kept = column.filter(
        (value) => wanted === undefined || wanted.includes(String(value).toLowerCase()),
      );
      return Promise.resolve(kept.slice(0, limit));
    },
    query: () => Promise.reject(new Error('not asked')),
    stream: () => {
      throw new Error('not asked');
    },
    close: () => Promise.resolve(),
  };
}

const cellsOf = (question: string, index: Parameters<typeof linkQuestion>[2]) =>
  linkQuestion(question, schema, index)
    .candidates.filter(({ origin }) => origin === 'cell')
    .map(({ item }) => item.value);

describe('values beyond the index', () => {
  const towns = Array.from({ length: maxIndexedValues + 500 }, (_, i) => `Town ${i}`);
  const question = 'How many people live in zwolle?';

  it('are looked up in the engine by the words of the question', async () => {
    const many = database({ city: [...towns, 'Zwolle', 'ZWOLLE'] });
    const index = await indexDatabase(many, schema);
    expect(cellsOf(question, index)).toEqual([]);
    const found = await lookUpValues(question, index, many);
    expect(cellsOf(question, found)).toEqual(['Zwolle']);
    const place = { entity: 'person', field: 'city' };
    expect(spellingsOf('Zwolle', splitQuestion('Zwolle'), found, place)).toEqual([
      'Zwolle',
      'ZWOLLE',
    ]);
    expect(many.asked[0]).toEqual(expect.arrayContaining(['zwolle', 'people live in zwolle']));
  });

  it('are not looked up where all values are known', async () => {
    const few = database({ city: ['Zwolle'] });
    const index = await indexDatabase(few, schema);
    expect(await lookUpValues(question, index, few)).toBe(index);
    expect(few.asked).toEqual([]);
  });

  it('stay unknown when the engine is too slow, within the budget', async () => {
    const many = database({ city: towns });
    const index = await indexDatabase(many, schema);
    const slow = { ...many, values: () => Promise.reject(new QueryTimeoutError(1)) };
    expect(await lookUpValues(question, index, slow)).toBe(index);
    expect(await lookUpValues(question, index, many, { totalMs: 0 })).toBe(index);
    expect(many.asked).toEqual([]);
  });
});

describe('values written since they were indexed', () => {
  const place = { entity: 'person', field: 'city' };
  const live = (cities: readonly string[]) => {
    let version = '1';
    let delayMs = 0;
    const inner = () => database({ city: cities });
    return {
      ...inner(),
      dataVersion: () => Promise.resolve(version),
      values: async (...args: Parameters<Database['values']>) => {
        await new Promise((resolve) => setTimeout(resolve, delayMs));
        return inner().values(...args);
      },
      changed: (next: readonly string[], slowMs = 0) => {
        [cities, version, delayMs] = [next, `${Number(version) + 1}`, slowMs];
      },
      slow: (ms: number) => (delayMs = ms),
    };
  };

  it('are read again, as quickly as they were', async () => {
    const [people, indexes] = [live(['Ulm']), new ValueIndexes()];
    const first = await indexes.of(people, schema);
    expect(await indexes.of(people, schema)).toBe(first);
    people.changed(['Ulm', 'Zwolle']);
    expect(cellsOf('Who lives in zwolle?', await indexes.of(people, schema))).toEqual(['Zwolle']);
  });

  it('are looked up by the words of the question where reading all takes long', async () => {
    const [people, indexes] = [live(['Ulm']), new ValueIndexes()];
    people.slow(400);
    await indexes.of(people, schema);
    people.changed(['Ulm', 'Zwolle']);
    const index = await indexes.of(people, schema);
    expect(cellsOf('Who lives in zwolle?', index)).toEqual([]);
    const found = await lookUpValues('Who lives in zwolle?', index, people);
    expect(spellingsOf('zwolle', splitQuestion('zwolle'), found, place)).toEqual(['Zwolle']);
    expect(await lookUpValues('Who lives in zwolle?', index, people, { outdatedMs: 0 })).toBe(
      index,
    );
    // what is known of its fields, that one is too slow for example, holds for the next question
    expect(await indexes.of(people, schema)).toBe(index);
  });
});

describe('questions that wait for one reading of the values', () => {
  const waiting = () => {
    let begun = (): void => undefined;
    const begins = new Promise<void>((resolve) => (begun = resolve));
    let release = (): void => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    const inner = database({ city: ['Zwolle'] });
    const values: Database['values'] = (...args) => {
      begun();
      const { signal } = args[2];
      const aborted = new Promise<never>((_, reject) =>
        signal?.addEventListener('abort', () => reject(signal.reason as Error)),
      );
      return Promise.race([gate.then(() => inner.values(...args)), aborted]);
    };
    return { people: { ...inner, values }, begins, release };
  };
  const cut = () => [new AbortController(), new AbortController()] as const;

  it('are answered when the one that began it is given up', async () => {
    const { people, begins, release } = waiting();
    const [indexes, [first, second]] = [new ValueIndexes(), cut()];
    const one = indexes.of(people, schema, { signal: first.signal });
    const gone = expect(one).rejects.toThrow('enough');
    const other = indexes.of(people, schema, { signal: second.signal });
    await begins;
    first.abort(new Error('enough'));
    await gone;
    release();
    expect(cellsOf('Who lives in zwolle?', await other)).toEqual(['Zwolle']);
  });

  it('end by their own signal, and leave it to the others', async () => {
    const { people, begins, release } = waiting();
    const [indexes, [first, second]] = [new ValueIndexes(), cut()];
    const one = indexes.of(people, schema, { signal: first.signal });
    const other = indexes.of(people, schema, { signal: second.signal });
    await begins;
    second.abort(new Error('enough'));
    await expect(other).rejects.toThrow('enough');
    release();
    expect(await indexes.of(people, schema)).toBe(await one);
  });
});

describe('case and accents', () => {
  const content = (cities: readonly string[]): DatabaseContent => ({
    schema,
    rows: { person: cities.map((city) => [city, null]) },
  });

  it.each([
    ['José Álvarez', 'Jose Alvarez'],
    ['Jose\u0301', 'JOSÉ'],
    ['Łódź', 'Lodz'],
    ['Straße', 'STRASSE'],
    ['Ærø', 'aero'],
  ])('%s and %s are one', (left, right) => {
    expect(foldText(left)).toBe(foldText(right));
    expect(cellsOf(`Who lives in ${right}?`, indexContent(content([left])))).toEqual([left]);
  });

  it('leave the vowel signs of other scripts alone', () => {
    expect(foldText('दिल्ली')).not.toBe(foldText('दल'));
  });

  it('make one candidate of all spellings, in the fields of each', () => {
    const index = indexContent(content(['New York', 'NEW YORK', 'new york', 'Newark']));
    expect(cellsOf('How many people live in New York?', index)).toEqual(['New York']);
    expect(cellsOf('How many people live in NEW YORK?', index)).toEqual(['NEW YORK']);
    const place = { entity: 'person', field: 'city' };
    const words = splitQuestion('new york');
    expect(spellingsOf('new york', words, index, place)).toHaveLength(3);
    expect(spellingsOf('new york', words, index, { ...place, field: 'settings' })).toEqual([]);
  });
});

describe('a field whose values cannot be read', () => {
  it('is left out and named; the others are read', async () => {
    const settings = new QueryExecutionError('could not identify an equality operator for json');
    const index = await indexDatabase(database({ city: ['Zwolle'], settings }), schema);
    expect(cellsOf('How many live in Zwolle?', index)).toEqual(['Zwolle']);
    expect(index.notes).toEqual([expect.stringContaining('person.settings')]);
    expect(index.fields.map(({ complete }) => complete)).toEqual([true, false]);
  });

  it('for its time takes the others of its entity along, and is asked once', async () => {
    const asked: string[] = [];
    const timed = {
      ...database({}),
      values: (_entity: string, field: string) => {
        asked.push(field);
        return Promise.reject(new QueryTimeoutError(2000));
      },
    };
    const index = await indexDatabase(timed, schema);
    expect(asked).toEqual(['city']);
    expect(index.fields.map(({ complete }) => complete)).toEqual([false, false]);
    const towns = Array.from({ length: maxIndexedValues + 1 }, (_, i) => `Town ${i}`);
    const cut = await indexDatabase(database({ city: towns }), schema);
    for (const question of ['Who lives in Ulm?', 'Who lives in Zwolle?'])
      expect(await lookUpValues(question, cut, timed)).toBe(cut);
    expect(asked).toEqual(['city', 'city']);
  });

  it('in a group of small tables takes nothing from the others', async () => {
    const names = ['street', 'person', 'shop'];
    const fields = [{ name: 'city', type: 'text' as const }];
    const entities = [
      ...names.map((name) => ({ name, fields })),
      { name: 'street_view', kind: 'view' as const, fields },
      { name: 'log', rowCount: 1_000_000, fields },
    ];
    const together: string[][] = [];
    const alone: string[] = [];
    const read = (entity: string): Promise<Value[]> =>
      entity === 'person'
        ? Promise.reject(new QueryExecutionError('permission denied'))
        : Promise.resolve([`City of ${entity}`]);
    const grouped: Database = {
      ...database({}),
      values: (entity) => {
        alone.push(entity);
        return read(entity);
      },
      fieldValues: (asked) => {
        together.push(asked.map(({ entity }) => entity));
        return Promise.all(asked.map(async ({ entity }) => [await read(entity)]));
      },
    };
    const index = await indexDatabase(grouped, { ...schema, entities });
    expect(together).toEqual([names, ['street'], ['person'], ['shop']]);
    expect(alone).toEqual(['person', 'street_view', 'log']);
    const expected = ['street', 'shop', 'street_view', 'log'].map((entity) => [
      `City of ${entity}`,
    ]);
    expect(index.fields.flatMap(({ values }) => (values.length > 0 ? [values] : []))).toEqual(
      expected,
    );
    expect(index.notes).toEqual([expect.stringContaining('person.city')]);
  });

  it('is given up when the time for all is over', async () => {
    const index = await indexDatabase(database({ city: ['Zwolle'] }), schema, { totalMs: -1 });
    expect(index.notes).toEqual([expect.stringContaining('person.city, person.settings')]);
  });

  it('for another reason than the query is an error', async () => {
    const lost = database({ city: new ConfigError('lost') });
    await expect(indexDatabase(lost, schema)).rejects.toThrow('lost');
  });
});
