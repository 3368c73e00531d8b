import type { LogicalFormCase } from './logical-form-case.js';
import { aggregate, all, call, compare, field, math, select, up, value } from './query-builders.js';

const [id, name, note] = [field('person.id'), field('person.name'), field('person.note')];
const byId = { orderBy: [up(id)] };
const like = (pattern: string, negated = false) =>
  select('person', [id], { where: compare(note, negated ? 'not like' : 'like', value(pattern)) });

/** Functions of texts, and patterns. */
export const textCases: readonly LogicalFormCase[] = [
  {
    title: 'ASCII case',
    query: select('person', [call('lower', name), call('upper', name)], {
      where: compare(id, '!=', value(2)),
      ...byId,
    }),
    rows: [
      ['ann lee', 'ANN LEE'],
      ['bob', 'BOB'],
      [' cid ', ' CID '],
      ['dora', 'DORA'],
    ],
    ordered: true,
  },
  {
    title: 'lengths count characters, of numbers their digits',
    query: select(
      'person',
      [
        call('length', name),
        call('length', call('trim', name)),
        call('length', note),
        call('length', field('person.age')),
      ],
      byId,
    ),
    rows: [
      [7, 7, 7, 2],
      [4, 4, 3, null],
      [3, 3, 3, 2],
      [5, 3, null, 2],
      [4, 4, 8, 2],
    ],
    ordered: true,
  },
  {
    title: 'parts of texts count characters from 1',
    query: select(
      'person',
      [
        call('substring', name, value(2)),
        call('substring', name, value(3), value(2)),
        call('substring', name, value(9), value(2)),
        call('substring', name, value(1), math(call('position', name, value(' ')), '-', value(1))),
      ],
      byId,
    ),
    rows: [
      ['nn Lee', 'n ', '', 'Ann'],
      ['osé', 'sé', '', ''],
      ['ob', 'b', '', ''],
      ['Cid ', 'id', '', ''],
      ['ora', 'ra', '', ''],
    ],
    ordered: true,
  },
  {
    title: 'places and lengths that are counted or read from a field',
    query: select(
      'person',
      [
        call('substring', value('abcdef'), aggregate('count'), aggregate('max', id)),
        call('substring', value('abcdef'), aggregate('sum', field('person.team'))),
      ],
      { where: compare(id, '<', value(4)) },
    ),
    rows: [['cde', 'def']],
  },
  {
    title: 'where a text begins inside another; case counts',
    query: select(
      'person',
      [
        call('position', name, value('o')),
        call('position', name, value('é')),
        call('position', note, value('%')),
      ],
      byId,
    ),
    rows: [
      [0, 0, 3],
      [2, 4, 0],
      [2, 0, 0],
      [0, 0, null],
      [2, 0, 0],
    ],
    ordered: true,
  },
  {
    title: 'an empty text begins at the first place, of an empty one too',
    query: select(
      'person',
      [
        call('position', note, value('')),
        call('position', name, call('substring', name, value(9))),
        call('position', value(''), value('')),
      ],
      byId,
    ),
    rows: [
      [1, 1, 1],
      [1, 1, 1],
      [1, 1, 1],
      [null, 1, 1],
      [1, 1, 1],
    ],
    ordered: true,
  },
  {
    title: 'truth values in joined texts are 1 and 0',
    query: select(
      'person',
      [call('concat', call('trim', name), value(' '), field('person.active'))],
      byId,
    ),
    rows: [['Ann Lee 1'], ['José 0'], ['Bob 1'], [null], ['Dora 0']],
    ordered: true,
  },
  {
    title: 'joined texts are NULL where one is',
    query: select(
      'person',
      [
        call('concat', call('trim', name), value(' '), field('person.age')),
        call('concat', note, value("'s")),
      ],
      byId,
    ),
    rows: [
      ['Ann Lee 34', "50% off's"],
      [null, "5_0's"],
      ['Bob 28', "a\\b's"],
      ['Cid 28', null],
      ['Dora 61', "12.75 kg's"],
    ],
    ordered: true,
  },
  {
    title: 'a joined text is one operand',
    query: select('person', [call('length', call('concat', name, name))], {
      where: compare(call('concat', name, value('!')), '=', value('Bob!')),
    }),
    rows: [[6]],
  },
  {
    title: 'replaced texts; case counts',
    query: select(
      'person',
      [
        call('replace', name, value('o'), value('00')),
        call('replace', note, value('\\'), value('/')),
      ],
      byId,
    ),
    rows: [
      ['Ann Lee', '50% off'],
      ['J00sé', '5_0'],
      ['B00b', 'a/b'],
      [' Cid ', null],
      ['D00ra', '12.75 kg'],
    ],
    ordered: true,
  },
  {
    title: 'replacing an empty text changes nothing',
    query: select(
      'person',
      [
        call('replace', name, value(''), value('x')),
        call('replace', name, call('trim', value(' ')), value('x')),
      ],
      { where: compare(id, '=', value(3)) },
    ),
    rows: [['Bob', 'Bob']],
  },
  { title: 'a pattern ignores case', query: like('A%'), rows: [[3]] },
  { title: 'a pattern with an escaped percent sign', query: like('%50\\%%'), rows: [[1]] },
  { title: 'a pattern with an escaped underscore', query: like('5\\_0'), rows: [[2]] },
  { title: 'a pattern with an escaped backslash', query: like('%\\\\%'), rows: [[3]] },
  { title: 'a pattern with wildcards', query: like('5_%'), rows: [[1], [2]] },
  { title: 'a pattern negated leaves NULL out', query: like('5%', true), rows: [[3], [5]] },
  {
    title: 'a pattern that is computed',
    query: select('person', [id], {
      where: compare(name, 'like', call('concat', value('%'), value('O'), value('%'))),
    }),
    rows: [[2], [3], [5]],
  },
  {
    title: 'quotes and letters outside ASCII in constants',
    query: select('person', [id, value("it's")], {
      where: all(compare(name, '=', value('José')), compare(note, '!=', value("'"))),
    }),
    rows: [[2, "it's"]],
  },
];
