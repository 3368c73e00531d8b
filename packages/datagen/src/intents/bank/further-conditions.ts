import type { Condition } from '@momq/dialect';

import { parseNeeds } from '../cast.js';
import type { Needs } from '../cast.js';
import { isNull, ne, notNull } from '../logical-pieces.js';
import type { Scene } from '../scene.js';

/** One more thing that a question asks of its rows, whatever else it asks. */
export interface FurtherCondition {
  /** Unique, in kebab case. */
  readonly name: string;
  /** What the table has that the rows come from; the condition may be on no other column. */
  readonly needs: Needs;
  readonly condition: (scene: Scene) => Condition;
  /** At least eight ways, in the notation of `saying.ts`; `…` stands for the question. */
  readonly sayings: readonly string[];
}

const further = (
  name: string,
  needs: string,
  condition: FurtherCondition['condition'],
  sayings: readonly string[],
): FurtherCondition => ({ name, needs: parseNeeds('rows', needs), condition, sayings });

/** What people add to a question: "…, urgent ones only", "…, not counting deleted customers", "… in 2022". */
export const furtherConditions: readonly FurtherCondition[] = [
  further('flagged', 'flag', (s) => s.yes(), [
    '…, {flag} ones only',
    '…, only {flag} {rows}',
    '…, just the {flag} {rows}',
    '… ({flag} {rows} only)',
    'for {flag} {rows}: …',
    'among the {flag} {rows}, …',
    '…, counting only {rows} that are {flag}',
    '…, provided the {row} is {flag}',
    'only {flag} {rows}: …',
  ]),
  further('not-flagged', 'flag', (s) => s.no(), [
    '…, leaving out {flag} ones',
    '…, {flag} {rows} excluded',
    '…, not counting {flag} {rows}',
    '…, ignoring {flag} ones',
    '… (without {flag} {rows})',
    'leaving {flag} {rows} aside, …',
    '…, only {rows} that are not {flag}',
    '…, no {flag} ones',
    'excluding {flag} {rows}: …',
  ]),
  further('of-a-value', 'category', (s) => s.isValue('category'), [
    '…, {value} only',
    '…, only {value} {rows}',
    '…, where {category} is {value}',
    '…, {category} {value}',
    '… ({category} = {value})',
    'for {rows} with {category} {value}: …',
    'in {category} {value}: …',
    '…, just the {value} ones',
    'among {value} {rows}, …',
  ]),
  further(
    'of-another-value',
    'category',
    (s) => {
      // "without X" says nothing of rows that have no value
      if (s.column('category').values.includes(null)) s.unfit('values are missing');
      return ne(s.raw('category'), s.value('category'));
    },
    [
      '…, {value} excluded',
      '…, without {value}',
      '…, anything but {category} {value}',
      '…, leaving out {value} {rows}',
      '… (not {value})',
      'except for {value} {rows}: …',
      '…, ignoring {category} {value}',
      '…, {category} other than {value}',
    ],
  ),
  further('in-a-state', 'status', (s) => s.isState(), [
    '…, {state} ones only',
    '…, only {state} {rows}',
    '… ({state} {rows} only)',
    'for {state} {rows}: …',
    '…, status {state}',
    '…, just those that are {state}',
    'looking at {state} {rows} only: …',
    '…, provided they are {state}',
  ]),
  further('in-a-year', 'start', (s) => s.inYear(s.year()), [
    '…, {start} in {year}',
    '…, {year} only',
    '… in {year}',
    'in {year}: …',
    '…, only {rows} {start} in {year}',
    '…, just for {year}',
    'for {rows} {start} in {year}: …',
    '…, looking only at {year}',
  ]),
  further('within', 'start', (s) => s.within(), [
    '…, {start} {when}',
    '… {when}',
    '{when}: …',
    '…, only {rows} {start} {when}',
    '… ({when} only)',
    'for {rows} {start} {when}: …',
    '…, all of that {when}',
    '…, counting only {rows} {start} {when}',
  ]),
  further('since', 'start', (s) => s.since(s.day(0.5)), [
    '…, {start} since {day}',
    '…, {start} on or after {day}',
    '…, only {rows} {start} from {day} on',
    '… (since {day})',
    'for {rows} {start} since {day}: …',
    'since {day}: …',
    '…, starting on {day}',
    '…, nothing {start} before {day}',
  ]),
  further('not-yet', 'end', (s) => isNull(s.raw('end')), [
    '…, not {end} yet',
    '…, still not {end}',
    '…, only {rows} not yet {end}',
    '… (never {end} so far)',
    'for {rows} that are not {end} so far: …',
    '…, just those nobody has {end}',
    'among {rows} still to be {end}, …',
    '…, leaving out those already {end}',
  ]),
  further('already', 'end', (s) => notNull(s.raw('end')), [
    '…, already {end}',
    '…, only {rows} that were {end}',
    '… ({end} ones only)',
    'for {rows} that have been {end}: …',
    '…, leaving out those not {end} yet',
    '…, just the ones {end} by now',
    'among {end} {rows}, …',
    '…, counting only what was {end}',
  ]),
  further('alive', 'deleted', (s) => s.alive(), [
    '…, deleted ones excluded',
    '…, ignoring deleted {rows}',
    '…, not counting deleted ones',
    '…, leaving out what was deleted',
    'without deleted {rows}: …',
    '…, only {rows} that still exist',
    '… (no deleted {rows})',
    "…, deleted {rows} don't count",
  ]),
  further('missing', 'gap', (s) => isNull(s.raw('gap')), [
    '…, without {gap}',
    '…, {gap} missing',
    '…, only {rows} with no {gap} on file',
    '… ({gap} unknown)',
    'for {rows} without {gap}: …',
    '…, just those whose {gap} nobody filled in',
    'among {rows} lacking {gap}, …',
    '…, {gap} empty',
  ]),
  further('known', 'gap', (s) => notNull(s.raw('gap')), [
    '…, where we know the {gap}',
    '…, {gap} on file',
    '…, only {rows} that have some {gap}',
    '… ({gap} known)',
    'for {rows} whose {gap} is known: …',
    '…, leaving out {rows} without {gap}',
    'among {rows} with {gap} filled in, …',
    '…, unknown {gap} left out',
  ]),
  further('above', 'number', (s) => s.is('number', '>', s.bound('number', 0.5)), [
    '…, {number} above {bound}',
    '…, {number} over {bound} only',
    '…, only {rows} with {number} over {bound}',
    '… ({number} > {bound})',
    'for {rows} with {number} above {bound}: …',
    '…, just those over {bound} in {number}',
    'among {rows} whose {number} exceeds {bound}, …',
    '…, {number} greater than {bound}',
  ]),
  further('below', 'number', (s) => s.is('number', '<', s.bound('number', 0.5)), [
    '…, {number} below {bound}',
    '…, {number} under {bound} only',
    '…, only {rows} with {number} under {bound}',
    '… ({number} < {bound})',
    'for {rows} with {number} under {bound}: …',
    '…, just those below {bound} in {number}',
    'among {rows} whose {number} is smaller than {bound}, …',
    '…, {number} less than {bound}',
  ]),
];
