import type { DatabaseSchema, EntityField } from '@momq/dialect';
import { describe, expect, it } from 'vitest';
import { splitQuestion } from './question-words.js';
import { withReadNames } from './read-names.js';
import { isShortFor } from './short-forms.js';

const text = (name: string): EntityField => ({ name, type: 'text' });

const orchard: DatabaseSchema = {
  name: 'orchard',
  family: 'relational',
  entities: [
    { name: 'ox_vrty', fields: ['vrty_cd', 'vrty_nm', 'hrv_dt'].map(text) },
    { name: 'ox_pckr', fields: ['p_id', 'p_nm', 'p_hire_dt'].map(text) },
    { name: 'ox_plot', fields: ['plot_id', 'soil', 'irrig_yn'].map(text) },
  ],
  links: [],
};

/** Readings by name, of one question. */
function readings(question: string, schema = orchard): Record<string, string | undefined> {
  const { entities } = withReadNames(schema, splitQuestion(question));
  return Object.fromEntries(
    [...entities, ...entities.flatMap(({ fields }) => fields)].map(({ name, aliases }) => [
      name,
      aliases?.[0],
    ]),
  );
}

describe('names', () => {
  it('are read without prefixes, in whole words', () => {
    expect(readings('Which varieties were harvested by a picker on irrigated plots?')).toEqual({
      ox_vrty: 'variety',
      vrty_cd: 'variety code',
      vrty_nm: 'variety name',
      hrv_dt: 'hrv date',
      ox_pckr: 'picker',
      p_id: 'id',
      p_nm: 'name',
      p_hire_dt: 'hire date',
      ox_plot: 'plot',
      plot_id: undefined,
      soil: undefined,
      irrig_yn: undefined,
    });
  });

  it('keep a first word that only two tables have', () => {
    const [one, other] = orchard.entities;
    const read = readings('Which varieties are there?', { ...orchard, entities: [one!, other!] });
    expect([read.ox_vrty, read.ox_pckr]).toEqual(['ox variety', undefined]);
  });

  it('keep short forms that the question does not explain', () => {
    const read = readings('How many plots are there?');
    expect([read.ox_vrty, read.irrig_yn]).toEqual(['vrty', undefined]);
  });

  it('keep what the question says as it is written', () => {
    expect(readings('List the cd of all proj and projects', named('proj_cd')).proj_cd).toBe(
      undefined,
    );
    expect(readings('List the projects', named('proj_cd')).proj_cd).toBe('project code');
  });

  it('keep the names that people gave them', () => {
    const taught = named('proj_cd', ['assignment']);
    expect(withReadNames(taught, splitQuestion('projects'))).toBe(taught);
  });

  it('are the same schema where all are written out', () => {
    const plain = named('customer_name');
    expect(withReadNames(plain, splitQuestion('names of customers'))).toBe(plain);
  });
});

function named(field: string, aliases?: readonly string[]): DatabaseSchema {
  const fields = [{ ...text(field), ...(aliases !== undefined && { aliases }) }];
  return {
    name: 'main',
    family: 'relational',
    entities: [{ name: 'work', fields }],
    links: [],
  };
}

it.each([
  ['elem', 'elements'],
  ['lith', 'lithologies'],
  ['bdgt', 'budget'],
  ['drllr', 'drillers'],
  ['smpl', 'sample'],
  ['rgn', 'region'],
])('%s is short for %s', (part, word) => {
  expect(isShortFor(part, word)).toBe(true);
});

it.each([
  ['man', 'manager'], // words of their own
  ['port', 'portal'],
  ['plan', 'plain'],
  ['sts', 'stations'], // too little of it
  ['cost', 'coast'],
  ['no', 'north'],
])('%s is not short for %s', (part, word) => {
  expect(isShortFor(part, word)).toBe(false);
});
