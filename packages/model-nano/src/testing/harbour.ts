import type { DatabaseSchema, LogicalQuery } from '@momq/dialect';
import { findValueCandidates, indexContent, splitQuestion } from '@momq/core/linking';
import type { TextVectors } from '../prefix/text-vectors.js';
import type { TrainingQuestion } from '../training/training-question.js';

/** Two tables joined by a foreign key. */
export const harbour: DatabaseSchema = {
  name: 'harbour',
  family: 'relational',
  entities: [
    {
      name: 'ship',
      fields: [
        { name: 'ship_id', type: 'integer', primaryKey: true },
        { name: 'title', type: 'text' },
        { name: 'flag', type: 'text' },
        { name: 'draft', type: 'real' },
      ],
    },
    {
      name: 'visit',
      fields: [
        { name: 'ship_id', type: 'integer' },
        { name: 'berth', type: 'text' },
        { name: 'fee', type: 'real' },
      ],
    },
    { name: 'crane', fields: [{ name: 'load', type: 'real' }] },
  ],
  links: [
    {
      name: 'visit.ship_id',
      from: { entity: 'visit', fields: ['ship_id'] },
      to: { entity: 'ship', fields: ['ship_id'] },
      fields: [],
    },
  ],
};

/** "Show the draft of ships with the flag PT": one field selected, one compared. */
export const draftQuery: LogicalQuery = {
  kind: 'select',
  from: [{ entity: 'ship', instance: 0 }],
  distinct: false,
  select: [{ kind: 'field', entity: 'ship', instance: 0, field: 'draft' }],
  where: {
    kind: 'compare',
    operator: '=',
    left: { kind: 'field', entity: 'ship', instance: 0, field: 'flag' },
    right: { kind: 'literal', value: 'PT' },
  },
  groupBy: [],
  orderBy: [],
};

/** The question of {@link draftQuery} in training form. */
export function draftQuestion(): TrainingQuestion {
  const question = 'Show the draft of ships with the flag PT';
  const words = splitQuestion(question);
  const index = indexContent({
    schema: harbour,
    rows: {
      ship: [
        [1, 'Tern', 'PT', 3.5],
        [2, 'Seal', 'DK', 4],
      ],
      visit: [[1, 'A', 10]],
    },
  });
  return {
    question,
    words,
    source: 'test',
    dbId: 'harbour',
    candidates: findValueCandidates(question, words, index, harbour),
    targets: new Map([['tiny', { schema: harbour, logical: draftQuery }]]),
  };
}

/** Unit vectors that depend on the text alone: equal texts are equal, others nearly orthogonal. */
export function hashedVectors(words: readonly string[], width = 64): TextVectors {
  const ofText = (text: string): Float32Array => {
    let state = 7;
    for (const char of text) state = (Math.imul(state, 31) + char.charCodeAt(0)) | 0;
    const vector = Float32Array.from({ length: width }, () => {
      state = (Math.imul(state, 1103515245) + 12345) | 0;
      return state / 2 ** 31;
    });
    const length = Math.hypot(...vector);
    return vector.map((value) => value / length);
  };
  const ofWords = new Float32Array(words.length * width);
  words.forEach((word, index) => ofWords.set(ofText(word), index * width));
  return { width, ofText, ofWords };
}
