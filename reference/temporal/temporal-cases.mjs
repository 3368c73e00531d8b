/** Expressions of temporal values: hand-made ones for every form, and drawn ones for arithmetic. The draw is the same each time. */
export function temporalCases() {
  return [...new Set([...texts, ...maps, ...zones(), ...components(), ...arithmetic(), ...spans(), ...truncations(), ...durations(), ...comparisons()])];
}

let state = 20_240_229;
/** A whole number from `least` to `most` (Park and Miller's generator). */
function draw(least, most) {
  state = (state * 48_271) % 2_147_483_647;
  return least + (state % (most - least + 1));
}
const pick = (list) => list[draw(0, list.length - 1)];
const two = (value) => String(value).padStart(2, '0');
const times = (count, make) => Array.from({ length: count }, make);
const calls = (name, values) => values.map((value) => `${name}(${value})`);

const zoneNames = ['Europe/Stockholm', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Tokyo', 'America/St_Johns'];
const offsets = ['Z', '+01:00', '-03:30', '+05:45', '-11:00', '+14:00'];

function dateText() {
  const year = pick([draw(1583, 2400), draw(1900, 2100), draw(1900, 2100), draw(0, 1582)]);
  return `${String(year).padStart(4, '0')}-${two(draw(1, 12))}-${two(draw(1, 28))}`;
}
const timeText = () =>
  `${two(draw(0, 23))}:${two(draw(0, 59))}${pick(['', `:${two(draw(0, 59))}`, `:${two(draw(0, 59))}.${draw(1, 999_999_999)}`])}`;

function instant(kind) {
  switch (kind) {
    case 'date':
      return `date('${dateText()}')`;
    case 'localtime':
      return `localtime('${timeText()}')`;
    case 'time':
      return `time('${timeText()}${pick(offsets)}')`;
    case 'localdatetime':
      return `localdatetime('${dateText()}T${timeText()}')`;
    default:
      return `datetime('${dateText()}T${timeText()}${pick([pick(offsets), `[${pick(zoneNames)}]`])}')`;
  }
}
const kinds = ['date', 'localtime', 'time', 'localdatetime', 'datetime'];

const texts = [
  ...calls('date', [
    "'2015-07-21'", "'20150721'", "'2015-07'", "'201507'", "'2015-W30-2'", "'2015W302'", "'2015-W30'", "'2015W30'", "'2015-Q2-60'", "'2015Q260'",
    "'2015-Q2'", "'2015Q2'", "'2015-202'", "'2015202'", "'2015'", "'2016-366'", "'2015-366'", "'2015-000'", "'2015-02-29'", "'2016-02-29'",
    "'1900-02-29'", "'2000-02-29'", "'2015-13-01'", "'2015-00-01'", "'2015-01-00'", "'2015-01-32'", "'2015-04-31'", "'2015-W53-1'", "'2016-W53-1'",
    "'2020-W53-7'", "'2015-W00-1'", "'2015-W54-1'", "'2015-W01-0'", "'2015-W01-8'", "'2015-Q5-01'", "'2015-Q0-01'", "'2015-Q1-91'", "'2016-Q1-91'",
    "'2016-Q1-92'", "'2015-7-21'", "'2015-7'", "'15-07-21'", "'2015/07/21'", "'2015-07-21T10:00'", "''", "'x'", "' 2015-07-21'", "'2015-07-21 '",
    "'+2015-07-21'", "'-2015-07-21'", "'-0001-01-01'", "'0000-01-01'", "'+12015-07-21'", "'12015-07-21'", "'-999999999-01-01'",
    "'+999999999-12-31'", "'+1000000000-01-01'", "'+999999999-W52-5'", "'-12-07-21'", "'+12-07-21'", "'2015-W30-'", "'2015-'", "'20150'",
  ]),
  ...calls('localtime', [
    "'21:40:32.142'", "'214032.142'", "'21:40:32'", "'214032'", "'21:40'", "'2140'", "'21'", "'21:40:32,142'", "'21:40:32.123456789'",
    "'21:40:32.1234567890'", "'24:00'", "'23:59:60'", "'12:60'", "'1:20'", "'12:3'", "'12:34:5'", "'12:34.5'", "'1234:56'", "'12:3456'", "'12:00Z'",
    "'T12:00'", "''", "'00:00:00.000'", "'12:34:56.'", "'12:34:56.000000001'",
  ]),
  ...calls('time', [
    "'21:40:32.142+0100'", "'214032.142Z'", "'21:40:32+01:00'", "'214032-0100'", "'21:40-01:30'", "'2140-00:00'", "'2140-02'", "'22+18:00'",
    "'22-18:00'", "'22+18:01'", "'22+19'", "'22+1'", "'22+01:60'", "'22z'", "'22:10'", "'22:10[Europe/Stockholm]'", "'22:10+02:05:59'", "'22:10+020559'",
    "'22:10+02:0559'", "'+01:00'",
  ]),
  ...calls('localdatetime', [
    "'2015-07-21T21:40:32.142'", "'2015-W30-2T214032.142'", "'2015-202T21:40:32'", "'2015T214032'", "'20150721T21:40'", "'2015-W30T2140'",
    "'2015202T21'", "'2015-07-21'", "'2015-07-21T'", "'T21:40'", "'2015-07-21 21:40'", "'2015-07-21T21:40Z'", "'2015-07-21t21:40'", "'2015-Q3-21T10'",
    "'-2015-07-21T21:40'", "'+999999999-12-31T23:59:59.999999999'", "'21:40'",
  ]),
  ...calls('datetime', [
    "'2015-07-21T21:40:32.142+0100'", "'2015-W30-2T214032.142Z'", "'2015-202T21:40:32+01:00'", "'2015T214032-0100'", "'20150721T21:40-01:30'",
    "'2015-W30T2140-00:00'", "'2015-W30T2140-02'", "'2015202T21+18:00'", "'2015-07-21T21:40:32.142+02:00[Europe/Stockholm]'",
    "'2015-07-21T21:40:32.142+0845[Australia/Eucla]'", "'2015-07-21T21:40:32.142-04[America/New_York]'", "'2015-07-21T21:40:32.142[Europe/London]'",
    "'2015-07-21T21:40:32.142+01:00[Europe/Stockholm]'", "'2015-07-21T21:40[Nowhere/Here]'", "'2015-07-21T21:40[UTC]'", "'2015-07-21T21:40Z[UTC]'",
    "'2015-07-21T21:40[+01:00]'", "'2015-07-21'", "'2015-07-21T21:40'", "'2015-07-21Z'", "'2015-07-21[Europe/London]'", "'2015-07-21T21:40[]'",
    "'2015-07-21T21:40 +01:00'", "'2017-10-29T02:30+02:00[Europe/Stockholm]'", "'2017-10-29T02:30+01:00[Europe/Stockholm]'",
    "'2017-10-29T02:30[Europe/Stockholm]'", "'2017-03-26T02:30[Europe/Stockholm]'", "'2017-03-26T02:30+01:00[Europe/Stockholm]'",
    "'2017-03-26T03:30+02:00[Europe/Stockholm]'", "'-0044-03-15T12:00[America/New_York]'", "'+12345-07-01T12:00[America/New_York]'",
    "'2015-07-21T21:40[europe/london]'", "'2015-07-21T21:40[America/New_York'",
  ]),
];

const maps = [
  ...calls('date', [
    '{year: 1984, month: 10, day: 11}', '{year: 1984, month: 10}', '{year: 1984}', '{year: 1984, week: 10, dayOfWeek: 3}', '{year: 1984, week: 10}',
    '{year: 1984, ordinalDay: 202}', '{year: 1984, quarter: 3, dayOfQuarter: 45}', '{year: 1984, quarter: 3}', '{year: 1984, day: 11}',
    '{month: 10, day: 11}', '{year: 1984, dayOfWeek: 3}', '{year: 1984, dayOfQuarter: 3}', '{year: 1984, month: 10, week: 3}',
    '{year: 1984, quarter: 3, month: 7}', '{year: 1984, month: 13}', '{year: 1984, month: 2, day: 30}', '{year: 1983, month: 2, day: 29}',
    '{year: 1984, week: 53}', '{year: 1981, week: 53}', '{year: 1984, ordinalDay: 366}', '{year: 1983, ordinalDay: 366}', '{year: 1984, hour: 1}',
    '{year: 1984, foo: 1}', '{year: 1984.5}', "{year: '1984'}", '{year: 1984, month: 1.0}', '{}', '{year: null}', '{year: 1984, month: null}',
    '{YEAR: 1984, Month: 3}', '{year: 1000000000}', '{year: -999999999}', '{year: 1984, quarterDay: 3}', '{year: 1984, quarter: 2, quarterDay: 3}',
    '{year: 1984, week: 3, weekDay: 4}', "{date: date('1984-01-31'), month: 2}", "{date: date('1984-01-31'), month: 2, day: 30}",
    "{date: date('1984-02-29'), year: 1983}", "{date: date('1984-02-29'), year: 1983, day: 29}", "{date: date('1984-05-31'), quarter: 1}",
    "{date: date('1984-05-31'), quarter: 1, dayOfQuarter: 91}", "{date: date('1983-05-31'), quarter: 1, dayOfQuarter: 91}",
    "{date: date('2020-12-31'), year: 2019, week: 53}", "{date: date('2020-12-31'), year: 2019, dayOfWeek: 1}", "{date: date('2020-12-31'), week: 2}",
    "{date: date('2021-01-01'), week: 2}", "{date: date('2021-01-01'), dayOfWeek: 1}", "{date: date('2021-01-01'), year: 2022, week: 2}",
    "{date: date('2020-12-31'), ordinalDay: 60}", "{date: date('2020-12-31'), year: 2019, ordinalDay: 366}", "{date: localtime('10:00')}",
    "{date: '2020-12-31'}", "{date: 1}", "{time: localtime('10:00')}", "{date: datetime('2020-12-31T23:00-05:00')}", "{date: null}",
    "{date: date('2020-12-31'), day: 1, week: 2}",
  ]),
  ...calls('localtime', [
    '{hour: 12, minute: 31, second: 14, nanosecond: 789, millisecond: 123, microsecond: 456}', '{hour: 12, minute: 31, second: 14, microsecond: 645876}',
    '{hour: 12, minute: 31, second: 14, microsecond: 645876, nanosecond: 3}', '{hour: 12, minute: 31, second: 14, millisecond: 645, nanosecond: 3}',
    '{hour: 12, minute: 31, second: 14, millisecond: 645, nanosecond: 3000}', '{hour: 12, minute: 31, second: 14, millisecond: 645, microsecond: 1000}',
    '{hour: 12, minute: 31, second: 14, millisecond: 1000}', '{hour: 12, minute: 31, second: 14, nanosecond: 1000000000}', '{hour: 12}', '{minute: 3}',
    '{hour: 12, second: 3}', '{hour: 12, minute: 3, nanosecond: 3}', '{hour: 24}', '{hour: -1}', '{hour: 12, minute: 60}', '{hour: 12, minute: 3, second: 60}', '{}',
    "{hour: 12, timezone: '+01:00'}", "{time: time('10:11:12.5+01:00')}", "{time: time('10:11:12.5+01:00'), second: 3}",
    "{time: time('10:11:12.5+01:00'), millisecond: 3}", "{time: localtime('10:11:12.5'), nanosecond: 3}", "{time: date('2020-12-31')}",
    "{time: datetime('2020-12-31T23:00-05:00')}", "{time: localtime('10:11'), hour: null}", '{hour: 12, day: 1}',
  ]),
  ...calls('time', [
    "{hour: 12, timezone: '+01:00'}", '{hour: 12}', "{hour: 12, timezone: '+02:05:59'}", "{hour: 12, timezone: 'x'}",
    "{hour: 12, timezone: '+19:00'}", "{time: time('10:00+01:00'), timezone: '+05:00'}", "{time: time('22:00+01:00'), timezone: '+05:00'}",
    "{time: localtime('22:00'), timezone: '+05:00'}", "{time: datetime('2020-07-31T23:00[Europe/Stockholm]')}",
    "{time: datetime('2020-07-31T23:00[Europe/Stockholm]'), timezone: '-05:00'}", "{timezone: 1, hour: 3}",
  ]),
  ...calls('localdatetime', [
    '{year: 1984, month: 10, day: 11, hour: 12}', '{year: 1984, hour: 12}', '{year: 1984, month: 10, hour: 12}', '{year: 1984, week: 10, hour: 12}',
    '{year: 1984, week: 10, dayOfWeek: 3, hour: 12}', '{year: 1984, ordinalDay: 202, hour: 12, minute: 5}', '{year: 1984, quarter: 3, hour: 12}',
    '{year: 1984, quarter: 3, dayOfQuarter: 45, hour: 12}', '{year: 1984, month: 10, day: 11, minute: 12}', '{hour: 12}', '{year: 1984}',
    "{date: date('1984-10-11'), hour: 3}", "{date: date('1984-10-11'), minute: 3}", "{date: date('1984-10-11')}", "{date: date('1984-10-11'), time: localtime('10:11:12')}",
    "{year: 1984, month: 10, day: 11, time: localtime('10:11:12')}", "{year: 1984, time: localtime('10:11:12')}",
    "{datetime: localdatetime('1984-10-11T12:13'), day: 3, second: 4}", "{datetime: date('1984-10-11')}",
    "{datetime: localdatetime('1984-10-11T12:13'), date: date('1984-10-11')}", "{date: localdatetime('1984-10-11T12:13')}",
  ]),
  ...calls('datetime', [
    "{year: 1984, month: 10, day: 11, hour: 12, timezone: 'Europe/Stockholm'}", "{year: 1984, timezone: 'Asia/Tokyo'}", '{year: 1984}',
    "{year: 2017, month: 3, day: 26, hour: 2, minute: 30, timezone: 'Europe/Stockholm'}", "{year: 2017, month: 10, day: 29, hour: 2, minute: 30, timezone: 'Europe/Stockholm'}",
    "{datetime: datetime('2017-10-29T02:30+01:00[Europe/Stockholm]'), second: 5}", "{datetime: datetime('2017-10-29T02:30+01:00[Europe/Stockholm]'), day: 28}",
    "{datetime: datetime('2017-10-29T12:30[Europe/Stockholm]'), timezone: 'America/New_York'}",
    "{datetime: datetime('2017-10-29T12:30[Europe/Stockholm]'), month: 7, timezone: '+05:00'}",
    "{date: date('2017-07-01'), time: datetime('2017-12-29T12:30[Europe/Stockholm]')}", "{date: datetime('2017-12-29T12:30[Europe/Stockholm]'), hour: 3}",
    "{date: datetime('2017-12-29T12:30[Europe/Stockholm]'), time: time('10:00-08:00'), timezone: 'Asia/Tokyo'}",
    '{epochSeconds: 1700000000}', '{epochSeconds: 1700000000, nanosecond: 5}', '{epochMillis: 1700000000123}', '{epochMillis: 1700000000123, nanosecond: 5}',
    "{epochSeconds: 1700000000, timezone: 'America/New_York'}", '{epochSeconds: -1}', '{epochSeconds: -1, nanosecond: 999999999}',
    '{epochSeconds: 1, nanosecond: 1000000000}', '{epochSeconds: 1, year: 1984}', '{epochSeconds: 1, epochMillis: 1}', '{epochSeconds: 1, millisecond: 5}',
    '{epochMillis: 1, nanosecond: 1000000}',
  ]),
  ...kinds.flatMap((kind) => kinds.map((other) => `${kind}(${instantOf(other)})`)),
  ...calls('datetime.fromEpoch', ['416779, 999999999', '-1, 5', '0, 1000000000', '0, -1', '31556889864403199, 0', '31556889864403200, 0', '1.5, 0']),
  ...calls('datetime.fromEpochMillis', ['237821673987', '-1', '1.5']),
  ...calls('duration', [
    '{days: 14, hours: 16, minutes: 12}', '{months: 5, days: 1.5}', '{months: 0.75}', '{weeks: 2.5}', '{years: 12.25}', '{quarters: 1.5}', '{years: 0.1}',
    '{years: -0.5, days: -0.5}', '{days: -0.1}', '{hours: 0.1}', '{seconds: 0.1}', '{seconds: 1.9999999999}', '{milliseconds: 1.5}', '{nanoseconds: 1.9}', '{minutes: -1.5}',
    '{days: 14, seconds: 70, milliseconds: 1}', '{seconds: -2, milliseconds: 1}', '{seconds: 2, milliseconds: -1}', '{seconds: -60, milliseconds: -1}', '{hours: -1}', '{}',
    '{foo: 1}', "{days: '1'}", '{days: null}', '{DAYS: 3}', '{months: 9223372036854775807}', '{years: 9223372036854775807}', '{months: 11, years: -1}', '{months: -13, days: 5}',
    '{microseconds: 1}', '{microseconds: -1}',
  ]),
  ...calls('duration', [
    "'P14DT16H12M'", "'P5M1.5D'", "'P0.75M'", "'PT0.75M'", "'P2.5W'", "'P12Y5M14DT16H12M70S'", "'P2012-02-02T14:37:21.545'", "'P20120202T143721.545'", "'P1Y'", "'-P1Y'",
    "'+P1Y'", "'P-1Y'", "'P+1Y2M'", "'P'", "'PT'", "'P1YT'", "'P1D1Y'", "'PT1S1M'", "'P1Y2W3D'", "'P1,5D'", "'PT1,5S'", "'PT-1.5S'", "'PT-0.5S'", "'PT0.123456789S'", "'PT0.1234567891S'",
    "'p1y'", "'1Y'", "'P1H'", "'PT1D'", "'P1.5Y1M'", "'P1Y1.5M1D'", "'P2012-13-02T14:37:21'", "'P2012-02-02'", "'PT36H'", "'P0D'", "''", "'P-1.5M'", "'-PT1H-30M'", "'P1Q'", "'PT.5S'", "'PT5.S'",
  ]),
  'date(null)', 'duration(null)', "date.truncate('year', null)", "duration.between(date('2015-07-21'), null)", "date('2015-07-21') + null", "duration('P1D') * null",
  'date(1)', 'duration(1)', "datetime(true)", "duration(duration('P1D'))", "duration.between(1, 2)", "duration.between(duration('P1D'), date('2015-07-21'))",
  "date('2015-07-21', 'x')", "date({timezone: 'x'})",
];

function instantOf(kind) {
  return { date: "date('1984-10-11')", localtime: "localtime('12:31:14.5')", time: "time('12:31:14.5+01:00')", localdatetime: "localdatetime('1984-10-11T12:31:14.5')", datetime: "datetime('1984-10-11T12:31:14.5[Europe/Stockholm]')" }[kind];
}

function components() {
  const names = {
    date: ['year', 'quarter', 'month', 'week', 'weekYear', 'day', 'ordinalDay', 'weekDay', 'dayOfWeek', 'dayOfQuarter', 'quarterDay', 'hour'],
    localtime: ['hour', 'minute', 'second', 'millisecond', 'microsecond', 'nanosecond', 'day', 'offset'],
    time: ['hour', 'timezone', 'offset', 'offsetMinutes', 'offsetSeconds', 'year', 'epochSeconds'],
    localdatetime: ['week', 'nanosecond', 'year', 'timezone'],
    datetime: ['timezone', 'offset', 'offsetMinutes', 'offsetSeconds', 'epochSeconds', 'epochMillis', 'weekYear', 'microsecond'],
  };
  const ofKinds = Object.entries(names).flatMap(([kind, list]) => [...list.map((name) => `${instantOf(kind)}.${name}`)]);
  const ofDates = times(12, dateText).flatMap((text) => ['week', 'weekYear', 'weekDay', 'ordinalDay', 'dayOfQuarter'].map((name) => `date('${text}').${name}`));
  const far = ['-999999999-01-01', '+999999999-12-31', '-0001-12-31', '0000-02-29', '2020-12-31', '2021-01-03', '2021-01-04', '2018-12-31', '1976-12-31'];
  const ofFar = far.flatMap((text) => ['week', 'weekYear', 'weekDay', 'ordinalDay'].map((name) => `date('${text}').${name}`));
  const lengths = ["duration('P1Y4M10DT1H1M1.111111111S')", "duration('P-1Y-5M-10DT-1H-1M-1.111111111S')", "duration('PT-0.5S')"];
  const units = ['years', 'quarters', 'months', 'weeks', 'days', 'hours', 'minutes', 'seconds', 'milliseconds', 'microseconds', 'nanoseconds', 'quartersOfYear', 'monthsOfQuarter', 'monthsOfYear', 'daysOfWeek', 'minutesOfHour', 'secondsOfMinute', 'millisecondsOfSecond', 'microsecondsOfSecond', 'nanosecondsOfSecond', 'foo'];
  return [...ofKinds, ...ofDates, ...ofFar, ...lengths.flatMap((length) => units.map((unit) => `${length}.${unit}`)), "datetime('1969-12-31T23:59:59.999Z').epochMillis", "datetime('1969-12-31T23:59:59.999Z').epochSeconds", "time('10:00-00:30').offsetMinutes", "time('10:00-02:05:07').offsetMinutes"];
}

function zones() {
  const seconds = times(60, () => pick([draw(0, 2_000_000_000), -draw(0, 2_000_000_000), draw(0, 2_000_000_000) * 10, -draw(0, 2_000_000_000) * 10]));
  const moments = seconds.map((at) => `datetime({epochSeconds: ${at}, timezone: '${pick(zoneNames)}'})`);
  const clocks = times(40, () => `datetime('${dateText()}T${timeText()}[${pick(zoneNames)}]')`);
  const turns = ['2021-03-28T02:00', '2021-03-28T02:59:59', '2021-03-28T01:59:59.999999999', '2021-03-28T03:00', '2021-10-31T02:00', '2021-10-31T02:59:59', '2021-10-31T03:00', '2021-04-04T01:45', '2021-10-03T02:15', '2021-11-07T01:30', '2021-03-14T02:30'];
  return [...moments, ...clocks, ...turns.flatMap((at) => zoneNames.map((zone) => `datetime('${at}[${zone}]')`))];
}

function lengthMap() {
  const units = ['years', 'months', 'weeks', 'days', 'hours', 'minutes', 'seconds', 'milliseconds', 'nanoseconds'];
  const chosen = units.filter(() => draw(0, 2) === 0);
  const used = chosen.length > 0 ? chosen : ['days'];
  return `duration({${used.map((unit) => `${unit}: ${draw(-50, 50)}${pick(['', '', '', '.5', '.25'])}`).join(', ')}})`;
}

function arithmetic() {
  return [
    ...times(100, () => `${instant(pick(kinds))} ${pick(['+', '-'])} ${lengthMap()}`),
    ...times(30, () => `${lengthMap()} ${pick(['+', '-'])} ${lengthMap()}`),
    ...times(30, () => `${lengthMap()} ${pick(['*', '/'])} ${pick(['2', '3', '0.5', '1.5', '-2', '7', '10', '0.1'])}`),
    "date('+999999999-12-31') + duration('P1D')", "date('-999999999-01-01') - duration('P1M')", "localdatetime('+999999999-12-31T23:59:59') + duration('PT1S')",
    "date('2015-01-31') + duration('P1M')", "date('2015-03-31') - duration('P1M')", "date('2016-02-29') + duration('P1Y')", "date('2015-01-01') + duration('PT23H')",
    "date('2015-01-01') - duration('PT25H')", "datetime('2017-03-25T02:30[Europe/Stockholm]') + duration('P1D')", "datetime('2017-03-25T02:30[Europe/Stockholm]') + duration('PT24H')",
    "datetime('2017-10-28T02:30[Europe/Stockholm]') + duration('P1D')", "datetime('2017-10-29T02:30+01:00[Europe/Stockholm]') + duration('PT1M')",
    "datetime('2017-10-29T02:30+01:00[Europe/Stockholm]') + duration('P0D')", "localtime('23:30') + duration('PT1H')", "localtime('00:30') - duration('PT1H')",
    "duration('P1D') + date('2015-01-31')", "duration('P1D') - date('2015-01-31')", "date('2015-01-31') + 1", "date('2015-01-31') - date('2015-01-30')", "duration('P1D') * duration('P1D')",
    "2 * duration('P1D')", "2 / duration('P1D')", "duration('P1D') / 0", "duration('P1D') * 0", "duration({months: 9223372036854775807}) + duration('P1M')",
    "-duration('P1DT-2S')", "date('2015-01-31') + duration({days: 9223372036854775807})", "'a' + date('2015-01-31')", "date('2015-01-31') + 'a'", "'a' + duration('P1D')",
  ];
}

function spans() {
  const measures = ['between', 'inMonths', 'inDays', 'inSeconds'];
  return [
    ...times(160, () => `duration.${pick(measures)}(${instant(pick(kinds))}, ${instant(pick(kinds))})`),
    ...measures.flatMap((measure) => kinds.flatMap((from) => kinds.map((to) => `duration.${measure}(${instantOf(from)}, ${instant(to)})`))),
    ...measures.flatMap((measure) => [
      `duration.${measure}(date('2015-01-31'), date('2015-02-28'))`, `duration.${measure}(date('2016-02-29'), date('2017-02-28'))`, `duration.${measure}(date('2017-02-28'), date('2016-02-29'))`,
      `duration.${measure}(datetime('2017-03-25T12:00[Europe/Stockholm]'), datetime('2017-03-26T12:00[Europe/Stockholm]'))`,
      `duration.${measure}(datetime('2017-03-26T12:00[Europe/Stockholm]'), datetime('2017-03-25T12:00[Europe/Stockholm]'))`,
      `duration.${measure}(datetime('2017-03-25T12:00[Europe/Stockholm]'), datetime('2017-03-26T06:30[America/New_York]'))`,
      `duration.${measure}(date('-999999999-01-01'), date('+999999999-12-31'))`,
    ]),
  ];
}

function truncations() {
  const units = ['millennium', 'century', 'decade', 'year', 'weekYear', 'quarter', 'month', 'week', 'day', 'hour', 'minute', 'second', 'millisecond', 'microsecond'];
  const given = ['{}', '{day: 5}', '{nanosecond: 2}', "{timezone: 'Europe/Stockholm'}", "{timezone: '+01:00'}", '{dayOfWeek: 2}', '{hour: 3}', '{month: 5, day: 31}'];
  return [
    ...kinds.flatMap((kind) => units.map((unit) => `${kind}.truncate('${unit}', ${instant(pick(kinds))})`)),
    ...units.flatMap((unit) => kinds.map((kind) => `${kind}.truncate('${unit}', ${instant('datetime')}, ${pick(given)})`)).filter((text) => !(text.startsWith('time.') && text.includes('timezone: \'Eu'))),
    "date.truncate('YEAR', date('2015-05-05'))", "date.truncate('years', date('2015-05-05'))", "date.truncate('century', date('-0044-03-15'))", "date.truncate('millennium', date('-0044-03-15'))",
    "date.truncate('decade', date('0005-03-15'))", "date.truncate(1, date('2015-05-05'))", "date.truncate('day', 1)", "date.truncate('day', date('2015-05-05'), 1)",
    "localtime.truncate('millisecond', localtime('12:31:14.645876123'), {nanosecond: 5})", "localtime.truncate('millisecond', localtime('12:31:14.645876123'), {microsecond: 5})",
    "localtime.truncate('second', localtime('12:31:14.645876123'), {millisecond: 5, nanosecond: 3})", "localtime.truncate('microsecond', localtime('12:31:14.645876123'), {nanosecond: 1000})",
    "localtime.truncate('millisecond', localtime('12:31:14.645876123'), {millisecond: 5})", "date.truncate('week', date('2021-01-01'), {dayOfWeek: 7})", "date.truncate('year', date('2021-05-05'), {ordinalDay: 300})",
    "date.truncate('weekYear', date('2021-01-01'), {week: 2})", "date.truncate('year', date('2021-05-05'), {year: 1984, month: 3})",
  ];
}

function durations() {
  return times(40, lengthMap);
}

function comparisons() {
  return [
    ...times(40, () => {
      const kind = pick(kinds);
      return `${instant(kind)} ${pick(['<', '<=', '>', '>=', '='])} ${instant(kind)}`;
    }),
    ...['<', '<=', '='].flatMap((sign) => [
      `time('10:00+01:00') ${sign} time('09:00Z')`, `datetime('2015-01-01T10:00+01:00') ${sign} datetime('2015-01-01T09:00Z')`,
      `datetime('2015-01-01T10:00+01:00') ${sign} datetime('2015-01-01T10:00[Europe/Stockholm]')`, `duration('P1M') ${sign} duration('P30D')`,
      `duration('P1D') ${sign} duration('PT24H')`, `date('2015-01-01') ${sign} localdatetime('2015-01-01')`, `duration('P1D') ${sign} duration('P1D')`,
      `duration('P1Y') ${sign} duration('P12M')`, `localdatetime('2015-01-01') ${sign} datetime('2015-01-01')`, `date('2015-01-01') ${sign} 1`,
    ]),
  ];
}
