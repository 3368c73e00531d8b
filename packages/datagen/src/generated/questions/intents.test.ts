import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDatabase } from '@momq/core';
import type { Database } from '@momq/core';
import { resultsEqual } from '@momq/core/evaluation';
import type { LogicalQuery, Value } from '@momq/dialect';
import { sqlite } from '@momq/dialect-sqlite';
import { smallLibrary } from '../../testing/small-library.js';
import { Speaker } from '../english/speaker.js';
import { Random } from '../random.js';
import { childrenPerParent } from './children-per-parent.js';
import { frequent, grouped } from './groups.js';
import type { Intent } from './intent.js';
import {
  childrenOfParent,
  parentOfExtreme,
  parentsWithChildren,
  sideBySide,
} from './linked-rows.js';
import { parentsWithout } from './parent-sets.js';
import { ordered, project, superlative } from './table-rows.js';
import { aggregated, comparedWithAll, count } from './totals.js';
import { bothParents, throughJunction } from './two-parents.js';

const intents = {
  project,
  superlative,
  ordered,
  count,
  aggregated,
  comparedWithAll,
  frequent,
  grouped,
  childrenOfParent,
  parentsWithChildren,
  sideBySide,
  parentOfExtreme,
  childrenPerParent,
  parentsWithout,
  throughJunction,
  bothParents,
} satisfies Readonly<Record<string, Intent>>;

/** Words of questions, and the rows that somebody with pencil and paper gives for all that say it so. */
type Case = readonly [keyof typeof intents, RegExp, readonly (readonly Value[])[]];

