import { companyNames, Draw, plusDays, timestamp } from '../draw.js';
import { rows, table } from '../table-plan.js';
import type { DatabasePlan } from '../table-plan.js';

const prices: Readonly<Record<string, number>> = { FREE: 0, TEAM: 900, BIZ: 1900, SCALE: 3900 };

/** Subscriptions to a software product: camel case, cents, soft deletes, audit columns, accounts under accounts, flags as 0 and 1. */
export function seatBilling(): DatabasePlan {
  const draw = new Draw(303);
  const accounts = rows(170, (index) => {
    const created = draw.day('2020-02-01', '2023-11-20');
    return {
      id: index + 1,
      displayName: `${companyNames[index % 30]!}${['', ' Labs', ' Media', ' Health', ' Retail', ' Cloud'][Math.floor(index / 30)]!}`,
      parentAccountId: index > 20 ? draw.maybe(0.8, draw.int(1, 18)) : null,
      industry: draw.pick(['fintech', 'retail', 'health', 'media', 'education']),
      country: draw.often(['US', 'GB', 'DE', 'BR', 'IN', 'JP']),
      signupDate: created,
      employeeCount: draw.maybe(0.1, draw.low(3, 2400)),
      csmEmail: draw.maybe(
        0.4,
        draw.pick(['ines@seat.example', 'bo@seat.example', 'raj@seat.example']),
      ),
      isInternal: draw.chance(0.04) ? 1 : 0,
      deletedAt: draw.maybe(0.9, timestamp(draw.moment(plusDays(created, draw.int(60, 900))))),
      createdBy: draw.pick(['web', 'sales', 'migration']),
      createdAt: timestamp(draw.moment(created)),
      updatedAt: timestamp(draw.moment(plusDays(created, draw.int(1, 800)))),
      crmId: `00Q${draw.int(100_000, 999_999)}`,
      utmSource: draw.maybe(0.5, draw.pick(['google', 'linkedin', 'newsletter'])),
      utmCampaign: draw.maybe(0.8, `c${draw.int(1, 20)}`),
      billingEmail: `billing@${draw.int(100, 999)}.example`,
      taxExempt: draw.chance(0.1) ? 1 : 0,
      timezone: draw.pick(['UTC', 'America/New_York', 'Europe/Berlin']),
      featureFlags: '{}',
    };
  });
  const plans = Object.entries(prices).map(([code, cents], index) => ({
    planCode: code,
    planName: ['Free', 'Team', 'Business', 'Scale'][index]!,
    seatPriceCents: cents,
    annualOnly: code === 'SCALE' ? 1 : 0,
  }));
  const subscriptions = accounts
    .slice(0, 158)
    .flatMap((account) =>
      rows(draw.pick([1, 1, 1, 2, 2, 3]), (index) => {
        const start = plusDays(account.signupDate, index * 200 + draw.int(0, 60));
        const ended = draw.chance(index === 0 ? 0.35 : 0.2);
        return {
          accountId: account.id,
          planCode: draw.pick(['FREE', 'TEAM', 'TEAM', 'BIZ', 'BIZ', 'SCALE']),
          seats: draw.low(1, 140),
          startedOn: start,
          cancelledOn: ended ? plusDays(start, draw.int(25, 400)) : null,
          cancelReason: ended
            ? draw.maybe(
                0.2,
                draw.pick(['price', 'missing feature', 'competitor', 'closed business']),
              )
            : null,
          isTrial: draw.chance(0.15) ? 1 : 0,
          discountPct: draw.pick([0, 0, 0, 10, 15, 25]),
        };
      }),
    )
    .map((subscription, index) => ({ id: 3000 + index, ...subscription }));
  const invoices = subscriptions
    .filter(({ planCode }) => planCode !== 'FREE')
    .flatMap((subscription) => {
      const months = draw.int(1, 7);
      return rows(months, (month) => {
        const issued = plusDays(subscription.startedOn, month * 30);
        const total = Math.round(
          (prices[subscription.planCode]! * subscription.seats * (100 - subscription.discountPct)) /
            100,
        );
        const state = draw.pick([
          'paid',
          'paid',
          'paid',
          'paid',
          'paid',
          'paid',
          'open',
          'void',
          'uncollectible',
        ]);
        return {
          subscriptionId: subscription.id,
          issuedOn: issued,
          totalCents: total,
          taxCents: Math.round(total * 0.19),
          status: state,
          paidAt:
            state === 'paid' ? timestamp(draw.moment(plusDays(issued, draw.low(0, 40)))) : null,
          currency: draw.often(['USD', 'USD', 'EUR', 'GBP']),
          attemptCount: state === 'paid' ? draw.low(1, 3) : draw.int(0, 4),
        };
      });
    })
    .filter(({ issuedOn }) => issuedOn <= '2023-12-31')
    .map((invoice, index) => ({ id: 80_001 + index, ...invoice }));
  const users = accounts
    .flatMap((account) =>
      rows(draw.low(1, 9), (index) => ({
        accountId: account.id,
        email: `u${account.id}.${index}@example.com`,
        role: index === 0 ? 'owner' : draw.pick(['member', 'member', 'admin', 'viewer']),
        lastSeenAt: draw.maybe(0.12, draw.moment(draw.day('2023-01-01', '2023-12-31'), 0, 23)),
        mfaEnabled: draw.chance(0.45) ? 1 : 0,
        deletedAt: draw.maybe(0.88, timestamp(draw.moment(draw.day('2022-06-01', '2023-12-20')))),
      })),
    )
    .map((user, index) => ({ id: index + 1, ...user }));
  const active = subscriptions
    .filter(
      ({ cancelledOn, isTrial, planCode }) =>
        cancelledOn === null && isTrial === 0 && planCode !== 'FREE',
    )
    .map((subscription) => ({
      accountId: subscription.accountId,
      displayName: accounts[subscription.accountId - 1]!.displayName,
      planCode: subscription.planCode,
      seats: subscription.seats,
      mrrCents: Math.round(
        (prices[subscription.planCode]! * subscription.seats * (100 - subscription.discountPct)) /
          100,
      ),
    }));
  const usage = rows(900, () => {
    const user = draw.often(users);
    return {
      userId: user.id,
      day: draw.day('2023-07-01', '2023-12-31'),
      eventName: draw.often(['login', 'export', 'invite', 'report_view', 'api_call']),
      eventCount: draw.low(1, 60),
      durationMs: draw.low(400, 900_000),
      clientVersion: `4.${draw.int(0, 12)}`,
    };
  });
  return {
    id: 'seat_billing',
    tables: [
      table(
        'Account',
        {
          id: 'INT',
          displayName: 'VARCHAR(80)',
          parentAccountId: 'INT',
          industry: 'VARCHAR(20)',
          country: 'CHAR(2)',
          signupDate: 'DATE',
          employeeCount: 'INT',
          csmEmail: 'VARCHAR(60)',
          isInternal: 'TINYINT',
          deletedAt: 'DATETIME',
          createdBy: 'VARCHAR(20)',
          createdAt: 'DATETIME',
          updatedAt: 'DATETIME',
          crmId: 'VARCHAR(20)',
          utmSource: 'VARCHAR(20)',
          utmCampaign: 'VARCHAR(20)',
          billingEmail: 'VARCHAR(60)',
          taxExempt: 'TINYINT',
          timezone: 'VARCHAR(30)',
          featureFlags: 'TEXT',
        },
        accounts,
      ),
      table(
        'Plan',
        {
          planCode: 'VARCHAR(8)',
          planName: 'VARCHAR(20)',
          seatPriceCents: 'INT',
          annualOnly: 'TINYINT',
        },
        plans,
      ),
      table(
        'Subscription',
        {
          id: 'INT',
          accountId: 'INT',
          planCode: 'VARCHAR(8)',
          seats: 'INT',
          startedOn: 'DATE',
          cancelledOn: 'DATE',
          cancelReason: 'VARCHAR(40)',
          isTrial: 'TINYINT',
          discountPct: 'INT',
        },
        subscriptions,
      ),
      table(
        'Invoice',
        {
          id: 'INT',
          subscriptionId: 'INT',
          issuedOn: 'DATE',
          totalCents: 'INT',
          taxCents: 'INT',
          status: 'VARCHAR(20)',
          paidAt: 'DATETIME',
          currency: 'CHAR(3)',
          attemptCount: 'INT',
        },
        invoices,
      ),
      table(
        'AppUser',
        {
          id: 'INT',
          accountId: 'INT',
          email: 'VARCHAR(60)',
          role: 'VARCHAR(10)',
          lastSeenAt: 'BIGINT',
          mfaEnabled: 'TINYINT',
          deletedAt: 'DATETIME',
        },
        users,
      ),
      table(
        'UsageDaily',
        {
          userId: 'INT',
          day: 'DATE',
          eventName: 'VARCHAR(20)',
          eventCount: 'INT',
          durationMs: 'INT',
          clientVersion: 'VARCHAR(8)',
        },
        usage,
      ),
      table(
        'ActiveMrr',
        {
          accountId: 'INT',
          displayName: 'VARCHAR(80)',
          planCode: 'VARCHAR(8)',
          seats: 'INT',
          mrrCents: 'INT',
        },
        active,
        { view: true },
      ),
    ],
  };
}
