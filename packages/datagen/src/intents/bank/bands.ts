import type { Expression } from '@momq/dialect';

import { intentsOf } from '../intent.js';
import {
  call,
  cases,
  column,
  countAll,
  derived,
  either,
  eq,
  ge,
  isIn,
  lt,
  minus,
  notNull,
  ratio,
  sum,
  sumIf,
  times,
} from '../logical-pieces.js';
import { over } from '../scene.js';
import type { Scene } from '../scene.js';

const rows = intentsOf('bands', 'rows');
const link = intentsOf('bands', 'link');

const ref = (s: Scene) => s.raw('ref');

/** Numbers cut into classes. */
export const bandIntents = [
  rows(
    'three-bands',
    'number',
    (s) => {
      const [low, high] = [s.bound('number', 0.33), s.bound('number', 0.67, 'boundB')];
      const band = cases(
        [
          [s.is('number', '<', low), 'low'],
          [s.is('number', '<', high), 'medium'],
        ],
        'high',
      );
      return s.only([band, countAll], { where: [notNull(s.raw('number'))], group: [band] });
    },
    [
      'How many {rows} have low (below {bound}), medium (below {boundB}) and high {number}?',
      '{rows} by {number} band: low < {bound}, medium < {boundB}, high otherwise; counts, unknown left out',
      'bucket the {rows} by {number} into low (<{bound}), medium (<{boundB}) and high, and count',
      '@show low, medium and high {number} with {row} counts; cut-offs {bound} and {boundB}',
      'classify {rows} on {number}: under {bound} low, under {boundB} medium, else high; how many each?',
      '@want {rows} counted as low/medium/high by {number} with limits {bound} and {boundB}',
      '@please split {rows} into three {number} classes (low below {bound}, medium below {boundB}, high) and count',
      '@know the low / medium / high split of {rows} in {number}, limits being {bound} and {boundB}',
    ],
  ),
  rows(
    'label-each',
    'number',
    (s) => {
      const bound = s.bound('number', 0.7);
      return s.only([s.raw('id'), either(s.is('number', '>=', bound), 'high', 'normal')]);
    },
    [
      "List the {id} of all {rows} and mark them 'high' if {number} is at least {bound}, otherwise 'normal'",
      '{id} of each {row} with a label: high for {number} >= {bound}, else normal',
      "{rows}: {id}, 'high' or 'normal' {number} ({bound} or more is high)",
      "@show {rows} by {id} and whether their {number} is 'high' ({bound} and up) or 'normal'",
      'tag every {row} as high when {number} reaches {bound}, as normal when not ({id}, tag)',
      "@want {id} plus 'high'/'normal' for {rows}, the limit of {number} being {bound} (included)",
      '@please label {rows} ({id}): high from {bound} {number} on, normal below',
      '@know for each {row} ({id}) if {number} is high (>= {bound}) or normal',
    ],
  ),
  rows(
    'round-steps',
    'measure',
    (s) => {
      const n = s.oneOf([5, 10, 20, 50, 100]);
      const step = times(call('floor', ratio(s.raw('measure'), n)), n);
      return s.only([step, countAll], { where: [notNull(s.raw('measure'))], group: [step] });
    },
    [
      'How many {rows} are in each step of {n} of {measure}? Lower end of the step and count, unknown left out',
      'histogram of {measure} for {rows} with bins of {n} (bin start, count), known values only',
      '{rows} by {measure} in steps of {n}: start of step and number, no blanks',
      '@show {measure} rounded down to multiples of {n} and how many {rows}, ignoring missing ones',
      'distribution of {measure} over {rows}, bin width {n}, bins named by their lower bound, empty {measure} out',
      '@want {rows} counted per {n}-wide {measure} interval (lower bound), without missing',
      '@please bin {rows} by {measure}, {n} per bin, show bin start and count, skip unknown',
      '@know how {measure} of {rows} is distributed in classes of {n} (from, count; known ones)',
    ],
  ),
  rows(
    'one-against-rest',
    'category',
    (s) => {
      const value = String(s.value('category'));
      const band = either(eq(s.raw('category'), s.drawn('value')), value, 'other');
      return s.only([band, countAll], { where: [notNull(s.raw('category'))], group: [band] });
    },
    [
      "{rows} with {category} {value} against all 'other' ones, count of each (unknown left out)",
      "How many {rows} are {value} by {category} and how many 'other'? no unknown ones",
      "{value} vs the rest ('other'): number of {rows} by {category}, missing ones aside",
      "@show '{value}' and 'other' with {row} counts, {category} known only",
      "compare {rows} whose {category} is {value} with the 'other' ones, counts, no blanks",
      "@want {rows} grouped as '{value}' or 'other' by {category}, leaving out unknown",
      "@please lump every {category} but {value} into 'other' and count {rows}, without missing {category}",
      "@know {value} against 'other' in {category} of {rows}: how many each (known)",
    ],
  ),
  rows(
    'conditional-sums',
    'category money',
    (s) => {
      const value = sumIf(s.isValue('category'), s.raw('money'));
      const all = sum(s.raw('money'));
      const whole = (amount: Expression) =>
        s.column('money').cents === true ? ratio(amount, 100) : amount;
      return s.only([whole(value), whole(all)]);
    },
    [
      'Total {money} of {rows} with {category} {value} next to the total of all {rows}',
      '{money} of {value} ({category}) {rows} and of all {rows}, two columns',
      'sum of {money}: {category} {value} only, and overall, {rows}',
      '@show {money} total of {rows} for {category} {value} beside the grand total',
      'how much {money} do {rows} of {category} {value} make, and all {rows} together? one row',
      '@want {money} of {rows}: just {category} {value}, then everything',
      '@please put the {money} of {rows} with {category} {value} next to the {money} of all',
      "@know {value}'s ({category}) {money} in {rows} versus the whole, both sums",
    ],
  ),
  rows(
    'parts-of-the-day',
    'clock',
    (s) => {
      const hour = call('hour', s.f('start'));
      const part = cases(
        [
          [lt(hour, 12), 'morning'],
          [lt(hour, 18), 'afternoon'],
        ],
        'evening',
      );
      return s.only([part, countAll], { group: [part] });
    },
    [
      'How many {rows} were {start} in the morning (before 12), afternoon (before 18) and evening?',
      "{rows} by part of day: 'morning' until 12, 'afternoon' until 18, else 'evening'",
      "morning / afternoon / evening split of {rows} (limits 12 and 18 o'clock)",
      '@show morning, afternoon, evening and {row} counts; noon and 18:00 are the limits',
      'count {rows} {start} in the morning (<12h), afternoon (<18h), evening (rest)',
      '@want {rows} grouped into morning, afternoon and evening by the hour {start} (12, 18)',
      '@please divide {rows} by time of day: morning before noon, afternoon before 6 pm, evening after',
      '@know at what part of the day {rows} are {start}: morning (to 12), afternoon (to 18), evening',
    ],
  ),
  rows(
    'weekend-or-weekday',
    'start',
    (s) => {
      const part = either(isIn(call('weekday', s.f('start')), 0, 6), 'weekend', 'weekday');
      return s.only([part, countAll], { group: [part] });
    },
    [
      "How many {rows} were {start} on a 'weekend' and how many on a 'weekday'?",
      "{rows} by 'weekend' and 'weekday'",
      'weekend / weekday split of {rows}, labelled, with counts',
      '@show weekend and weekday with the @n {rows}',
      "count {rows} {start} under the two labels 'weekday' and 'weekend'",
      '@want {rows} grouped into weekend and weekday',
      '@please divide the {rows} into those on a weekend and those on a weekday, two labelled rows',
      "@know how many {rows} are 'weekend' ones, how many 'weekday' ones",
    ],
  ),
  rows(
    'financial-year',
    'start',
    (s) => {
      const moment = s.f('start');
      const n = s.oneOf([4, 7, 10]);
      s.words.set('month', ({ 4: 'April', 7: 'July', 10: 'October' } as const)[n as 4]);
      const year = either(
        ge(call('month', moment), n),
        call('year', moment),
        minus(call('year', moment), 1),
      );
      return s.only([year, countAll], { group: [year] });
    },
    [
      'How many {rows} were {start} in each financial year, which begins in {month} (month {n}) and is named by the year it begins in?',
      '{rows} per fiscal year starting {month} (month {n}), named after the starting year',
      'fiscal year counts of {rows}: year runs from {month} ({n}) on, use the year in which it starts',
      '@show financial year (first month {month}, i.e. {n}) and number of {rows}; label with the start year',
      'count {rows} by business year beginning with {month} (month no. {n}), start year as name',
      '@want {rows} by financial year; ours starts in {month} ({n}) and is called after that year',
      '@please group {rows} into fiscal years from {month} (month {n}) to the next, by starting year',
      '@know {row} counts per financial year ({month}, month {n}, is the first month; start year names it)',
    ],
  ),
  link(
    'parents-by-number-of-children',
    '',
    (s) =>
      over([derived(s.only([ref(s), countAll], { group: [ref(s)] }))], [column(1), countAll], {
        group: [column(1)],
      }),
    [
      'How many {parents} have one {row}, how many two, and so on?',
      'frequency distribution: number of {rows} and how many {parents} have that many',
      '{parents} by their number of {rows} (number, {parents})',
      '@show each {row} count and how many {parents} reach it, without zero',
      'histogram of {rows} per {parent}: count of {rows}, count of {parents}',
      '@want to see how many {parents} have 1, 2, 3… {rows}',
      '@please count the {parents} by how many {rows} they have',
      '@know how {rows} are distributed: number of {rows} against number of {parents}',
    ],
  ),
  link(
    'size-classes',
    '',
    (s) => {
      const n = s.n(2, 5);
      const band = either(ge(column(1), n), 'big', 'small');
      return over([derived(s.only([ref(s), countAll], { group: [ref(s)] }))], [band, countAll], {
        group: [band],
      });
    },
    [
      "How many {parents} are 'big' ({n} {rows} or more) and how many 'small' (fewer, but some)?",
      "{parents} as 'big' (>= {n} {rows}) or 'small', with counts, those with {rows}",
      'big and small {parents}: from {n} {rows} on they are big; how many of each (with at least one)?',
      '@show big/small and number of {parents}, big meaning {n} or more {rows}, only {parents} having {rows}',
      "classify {parents} that have {rows} as 'big' at {n}+ {rows}, else 'small', and count",
      "@want the count of 'big' ({n} or more {rows}) and of 'small' {parents} among those with {rows}",
      '@please divide {parents} with {rows} into big (at least {n} {rows}) and small ones and count both',
      '@know how many {parents} with {rows} count as big, i.e. reach {n} {rows}, and how many as small',
    ],
  ),
  link(
    'label-parents-by-total',
    'money',
    (s) => {
      const bound = s.bound('money', 0.9);
      const cents = s.column('money').cents === true ? 100 : 1;
      return s.joined(
        [s.raw('pLabel'), either(ge(sum(s.raw('money')), Math.round(bound * cents)), 'A', 'B')],
        { group: s.perParent },
      );
    },
    [
      "Mark each {parent} with {rows} as 'A' if its {rows} total at least {bound} {money}, else 'B'",
      "{parents} with class: 'A' for {bound} {money} or more over all {rows}, 'B' below",
      'ABC light: {parent} and A (total {row} {money} >= {bound}) or B',
      "@show {parent} and 'A' or 'B'; A means {money} of {rows} adds up to {bound} at least",
      'classify {parents} by total {money} of {rows}: from {bound} on A, otherwise B',
      '@want every {parent} having {rows} graded A ({bound}+ {money} in total) or B',
      '@please give {parents} the letter A when {rows} reach {bound} {money} together, B when not',
      '@know which {parents} are A (sum of {row} {money} {bound} or above) and which B',
    ],
  ),
];