const cases: readonly Case[] = [
  [
    'project',
    /^\D* names? of authors (in|from|based in) ["']?Peru\W*$/i,
    [['Ada Bose'], ['Ben Cole']],
  ],
  ['project', /\btitles? (of|for) (the |all )?books without a rating\W*$/, [['Fox'], ['Hill']]],
  [
    'project',
    /(?<!and |as )\btitles? (of|for) (the |all )?books (whose|with a) (date|day) (is )?in (the year )?2010\W*$/,
    [['Fox'], ['Gale']],
  ],
  [
    'project',
    /(different|unique|distinct) (genres|kinds) of .*books?\W*$/,
    [['novel'], ['poem'], ['essay']],
  ],
  [
    'project',
    /(everything about|all columns of) all members\.$/,
    [
      [1, 'Uma', 30],
      [2, 'Vic', 40],
      [3, 'Wes', 50],
    ],
  ],

  ['superlative', /\btitle (of|for) the longest book\W*$/, [['Iris']]],
  ['superlative', /\btitle (of|for) the shortest book\W*$/, [['Tide']]],
  ['superlative', /\btitle (of|for) the (latest|most recent) book\W*$/, [['Iris']]],
  // The youngest have the latest year of birth.
  ['superlative', /\bname (of|for) the youngest author\W*$/, [['Di Eck']]],
  ['superlative', /\bname (of|for) the oldest author\W*$/, [['Ada Bose']]],
  ['superlative', /(?<!and |as )\bname (of|for) the youngest member\W*$/, [['Uma']]],
  ['superlative', /(?<!and |as )\bname (of|for) the oldest member\W*$/, [['Wes']]],
  ['superlative', /\bdays (of|for) the (top )?(3|three) longest loans\W*$/, [[21], [14], [10]]],
  ['superlative', /\bdays (of|for) the (top )?(2|two) shortest loans\W*$/, [[3], [7]]],

  ['ordered', /^(Sort|Order) .*members by age and .* names\.$/, [['Uma'], ['Vic'], ['Wes']]],
  [
    'ordered',
    /(?<!and |as )\bnames? (of|for) [a-z ]*members? by name from Z to A\W*$/,
    [['Wes'], ['Vic'], ['Uma']],
  ],
  [
    'ordered',
    /\b(loans' days|loan days) (by days from high to low|ordered by days descending)\W*$/,
    [[21], [14], [10], [7], [3]],
  ],
  [
    'ordered',
    /\b(loans' days|loan days) (ordered|sorted|arranged) by days\W*$/,
    [[3], [7], [10], [14], [21]],
  ],
  [
    'ordered',
    /^(Sort|Order) .*\bbooks by date in descending order and .* the titles\.$/,
    [['Iris'], ['Hill'], ['Gale'], ['Fox'], ['Ember'], ['Tide']],
  ],

  [
    'count',
    /^How many loans (are there|exist|do we have|are recorded)\?$|^Count the loans\.$/,
    [[5]],
  ],
  ['count', /^How many novel books .*\?$/, [[3]]],
  ['count', /number of authors (in|from|based in) ["']?Peru\W*$/, [[2]]],
  ['count', /^Count the (number of )?authors born after 1970\.$/, [[2]]],
  ['count', /^Count the (number of )?members (older than|over the age of) 40\.$/, [[1]]],
  ['count', /^How many (different|distinct) (genres|kinds) .*\b(the|all) books( have)?\?$/, [[3]]],

  [
    'aggregated',
    /(?<!and |as )\b(average|mean) pages (of|for|across) (all|all the|the)? ?books\W*$/,
    [[350]],
  ],
  [
    'aggregated',
    /(?<!and |as )\b(total|overall|combined) days (of|for|across) (all|all the|the)? ?loans\W*$/,
    [[55]],
  ],
  // Of the four that have one.
  [
    'aggregated',
    /(?<!and |as )\b(average|mean) (rating|score) (of|for|across) (all|all the|the)? ?books\W*$/,
    [[3.75]],
  ],
  [
    'aggregated',
    /(?<!and |as )\b(maximum|highest|largest|greatest) age (of|for|across) (all|all the|the)? ?members\W*$/,
    [[50]],
  ],
  [
    'aggregated',
    /(?<!and |as )\b(maximum|highest|largest|greatest) (pages|number of pages) (of|for|across) (all |the |all the )?novel books\W*$/,
    [[500]],
  ],

  ['comparedWithAll', /^Count the loans (with|whose) days (is )?above (the )?average\.$/, [[2]]],
  ['comparedWithAll', /^Count the books whose rating is below average\.$/, [[2]]],
  [
    'comparedWithAll',
    /^Count the books (with the maximum|whose) (rating|score)( equals the maximum| is the highest of all)?\.$/,
    [[2]],
  ],
  ['comparedWithAll', /\bnames? (of|for) (all )?members with the minimum age\W*$/, [['Uma']]],

  [
    'frequent',
    /^(Which (genre|kind) has|.*the (genre|kind) with) the (most|largest number of|highest number of) books\W*$/,
    [['novel']],
  ],
  ['frequent', /\bleast (common|frequent) (genre|kind) of books\W*$/i, [['essay']]],
  ['frequent', /^Which (genre|kind) .* the most books and how many\?$/, [['novel', 3]]],
  [
    'frequent',
    /^Which (genres|kinds) have (more than|over) (1|one) books\?$/,
    [['novel'], ['poem']],
  ],
  ['frequent', /^Which (genres|kinds) have (at least|exactly) (3|three) books\?$/, [['novel']]],
  ['frequent', /\bwhose average (pages|number of pages) is above 350\W*$/, [['essay']]],
  ['frequent', /\bwhose average (rating|score|number of stars) is below (4|four)\W*$/, [['poem']]],

  [
    'grouped',
    /^Count the books by (genre|kind)\.$/,
    [
      ['novel', 3],
      ['poem', 2],
      ['essay', 1],
    ],
  ],
  [
    'grouped',
    /^Count the books longer than 300 pages by (genre|kind)\.$/,
    [
      ['novel', 1],
      ['poem', 1],
      ['essay', 1],
    ],
  ],
  [
    'grouped',
    /\b(mean|average) (rating|score) of books for (each|every) (genre|kind)\W*$/,
    [
      ['novel', 4],
      ['poem', 2.5],
      ['essay', 4.5],
    ],
  ],
  [
    'grouped',
    /\btotal pages per (genre|kind) for books\W*$/,
    [
      ['novel', 800],
      ['poem', 700],
      ['essay', 600],
    ],
  ],

  [
    'childrenOfParent',
    /^(Count|Find) the (number of )?loans to (the )?(member )?["']?Uma["']?\.$/,
    [[3]],
  ],
  [
    'childrenOfParent',
    /^Count the loans to members (over 40|older than 40|over the age of 40)\.$/,
    [[0]],
  ],
  [
    'childrenOfParent',
    /^(Count the|How many) books written by authors (in|from|based in) ["']?Peru["']?( are there\?| do we have\?|\.)$/,
    [[4]],
  ],
  [
    'childrenOfParent',
    /\b(mean|average) days (of|for) (all )?(the )?loans of (novel books|the novel book)\W*$/,
    [[34 / 3]],
  ],

  // Once for each book: nothing asks for different names.
  [
    'parentsWithChildren',
    /^(?!.*(distinct|different|unique))[^,]*\bnames? of (the |all )?authors [a-z ]*poem books\W*$/,
    [['Ben Cole'], ['Ben Cole']],
  ],
  [
    'parentsWithChildren',
    /\b(different|distinct|unique) names? of (the |all |all the )?authors [a-z ]*poem books\W*$/,
    [['Ben Cole']],
  ],
  [
    'parentsWithChildren',
    /\b(different|distinct|unique) names? of (the |all |all the )?members (that have|with|having|of|related to) (any )?loans? longer than (7|seven|10|ten) days\W*$/,
    [['Uma'], ['Vic']],
  ],

  [
    'sideBySide',
    /^For each book, \w+ the title and the name of its author\.$/,
    [
      ['Tide', 'Ada Bose'],
      ['Ember', 'Ada Bose'],
      ['Fox', 'Ben Cole'],
      ['Gale', 'Ben Cole'],
      ['Hill', 'Cy Dahl'],
      ['Iris', 'Cy Dahl'],
    ],
  ],
  [
    'sideBySide',
    /\bdays of (each|every) loan and the title of its book\W*$/,
    [
      [3, 'Tide'],
      [10, 'Tide'],
      [7, 'Fox'],
      [14, 'Iris'],
      [21, 'Hill'],
    ],
  ],

  [
    'parentOfExtreme',
    /\b(name of the author (of|with|that has) the|author's name for the) longest book\W*$/,
    [['Cy Dahl']],
  ],
  [
    'parentOfExtreme',
    /\b(name of the author (of|with|that has) the|author's name for the) (shortest|earliest|first) book\W*$/,
    [['Ada Bose']],
  ],
  [
    'parentOfExtreme',
    /\b(title of the book (of|with|that has) the|book's title for the) longest loan\W*$/,
    [['Hill']],
  ],

  [
    'childrenPerParent',
    /\bname of each author and the number of books\W*$/,
    [
      ['Ada Bose', 2],
      ['Ben Cole', 2],
      ['Cy Dahl', 2],
    ],
  ],
  [
    'childrenPerParent',
    /^For each member, \w+ the name and the number of loans\.$/,
    [
      ['Uma', 3],
      ['Vic', 2],
    ],
  ],
  ['childrenPerParent', /^Which book has the most loans\? \w+ the title\.$/, [['Tide']]],
  [
    'childrenPerParent',
    /^Which members have (exactly 3|exactly three|more than 2|more than two|at least 3|3 or more|three or more) loans\? \w+ the names\.$/,
    [['Uma']],
  ],
  [
    'childrenPerParent',
    /\bname of each member and the (maximum|highest) days of its loans\W*$/,
    [
      ['Uma', 21],
      ['Vic', 14],
    ],
  ],

  ['parentsWithout', /^Which authors have no books\? \w+ the names\.$/, [['Di Eck']]],
  [
    'parentsWithout',
    /\btitles of (the |all )?books (without|with no|that never had) (any )?loans\W*$/,
    [['Ember'], ['Gale']],
  ],
  [
    'parentsWithout',
    /^Count the members (without|with no|not having any|that have no) loans\.$/,
    [[1]],
  ],
  [
    'parentsWithout',
    /(?<!and |as )\bnames of (the |all )?authors [a-z ]*poem books\W*$|^Which authors have no poem books\? \w+ the names\.$/,
    [['Ada Bose'], ['Cy Dahl'], ['Di Eck']],
  ],

  [
    'throughJunction',
    /^Count the distinct books .* members (older than|over|over the age of) (30|30 .*)\.$/,
    [[2]],
  ],
  ['throughJunction', /^Count the distinct members .* (poem books|the poem book).*\.$/, [[1]]],
  [
    'throughJunction',
    /\b(different|distinct|unique) titles of (the |all )?books .* loans? to (the )?(member )?["']?Uma["']?\W*$/,
    [['Tide'], ['Fox'], ['Hill']],
  ],

  [
    'bothParents',
    /\btitle of the book and the name of the member for each loan\W*$/,
    [
      ['Tide', 'Uma'],
      ['Tide', 'Vic'],
      ['Fox', 'Uma'],
      ['Iris', 'Vic'],
      ['Hill', 'Uma'],
    ],
  ],
  [
    'bothParents',
    /\bthe title of the book and the name of the member (for each|of every) loan longer than (10|ten) days\W*$/,
    [
      ['Iris', 'Vic'],
      ['Hill', 'Uma'],
    ],
  ],
];

const pack = sqlite();
const library = smallLibrary();
let database: Database;
beforeAll(async () => {
  database = await createDatabase(pack, library.content);
});
afterAll(() => database.close());

/** Many questions of an intent, each with its query. */
function asked(intent: Intent): Map<string, LogicalQuery> {
  const found = new Map<string, LogicalQuery>();
  for (let seed = 0; seed < 2000; seed += 1) {
    const one = intent({ speaker: new Speaker(new Random(seed)), database: library });
    if (one) found.set(one.question, one.query);
  }
  return found;
}

describe.each(Object.entries(intents))('%s', (name, intent) => {
  const orderMatters = name === 'ordered' || name === 'superlative';
  const questions = asked(intent);

  it.each(cases.filter(([of]) => of === name).map(([, words, rows]) => [words, rows] as const))(
    'asks %s for the rows that it says',
    async (words, expected) => {
      const meant = [...questions].filter(([question]) => words.test(question));
      expect(meant).not.toEqual([]);
      // A query once, with one of its questions.
      const queries = new Map(
        meant.map(([question, query]) => [
          pack.language.render(query, library.content.schema),
          question,
        ]),
      );
      for (const [query, question] of queries) {
        const { rows } = await database.query(query);
        expect([question, rows, resultsEqual(expected, rows, { orderMatters })]).toEqual([
          question,
          rows,
          true,
        ]);
      }
    },
  );
});
