import { intentsOf } from '../intent.js';
import {
  count,
  countAll,
  countIf,
  eq,
  exists,
  monthOf,
  percent,
  subquery,
  sum,
  sumIf,
} from '../logical-pieces.js';

const rows = intentsOf('shares', 'rows');
const link = intentsOf('shares', 'link');

/** Parts of a whole, in percent. */
export const shareIntents = [
  rows('flag-share', 'flag', (s) => s.only([percent(countIf(s.yes()), countAll)]), [
    'What percentage of {rows} is {flag}?',
    'percent of {rows} that are {flag}',
    'share of {flag} {rows} in percent',
    'what percentage of the {rows} are {flag}',
    '@know what percentage of our {rows} is {flag}',
    '@please compute the {flag} rate of {rows} in percent',
    '{flag} {rows} as a percentage of all {rows}',
    'rate of {flag} among {rows}, %',
  ]),
  rows(
    'value-share',
    'category',
    (s) => s.only([percent(countIf(s.isValue('category')), countAll)]),
    [
      'What percentage of {rows} has {category} {value}?',
      'percent of {rows} with {category} {value}',
      'share of {value} ({category}) among the {rows}, in percent',
      'what percentage of {rows} have {value} as {category}',
      '@know the percentage of {rows} whose {category} is {value}',
      '@please work out what percent of all {rows} {category} {value} makes up',
      '{category} {value} as a percentage of {rows}',
      '@show the percent of {rows} where {category} = {value}',
    ],
  ),
  rows(
    'count-share-per-category',
    'category',
    (s) =>
      s.only([s.raw('category'), percent(countAll, subquery(s.only([countAll])))], {
        group: [s.raw('category')],
      }),
    [
      'What percentage of all {rows} does each {category} make up?',
      '{rows} by {category} in percent',
      'percent of {rows} per {category}',
      'how are the {rows} distributed over {category}, in percent?',
      '@show each {category} with its percentage of the {rows}',
      '@want the {category} split of {rows} as percentages',
      '@please give the share in percent of every {category} in the {rows}',
      'breakdown of {rows}: {category}, % of total',
    ],
  ),
  rows(
    'money-share-per-category',
    'category money',
    (s) =>
      s.only(
        [s.raw('category'), percent(sum(s.raw('money')), subquery(s.only([sum(s.raw('money'))])))],
        { group: [s.raw('category')] },
      ),
    [
      'What percentage of the total {money} of {rows} comes from each {category}?',
      'percent of {money} of {rows} by {category}',
      '{category} contribution to total {row} {money} in percent',
      'how much of the {money} of {rows}, in percent, falls to every {category}?',
      '@show each {category} and its percentage of the overall {money} of {rows}',
      '@want {money} shares in percent per {category} over all {rows}',
      '@please split total {money} of {rows} by {category} as percentages',
      '{row} {money}: {category}, % of total',
    ],
  ),
  rows(
    'flag-share-per-category',
    'category flag',
    (s) =>
      s.only([s.raw('category'), percent(countIf(s.yes()), countAll)], {
        group: [s.raw('category')],
      }),
    [
      'For each {category}, what percentage of {rows} is {flag}?',
      'percent {flag} {rows} @per {category}',
      '{flag} rate of {rows} by {category}, in percent',
      '@show {category} and the percentage of its {rows} that are {flag}',
      'how does the share of {flag} {rows} (percent) differ by {category}?',
      '@want the {flag} percentage within every {category} of {rows}',
      '@please compute for each {category} what percent of the {rows} are {flag}',
      '@know the {flag} quota in % among {rows} per {category}',
    ],
  ),
  link(
    'flag-share-per-parent',
    'flag',
    (s) => s.joined([s.raw('pLabel'), percent(countIf(s.yes()), countAll)], { group: s.perParent }),
    [
      'For each {parent}, what percentage of its {rows} is {flag}?',
      'percent {flag} {rows} @per {parent}',
      '{flag} rate of {rows} by {parent}, in percent',
      '@show {parent} and the percentage of its {rows} that are {flag}',
      'which share (percent) of {rows} is {flag} for every {parent}?',
      '@want {parents} with the percent of {flag} {rows}',
      '@please work out the {flag} percentage of {rows} for each {parent}',
      '@know what percentage of the {rows} of each {parent} are {flag}',
    ],
  ),
  link(
    'money-share-per-parent',
    'money',
    (s) =>
      s.joined(
        [s.raw('pLabel'), percent(sum(s.raw('money')), subquery(s.only([sum(s.raw('money'))])))],
        { group: s.perParent },
      ),
    [
      'What percentage of the total {money} of {rows} comes from each {parent}?',
      'percent of {row} {money} by {parent}',
      'contribution of every {parent} to the total {money} of {rows}, in percent',
      '@show {parents} with their share of all {row} {money} in percent',
      'how much of the {money} of {rows} is due to each {parent}, in %?',
      '@want {parent} and percent of overall {money} of {rows}',
      '@please split the {money} of all {rows} by {parent} as percentages',
      '@know who of the {parents} brings what percentage of the {money} of {rows}',
    ],
  ),
  link(
    'money-share-of-one-parent',
    'money',
    (s) =>
      s.joined([
        percent(sumIf(eq(s.raw('pLabel'), s.name()), s.raw('money')), sum(s.raw('money'))),
      ]),
    [
      'What percentage of the total {money} of {rows} comes from the {parent} {name}?',
      'share of {parent} {name} in the {money} of all {rows}, in percent',
      'percent of {row} {money} that {parent} {name} accounts for',
      'how much of the overall {money} of {rows} is from {name} ({parent}), in percent',
      '@know what percentage of {row} {money} the {parent} {name} stands for',
      '@please compute the percentage of total {money} of {rows} due to {parent} {name}',
      '{name} as a percentage of the {money} of {rows} over all {parents}',
      '@show the portion in percent of {money} of {rows} that belongs to {parent} {name}',
    ],
  ),
  rows('ended-share', 'start end', (s) => s.only([percent(count(s.raw('end')), countAll)]), [
    'What percentage of {rows} has been {end}?',
    'percent of {rows} that are {end}',
    'completion rate: {end} {rows} in percent of all',
    'what percentage of the {rows} were {end} so far',
    '@know what percent of {rows} got {end}',
    '@please compute the percentage of {rows} already {end}',
    '{end} {rows} as a percentage of all {rows}',
    '@show the rate in percent at which {rows} are {end}',
  ]),
  rows(
    'share-above-bound',
    'number',
    (s) => s.only([percent(countIf(s.is('number', '>', s.bound('number', 0.6))), countAll)]),
    [
      'What percentage of {rows} has {number} above {bound}?',
      'percent of {rows} with more than {bound} {number}',
      'share of {rows} whose {number} exceeds {bound}, in percent',
      'what percentage of the {rows} are over {bound} in {number}',
      '@know the percentage of {rows} with {number} greater than {bound}',
      '@please compute what percent of all {rows} have {number} > {bound}',
      '{rows} beyond {bound} {number} as a percentage of all {rows}',
      '@show the percent of {rows} where {number} is higher than {bound}',
    ],
  ),
  rows(
    'month-share-of-year',
    'start',
    (s) => {
      const year = s.year();
      const month = monthOf(s.f('start'));
      return s.only(
        [month, percent(countAll, subquery(s.only([countAll], { where: [s.inYear(year)] })))],
        { where: [s.inYear(year)], group: [month] },
      );
    },
    [
      'What percentage of the {rows} of {year} was {start} in each month?',
      '{rows} of {year} by month in percent of the year',
      'monthly share of the {year} {rows}, in percent',
      '@show month and percentage of all {year} {rows} that fall into it',
      'how do the {rows} {start} in {year} spread over the months in percent',
      "@want percent of {year}'s {rows} per month",
      "@please give each month of {year} with its percentage of the year's {rows}",
      '@know what percent of the {year} {rows} came in which month',
    ],
  ),
  link(
    'parents-with-share',
    '',
    (s) => s.parents([percent(countIf(exists(s.children())), countAll)]),
    [
      'What percentage of {parents} has at least one {row}?',
      'percent of {parents} with {rows}',
      'share of {parents} that have any {rows}, in percent',
      'what percentage of the {parents} have {aRow}',
      '@know what percentage of {parents} ever had {rows}',
      '@please compute the percent of {parents} for which there is {aRow}',
      'activation: {parents} with {rows} as a percentage of all {parents}',
      '@show the percentage of all {parents} having one or more {rows}',
    ],
  ),
];
