import { Draw, firstNames, lastNames, plusDays } from '../draw.js';
import { rows, table } from '../table-plan.js';
import type { DatabasePlan } from '../table-plan.js';

/** A charity's donors: upper-case names with a prefix, amounts in pence, days as text, flags `1` and `0`, households, refunds, one table of codes. */
export function charityGifts(): DatabasePlan {
  const draw = new Draw(280);
  const appeals = [
    ['WIN22', 'Winter shelter 2022', '2022-11-01', 4_000_000],
    ['SPR23', 'Spring meals 2023', '2023-03-01', 2_500_000],
    ['RUN23', 'City run 2023', '2023-06-10', 1_500_000],
    ['WIN23', 'Winter shelter 2023', '2023-11-01', 4_500_000],
    ['LEG', 'Legacies', '2020-01-01', null],
    ['SCH24', 'School bags 2024', '2024-06-01', 900_000],
  ].map(([APPEAL_CD, TITLE, LAUNCHED, TARGET_P]) => ({
    APPEAL_CD: String(APPEAL_CD),
    TITLE: String(TITLE),
    LAUNCHED: String(LAUNCHED),
    TARGET_P: TARGET_P === null ? null : Number(TARGET_P),
    OWNER_INIT: draw.pick(['AB', 'RT']),
  }));
  const codes = [
    ['CHAN', 'DM', 'Direct mail'],
    ['CHAN', 'WEB', 'Website'],
    ['CHAN', 'TEL', 'Telephone'],
    ['CHAN', 'F2F', 'Face to face'],
    ['DTYP', 'IND', 'Individual'],
    ['DTYP', 'COR', 'Company'],
    ['DTYP', 'TRU', 'Trust'],
    ['STOP', 'DEC', 'Deceased'],
    ['STOP', 'GNE', 'Gone away'],
    ['STOP', 'OPT', 'Opted out'],
    ['STOP', 'COR', 'Asked for corrections'],
    ['DTYP', 'WEB', 'Online community'],
  ].map(([CD_TYPE, CD, CD_TEXT]) => ({ CD_TYPE: CD_TYPE!, CD: CD!, CD_TEXT: CD_TEXT! }));
  const donors = rows(150, (index) => {
    const type = draw.pick(['IND', 'IND', 'IND', 'IND', 'IND', 'IND', 'COR', 'TRU']);
    const joined = draw.day('2015-01-10', '2024-02-20');
    return {
      DONOR_ID: 1000 + index,
      DONOR_TYPE: type,
      FULL_NM: `${firstNames[(index * 7) % 30]!} ${lastNames[(index * 11 + Math.floor(index / 30)) % 30]!}`,
      TOWN: draw.often(['Leeds', 'Derby', 'Hull', 'Bath', 'Truro']),
      JOINED_ON: joined,
      BIRTH_YR: type === 'IND' ? draw.maybe(0.4, draw.int(1934, 2002)) : null,
      GIFT_AID: type === 'IND' && draw.chance(0.55) ? 1 : 0,
      STOP_CD: draw.maybe(0.85, draw.pick(['DEC', 'GNE', 'OPT'])),
      HOUSEHOLD_OF:
        index > 20 && type === 'IND' && draw.chance(0.18) ? 1000 + draw.int(0, 20) : null,
      EMAIL_OK: draw.chance(0.6) ? 1 : 0,
      SCORE_RFM: draw.int(111, 555),
      SALUT_TXT: null,
      LOADED_FROM: draw.pick(['old', 'web']),
    };
  });
  const gifts = rows(900, () => {
    const donor = draw.often(donors.slice(0, 132));
    const day = draw.day('2022-01-03', '2024-03-30');
    const launched = appeals.filter(
      ({ LAUNCHED, APPEAL_CD }) => LAUNCHED <= day && APPEAL_CD !== 'SCH24',
    );
    const amount = donor.DONOR_TYPE === 'IND' ? draw.low(2, 60) * 250 : draw.low(10, 400) * 1000;
    return {
      DONOR_ID: donor.DONOR_ID,
      RCVD_ON: day,
      AMT_P: amount,
      CHAN_CD: draw.pick(['DM', 'DM', 'WEB', 'WEB', 'WEB', 'TEL']),
      APPEAL_CD: draw.maybe(0.3, draw.pick(launched).APPEAL_CD),
      IS_REGULAR: draw.chance(0.35) ? 1 : 0,
      THANKED_ON: draw.maybe(0.12, plusDays(day, draw.low(0, 30))),
      REFUNDED: draw.chance(0.02) ? 1 : 0,
      BATCH_NO: draw.int(1, 90),
    };
  }).map((gift, index) => ({ GIFT_ID: index + 1, ...gift }));
  const pledges = rows(90, (index) => {
    const day = draw.day('2022-02-01', '2024-03-01');
    return {
      PLEDGE_ID: 50 + index,
      DONOR_ID: draw.pick(donors.slice(0, 140)).DONOR_ID,
      PLEDGED_ON: day,
      AMT_P: draw.low(4, 80) * 2500,
      DUE_ON: plusDays(day, draw.pick([30, 90, 180, 365])),
      PAID_P: 0,
    };
  }).map((pledge) => ({
    ...pledge,
    PAID_P: draw.chance(0.5) ? pledge.AMT_P : draw.chance(0.5) ? Math.round(pledge.AMT_P / 2) : 0,
  }));
  const events = rows(14, (index) => ({
    EVENT_ID: index + 1,
    EVENT_NM: `${['Quiz night', 'Choir evening', 'Garden day', 'Supper', 'Bake sale', 'Auction', 'Lecture'][index % 7]!} ${2022 + (index % 3)}${index > 6 ? ' II' : ''}`,
    HELD_ON: draw.day('2022-03-01', '2024-05-20'),
    TICKET_P: draw.pick([0, 500, 1200, 2500]),
    COST_P: draw.maybe(0.2, draw.int(50, 900) * 100),
    SEATS: draw.int(20, 120),
  }));
  const guests = events.slice(0, 12).flatMap((event) =>
    [...new Set(rows(draw.int(6, 34), () => draw.pick(donors.slice(0, 120)).DONOR_ID))].map(
      (DONOR_ID) => ({
        EVENT_ID: event.EVENT_ID,
        DONOR_ID,
        SEATS_TAKEN: draw.pick([1, 1, 2, 2, 4]),
        CAME: draw.chance(0.82) ? 1 : 0,
      }),
    ),
  );
  const years = donors.flatMap(({ DONOR_ID }) =>
    ['2022', '2023', '2024'].flatMap((year) => {
      const some = gifts.filter(
        (gift) =>
          gift.DONOR_ID === DONOR_ID && gift.RCVD_ON.startsWith(year) && gift.REFUNDED === 0,
      );
      return some.length === 0
        ? []
        : [
            {
              DONOR_ID,
              GIFT_YR: Number(year),
              GIFTS: some.length,
              TOTAL_P: some.reduce((sum, { AMT_P }) => sum + AMT_P, 0),
            },
          ];
    }),
  );
  const text = 'VARCHAR(40)';
  const day = 'VARCHAR(10)';
  return {
    id: 'charity_gifts',
    tables: [
      table(
        'CRM_APPEAL',
        { APPEAL_CD: text, TITLE: text, LAUNCHED: day, TARGET_P: 'INT', OWNER_INIT: text },
        appeals,
      ),
      table('CRM_CODE', { CD_TYPE: text, CD: text, CD_TEXT: text }, codes),
      table(
        'CRM_DONOR',
        {
          DONOR_ID: 'INT',
          DONOR_TYPE: text,
          FULL_NM: text,
          TOWN: text,
          JOINED_ON: day,
          BIRTH_YR: 'INT',
          GIFT_AID: 'TINYINT',
          STOP_CD: text,
          HOUSEHOLD_OF: 'INT',
          EMAIL_OK: 'TINYINT',
          SCORE_RFM: 'INT',
          SALUT_TXT: 'TEXT',
          LOADED_FROM: text,
        },
        donors,
      ),
      table(
        'CRM_GIFT',
        {
          GIFT_ID: 'INT',
          DONOR_ID: 'INT',
          RCVD_ON: day,
          AMT_P: 'INT',
          CHAN_CD: text,
          APPEAL_CD: text,
          IS_REGULAR: 'TINYINT',
          THANKED_ON: day,
          REFUNDED: 'TINYINT',
          BATCH_NO: 'INT',
        },
        gifts,
      ),
      table(
        'CRM_PLEDGE',
        {
          PLEDGE_ID: 'INT',
          DONOR_ID: 'INT',
          PLEDGED_ON: day,
          AMT_P: 'INT',
          DUE_ON: day,
          PAID_P: 'INT',
        },
        pledges,
      ),
      table(
        'CRM_EVENT',
        {
          EVENT_ID: 'INT',
          EVENT_NM: text,
          HELD_ON: day,
          TICKET_P: 'INT',
          COST_P: 'INT',
          SEATS: 'INT',
        },
        events,
      ),
      table(
        'CRM_GUEST',
        { EVENT_ID: 'INT', DONOR_ID: 'INT', SEATS_TAKEN: 'INT', CAME: 'TINYINT' },
        guests,
      ),
      table(
        'CRM_V_DONOR_YEAR',
        { DONOR_ID: 'INT', GIFT_YR: 'INT', GIFTS: 'INT', TOTAL_P: 'INT' },
        years,
        { view: true },
      ),
    ],
  };
}
