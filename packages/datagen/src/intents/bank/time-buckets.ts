import { intentsOf } from '../intent.js';
import {
  asc,
  call,
  countAll,
  countDistinct,
  desc,
  eq,
  gt,
  isIn,
  monthOf,
} from '../logical-pieces.js';

const rows = intentsOf('time buckets', 'rows');

/** How much falls on each year, quarter, month, week, day or hour. */
export const timeBucketIntents = [
  rows(
    'count-by-year',
    'start',
    (s) => {
      const year = call('year', s.f('start'));
      return s.only([year, countAll], { group: [year] });
    },
    [
      'How many {rows} were {start} each year?',
      '{rows} per year',
      'yearly @n {rows} {start}',
      '@can break the {rows} down by the year they were {start}?',
      '@show year and how many {rows} were {start} in it',
      '@know how many {rows} we have had year by year',
      'annual {row} counts',
      'group the {rows} by year {start} and count them',
      '{row} volume by calendar year',
    ],
  ),
  rows(
    'count-by-month',
    'start',
    (s) => {
      const month = monthOf(s.f('start'));
      return s.only([month, countAll], { group: [month], order: [asc(month)] });
    },
    [
      'How many {rows} were {start} in each month, oldest month first?',
      '{rows} per month (year and month), in order of time',
      'monthly @n {rows} {start}, chronologically',
      '@want a month by month count of the {rows}, sorted by month',
      '@show the {rows} {start} per calendar month from the first to the last',
      '@please count {rows} for every month that has some, ordered by month',
      'time series of {rows}, monthly',
      'how did the number of {rows} develop month by month?',
    ],
  ),
  rows(
    'count-by-quarter-of-years',
    'start',
    (s) => {
      const [year, quarter] = [call('year', s.f('start')), call('quarter', s.f('start'))];
      return s.only([year, quarter, countAll], { group: [year, quarter] });
    },
    [
      '{rows} per quarter of each year',
      'How many {rows} were {start} in every quarter? Year, quarter, count.',
      'quarterly {row} counts with the year',
      '@show year, quarter and @n {rows}',
      '@can split the {rows} by year and quarter and count them?',
      '@want the {rows} {start} per year and quarter',
      'number of {rows} by quarter, years kept apart',
      'how many {rows} come in each quarter of each year',
    ],
  ),
  rows(
    'count-by-month-of-one-year',
    'start',
    (s) => {
      const month = monthOf(s.f('start'));
      return s.only([month, countAll], { where: [s.inYear(s.year())], group: [month] });
    },
    [
      'How many {rows} were {start} in each month of {year}?',
      '{rows} {start} per month in {year}',
      'monthly breakdown of {rows} for {year}',
      '{year}: {rows} month by month',
      '@show month and @n {rows} {start}, {year} only',
      '@please break down the {rows} of {year} by month',
      '@know how the {rows} of {year} spread over the months',
      'for {year}, count {rows} by month {start}',
    ],
  ),
  rows(
    'count-by-weekday',
    'start',
    (s) => {
      const day = call('weekday', s.f('start'));
      return s.only([day, countAll], { group: [day] });
    },
    [
      'How many {rows} were {start} on each day of the week? Sunday is 0.',
      '{rows} by weekday (0 = Sunday)',
      'distribution of {rows} over the days of the week, Sunday as 0',
      '@n {rows} per weekday number, starting with 0 for Sunday',
      '@show weekday (Sunday = 0) and count of {rows} {start}',
      '@know on which weekdays {rows} are {start}, with counts, Sunday being 0',
      'weekly pattern: {rows} for each weekday 0 (Sunday) to 6',
      'count the {rows} by day of week, 0 is Sunday and 6 is Saturday',
    ],
  ),
  rows(
    'count-by-hour',
    'clock',
    (s) => {
      const hour = call('hour', s.f('start'));
      return s.only([hour, countAll], { group: [hour] });
    },
    [
      'How many {rows} were {start} in each hour of the day?',
      '{rows} by hour of day',
      'hourly profile of {rows}',
      'distribution of the {rows} over the hours of the day',
      'At which hours are {rows} {start}? Hour and count.',
      '@show hour of the day with @n {rows}',
      '@please count {rows} per hour (0 to 23)',
      '@know at what time of day {rows} come in, as counts per hour',
    ],
  ),
  rows(
    'count-by-calendar-month',
    'start',
    (s) => {
      const month = call('month', s.f('start'));
      return s.only([month, countAll], { group: [month] });
    },
    [
      'Is there a season? Count {rows} by month of the year over all years',
      '{rows} per calendar month 1 to 12, all years together',
      'seasonality of {rows}: month number and count',
      'How many {rows} fall into each of the twelve months, regardless of the year?',
      '@show month number (1-12) and @n {rows}, years lumped together',
      '@want {rows} by month of year, ignoring the year',
      'sum the {rows} up by month number across years',
      '@know which months of the year are strong for {rows}: month number with count over all years',
    ],
  ),
  rows(
    'count-by-week-of-year',
    'start',
    (s) => {
      const week = call('week', s.f('start'));
      return s.only([week, countAll], { where: [s.inYear(s.year())], group: [week] });
    },
    [
      '{rows} per calendar week of {year}',
      'How many {rows} were {start} in each ISO week of {year}?',
      'weekly @n {rows} in {year}',
      '@show week number and count of {rows} {start} in {year}',
      '@please count the {rows} of {year} week by week',
      '{year} {rows} by week number',
      '@want the weekly counts of {rows} for {year}',
      'how are the {rows} of {year} distributed over calendar weeks',
    ],
  ),
  rows(
    'count-by-day',
    'start',
    (s) => {
      const day = call('date', s.f('start'));
      return s.only([day, countAll], { where: [s.within()], group: [day] });
    },
    [
      '{rows} per day {when}',
      'How many {rows} were {start} on each day {when}?',
      'daily {row} count {when}',
      '@show day and @n {rows} {when}',
      '@please list the days {when} with how many {rows} were {start} on them',
      '@want {rows} by date {when}',
      'day by day {rows} {start} {when}',
      'count {rows} for each date {when}',
    ],
  ),
  rows(
    'money-by-year',
    'start money',
    (s) => {
      const year = call('year', s.f('start'));
      return s.only([year, s.agg('sum', 'money')], { group: [year] });
    },
    [
      'Total {money} of {rows} per year',
      'yearly {money} of {rows}',
      'How much {money} did the {rows} of each year add up to?',
      '@show year and summed {money} of the {rows} {start} in it',
      '@please add up the {money} of {rows} by year',
      '@know the {money} total of {rows} year by year',
      'annual sum of {money} over {rows}',
      '{row} {money} by year {start}, summed',
    ],
  ),
  rows(
    'money-by-quarter-of-one-year',
    'start money',
    (s) => {
      const quarter = call('quarter', s.f('start'));
      return s.only([quarter, s.agg('sum', 'money')], {
        where: [s.inYear(s.year())],
        group: [quarter],
      });
    },
    [
      'Total {money} of {rows} per quarter of {year}',
      'quarterly {money} of {rows} in {year}',
      'What was the sum of the {money} of {rows} in each quarter of {year}?',
      '{year} {row} {money} by quarter',
      '@show quarter and @sum {money} of {rows} {start} in {year}',
      '@please add up {money} of the {rows} of {year} quarter by quarter',
      '@want Q1 to Q4 {year} {money} totals for {rows}',
      'how much {money} per quarter did {rows} bring in {year}',
    ],
  ),
  rows(
    'average-measure-by-month',
    'start measure',
    (s) => {
      const month = monthOf(s.f('start'));
      return s.only([month, s.agg('avg', 'measure')], {
        where: [s.inYear(s.year())],
        group: [month],
      });
    },
    [
      '@avg {measure} of {rows} per month of {year}',
      'monthly average {measure} of the {rows} {start} in {year}',
      'How did the mean {measure} of {rows} move over the months of {year}?',
      '{year}: average {measure} of {rows} by month',
      '@show each month of {year} with the average {measure} of its {rows}',
      '@please average {measure} over {rows} by month for {year}',
      '@know the typical (average) {measure} of {rows} in every month of {year}',
      '{measure} of {rows}, {year}, monthly mean',
    ],
  ),
  rows(
    'busiest-month-of-year',
    'start',
    (s) => {
      const month = monthOf(s.f('start'));
      return s.only([month], {
        where: [s.inYear(s.year())],
        group: [month],
        order: [desc(countAll)],
        limit: 1,
      });
    },
    [
      'Which month of {year} had the most {rows} {start}?',
      'busiest month of {year} for {rows}',
      'peak month {year}, {rows}',
      'In what month of {year} were most {rows} {start}?',
      'the month in {year} with the highest number of {rows}',
      '@know when in {year} we were busiest with {rows}: which month?',
      '@find the month of {year} that saw the most {rows}',
      '{year}: record month for {rows}',
    ],
  ),
  rows(
    'quietest-weekday',
    'start',
    (s) => {
      const day = call('weekday', s.f('start'));
      return s.only([day, countAll], { group: [day], order: [asc(countAll)], limit: 1 });
    },
    [
      'On which weekday are the fewest {rows} {start}, and how many? 0 means Sunday.',
      'quietest day of the week for {rows} (0 = Sunday), with count',
      'slowest weekday for {rows}, Sunday as 0, and its count',
      'which day of the week has least {rows}? number 0 (Sunday) to 6 and count',
      '@show the weekday number (Sunday = 0) with the smallest number of {rows} and that number',
      '@find the weekday (0 Sunday) when hardly any {rows} are {start}, plus count',
      '@want the weakest day of the week for {rows}, 0 for Sunday, and how many there are',
      'least busy weekday by {rows}, counted from 0 = Sunday, count too',
    ],
  ),
  rows(
    'days-with-rows',
    'start',
    (s) => s.only([countDistinct(call('date', s.f('start')))], { where: [s.within()] }),
    [
      'On how many different days {when} were {rows} {start}?',
      'number of days {when} with at least one {row}',
      'How many days {when} saw any {rows}?',
      'count of distinct dates {when} on which {rows} were {start}',
      'days with {rows} {when}, how many',
      '@know on how many dates {when} something happened in {rows}',
      '@please count the days {when} that have {rows}',
      'active days {when} measured by {rows} {start}',
    ],
  ),
  rows(
    'months-over-a-count',
    'start',
    (s) => {
      const month = monthOf(s.f('start'));
      const n = s.n(2, 5);
      return s.only([month], { group: [month], having: gt(countAll, n) });
    },
    [
      'In which months were more than {n} {rows} {start}?',
      'months with over {n} {rows}',
      '@show the months (year and month) that had more than {n} {rows}',
      'list every month where {rows} exceeded {n}',
      '@want all months in which we counted more than {n} {rows}',
      'which months passed {n} {rows}',
      '@find months that saw upwards of {n} {rows} (strictly more)',
      '@know the months with more {rows} than {n}',
    ],
  ),
  rows(
    'weekend-count',
    'start',
    (s) => s.only([countAll], { where: [isIn(call('weekday', s.f('start')), 0, 6)] }),
    [
      'How many {rows} were {start} on a weekend?',
      'weekend {rows}, count',
      '@n {rows} {start} on Saturday or Sunday',
      'how many {rows} fall on weekends',
      '{rows} on Saturdays and Sundays: how many?',
      '@please count the {rows} {start} at weekends',
      '@know how often {rows} happen on Saturdays or Sundays',
      'count {rows} with a {start} date on the weekend',
    ],
  ),
  rows(
    'calendar-month-count',
    'start',
    (s) => {
      const month = s.calendarMonth();
      return s.only([countAll], { where: [eq(call('month', s.f('start')), month)] });
    },
    [
      'How many {rows} were {start} in {month}, in any year?',
      '{rows} {start} in a {month}, all years',
      '@n {rows} from {month} across the years',
      'count every {row} {start} in {month} no matter which year',
      '{month} {rows} over all years, how many',
      '@please count the {rows} of {month} of every year',
      '@know how many {rows} the {month}s together had',
      'number of {month} {rows}, years added up',
    ],
  ),
];
