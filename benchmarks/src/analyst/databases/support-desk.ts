import { companyNames, Draw, firstNames, lastNames, timestamp } from '../draw.js';
import { rows, table } from '../table-plan.js';
import type { DatabasePlan } from '../table-plan.js';

/** A help desk with declared keys: times of day, a look-up table of priorities, satisfaction scores, hand-overs, tags. */
export function supportDesk(): DatabasePlan {
  const draw = new Draw(606);
  const teams = ['Tier 1', 'Tier 2', 'Billing', 'Onboarding', 'Escalations'].map(
    (team_name, index) => ({
      team_id: index + 1,
      team_name,
      region: ['EMEA', 'AMER', 'EMEA', 'APAC', 'AMER'][index]!,
    }),
  );
  const agents = rows(28, (index) => ({
    agent_id: index + 1,
    full_name: `${firstNames[index]!} ${lastNames[29 - index]!}`,
    team_id: draw.often([1, 1, 2, 3, 4]),
    lead_agent_id: index < 4 ? null : draw.int(1, 4),
    active: draw.chance(0.85),
    joined_on: draw.day('2018-01-15', '2023-08-01'),
    max_load: draw.pick([10, 15, 20]),
    signature_html: null,
    avatar_url: 'about:blank',
  }));
  const priorities = [
    [1, 'Urgent', 30, 240],
    [2, 'High', 60, 480],
    [3, 'Normal', 240, 1440],
    [4, 'Low', 480, 4320],
  ].map(([priority_id, label, first_reply_minutes, resolve_minutes]) => ({
    priority_id: Number(priority_id),
    label: String(label),
    first_reply_minutes: Number(first_reply_minutes),
    resolve_minutes: Number(resolve_minutes),
  }));
  const organizations = rows(60, (index) => ({
    org_id: index + 1,
    org_name: `${companyNames[index % 30]!}${index < 30 ? '' : ' Group'}`,
    support_level: draw.maybe(0.1, draw.pick(['basic', 'basic', 'premium', 'enterprise'])),
    country: draw.often(['United Kingdom', 'France', 'Spain', 'Sweden', 'Italy']),
    contract_end: draw.maybe(0.2, draw.day('2022-10-01', '2025-12-31')),
    domain: `d${index}.example`,
    external_ref: `X${draw.int(100, 999)}`,
  }));
  const tickets = rows(1100, (index) => {
    const opened = draw.moment(draw.day('2022-07-01', '2023-12-30'), 5, 22);
    const priority = draw.pick([1, 2, 2, 3, 3, 3, 3, 4]);
    const status = draw.pick([
      'closed',
      'closed',
      'closed',
      'closed',
      'solved',
      'open',
      'pending',
      'new',
    ]);
    const assigned =
      status === 'new'
        ? draw.maybe(0.7, draw.often(agents.slice(0, 25)).agent_id)
        : draw.often(agents.slice(0, 25)).agent_id;
    const replied = status === 'new' ? null : draw.maybe(0.05, opened + draw.low(3, 900) * 60);
    const done = status === 'closed' || status === 'solved';
    return {
      ticket_id: 40_001 + index,
      org_id: draw.often(organizations.slice(0, 53)).org_id,
      agent_id: assigned,
      priority_id: priority,
      subject: draw.pick([
        'Cannot log in',
        'Refund request',
        'Export fails',
        'Slow dashboard',
        'Wrong invoice',
        'Feature question',
        'API error 500',
      ]),
      channel: draw.pick(['email', 'email', 'chat', 'phone', 'web']),
      status,
      opened_at: timestamp(opened),
      first_reply_at: replied === null ? null : timestamp(replied),
      solved_at: done ? timestamp((replied ?? opened) + draw.low(10, 9000) * 60) : null,
      reopened: done && draw.chance(0.09),
      csat: done ? draw.maybe(0.45, draw.pick([1, 2, 3, 4, 4, 5, 5, 5])) : null,
      locale: draw.pick(['en', 'fr', 'es']),
      custom_01: draw.maybe(0.8, 'x'),
      custom_02: null,
      custom_03: draw.maybe(0.9, 'y'),
      spam_score: draw.int(0, 20),
      merged_into_id: draw.maybe(0.97, 40_001 + draw.int(0, 1099)),
      audit_created_by: 'mail-in',
    };
  });
  const comments = tickets
    .slice(0, 800)
    .flatMap((ticket) =>
      rows(draw.low(0, 6), (index) => ({
        ticket_id: ticket.ticket_id,
        author_kind: draw.pick(['agent', 'customer', 'agent', 'bot']),
        is_public: draw.chance(0.8),
        written_at: timestamp(
          Date.parse(`${ticket.opened_at.replace(' ', 'T')}Z`) / 1000 +
            (index + 1) * draw.int(600, 40_000),
        ),
        word_count: draw.low(4, 260),
      })),
    )
    .map((comment, index) => ({ comment_id: index + 1, ...comment }));
  const tags = ['bug', 'billing', 'how-to', 'outage', 'security', 'feedback'].map((tag, index) => ({
    tag_id: index + 1,
    tag,
  }));
  const tagged = tickets
    .filter(() => draw.chance(0.5))
    .flatMap(({ ticket_id }) =>
      [...new Set(rows(draw.low(1, 3), () => draw.often(tags.slice(0, 5)).tag_id))].map(
        (tag_id) => ({ ticket_id, tag_id }),
      ),
    );
  const shown = ({ active, ...agent }: (typeof agents)[number]) => ({
    ...agent,
    active: active ? 'true' : 'false',
  });
  const truth = (value: boolean): string => (value ? 'true' : 'false');
  return {
    id: 'support_desk',
    tables: [
      table('teams', { team_id: 'INT', team_name: 'VARCHAR(30)', region: 'VARCHAR(10)' }, teams, {
        keys: ['PRIMARY KEY (team_id)'],
      }),
      table(
        'agents',
        {
          agent_id: 'INT',
          full_name: 'VARCHAR(60)',
          team_id: 'INT',
          lead_agent_id: 'INT',
          active: 'BOOLEAN',
          joined_on: 'DATE',
          max_load: 'INT',
          signature_html: 'TEXT',
          avatar_url: 'TEXT',
        },
        agents.map(shown),
        {
          keys: [
            'PRIMARY KEY (agent_id)',
            'FOREIGN KEY (team_id) REFERENCES teams (team_id)',
            'FOREIGN KEY (lead_agent_id) REFERENCES agents (agent_id)',
          ],
        },
      ),
      table(
        'priorities',
        {
          priority_id: 'INT',
          label: 'VARCHAR(10)',
          first_reply_minutes: 'INT',
          resolve_minutes: 'INT',
        },
        priorities,
        { keys: ['PRIMARY KEY (priority_id)'] },
      ),
      table(
        'organizations',
        {
          org_id: 'INT',
          org_name: 'VARCHAR(60)',
          support_level: 'VARCHAR(12)',
          country: 'VARCHAR(30)',
          contract_end: 'DATE',
          domain: 'VARCHAR(40)',
          external_ref: 'VARCHAR(10)',
        },
        organizations,
        { keys: ['PRIMARY KEY (org_id)'] },
      ),
      table(
        'tickets',
        {
          ticket_id: 'INT',
          org_id: 'INT',
          agent_id: 'INT',
          priority_id: 'INT',
          subject: 'VARCHAR(80)',
          channel: 'VARCHAR(10)',
          status: 'VARCHAR(10)',
          opened_at: 'DATETIME',
          first_reply_at: 'DATETIME',
          solved_at: 'DATETIME',
          reopened: 'BOOLEAN',
          csat: 'INT',
          locale: 'CHAR(2)',
          custom_01: 'TEXT',
          custom_02: 'TEXT',
          custom_03: 'TEXT',
          spam_score: 'INT',
          merged_into_id: 'INT',
          audit_created_by: 'VARCHAR(20)',
        },
        tickets.map((ticket) => ({ ...ticket, reopened: truth(ticket.reopened) })),
        {
          keys: [
            'PRIMARY KEY (ticket_id)',
            'FOREIGN KEY (org_id) REFERENCES organizations (org_id)',
            'FOREIGN KEY (agent_id) REFERENCES agents (agent_id)',
            'FOREIGN KEY (priority_id) REFERENCES priorities (priority_id)',
          ],
        },
      ),
      table(
        'ticket_comments',
        {
          comment_id: 'INT',
          ticket_id: 'INT',
          author_kind: 'VARCHAR(10)',
          is_public: 'BOOLEAN',
          written_at: 'DATETIME',
          word_count: 'INT',
        },
        comments.map((comment) => ({ ...comment, is_public: truth(comment.is_public) })),
        {
          keys: [
            'PRIMARY KEY (comment_id)',
            'FOREIGN KEY (ticket_id) REFERENCES tickets (ticket_id)',
          ],
        },
      ),
      table('tags', { tag_id: 'INT', tag: 'VARCHAR(20)' }, tags, {
        keys: ['PRIMARY KEY (tag_id)'],
      }),
      table('ticket_tags', { ticket_id: 'INT', tag_id: 'INT' }, tagged, {
        keys: [
          'PRIMARY KEY (ticket_id, tag_id)',
          'FOREIGN KEY (ticket_id) REFERENCES tickets (ticket_id)',
          'FOREIGN KEY (tag_id) REFERENCES tags (tag_id)',
        ],
      }),
    ],
  };
}
