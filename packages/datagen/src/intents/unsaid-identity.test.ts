import { describe, expect, it } from 'vitest';
import { countAll, select } from './logical-pieces.js';
import { withoutIdentity } from './unsaid-identity.js';

const id = { kind: 'field', entity: 'unit', instance: 0, field: 'name' } as const;
const units = [{ entity: 'unit', instance: 0 }];
const list = select(units, [id]);

describe('withoutIdentity', () => {
  it.each([
    ['Which {rows} are {flag}? {id}', 'Which {rows} are {flag}?'],
    ['{id} of {flag} {rows}', '{flag} {rows}'],
    ['list all {flag} {rows} ({id})', 'list all {flag} {rows}'],
    ['@find every {flag} {row}, {id} only', '@find every {flag} {row}'],
    ['{rows} with {flag} set: {id}', '{rows} with {flag} set'],
    ['@want the {id} of {rows} marked {flag}', '@want {rows} marked {flag}'],
    ['@can give me the {id} of the {flag} {rows}?', '@can give me the {flag} {rows}?'],
  ])('says %s as %s', (saying, bare) => {
    expect(withoutIdentity(saying, list, id)).toBe(bare);
  });

  it('leaves what it is needed for', () => {
    const sorted = '{rows} sorted by {id}';
    expect(withoutIdentity(sorted, list, id)).toBe(sorted);
    const twice = '{id} of {rows} by {id}';
    expect(withoutIdentity(twice, list, id)).toBe(twice);
  });

  it('leaves questions that show something else', () => {
    const saying = '{id} of {rows}';
    expect(withoutIdentity(saying, select(units, [id, countAll]), id)).toBe(saying);
    expect(withoutIdentity(saying, select(units, [{ ...id, field: 'size' }]), id)).toBe(saying);
  });
});
