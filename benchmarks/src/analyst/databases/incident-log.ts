import { Draw, firstNames, lastNames, plusDays, timestamp, unixSeconds } from '../draw.js';
import { rows, table } from '../table-plan.js';
import type { DatabasePlan } from '../table-plan.js';

/** Incidents of software services, with declared keys: Booleans, times of day, services that depend on services, wide and mostly empty columns. */
export function incidentLog(): DatabasePlan {
  const draw = new Draw(1203);
  const squads = [
    ['Payments', 'Lisbon'],
    ['Search', 'Oslo'],
    ['Identity', 'Lisbon'],
    ['Storefront', 'Krakow'],
    ['Data', 'Oslo'],
    ['Mobile', 'Krakow'],
  ].map(([squad_name, office], index) => ({
    squad_id: index + 1,
    squad_name: squad_name!,
    office: office!,
  }));
  const engineers = rows(36, (index) => ({
    engineer_id: index + 1,
    full_name: `${firstNames[(index * 13) % 30]!} ${lastNames[(index * 7 + 3) % 30]!}`,
    squad_id: draw.pick(squads.slice(0, 5)).squad_id,
    on_call: draw.chance(0.6),
    hired_on: draw.day('2016-02-01', '2024-01-15'),
    github_handle: `dev${index}`,
    laptop_tag: draw.maybe(0.5, `L${draw.int(100, 999)}`),
  }));
  const names =
    'gateway,ledger,card-vault,invoicer,auth,sessions,profile,catalog,search-api,indexer,cart,checkout,mailer,push,events,warehouse,reports,feature-flags,image-resizer,legacy-admin'.split(
      ',',
    );
  const services = names
    .map((service_name, index) => ({
      service_id: 10 + index,
      service_name,
      squad_id: draw.maybe(0.1, squads[index % 5]!.squad_id),
      tier: draw.pick([1, 1, 2, 2, 3]),
      lang: draw.pick(['go', 'java', 'ts', 'python']),
      launched_on: draw.day('2015-05-01', '2023-09-30'),
      retired_on: index === 19 ? '2023-11-30' : null,
      repo_url: null,
      slo_percent: draw.maybe(0.2, draw.pick([99, 99.5, 99.9, 99.95])),
    }))
    .map((service) =>
      ['reports', 'feature-flags'].includes(service.service_name)
        ? { ...service, squad_id: null }
        : service,
    );
  const dependencies = services.flatMap(({ service_id }, index) =>
    [...new Set(rows(draw.int(0, 4), () => draw.int(0, 18)))]
      .filter((other) => other !== index)
      .map((other) => ({ service_id, needs_id: 10 + other, is_hard: draw.chance(0.6) })),
  );
  const severities = [
    [1, 'SEV1', 'Outage', 15],
    [2, 'SEV2', 'Degraded', 30],
    [3, 'SEV3', 'Minor', 120],
    [4, 'SEV4', 'Cosmetic', 480],
  ].map(([sev_id, sev_code, meaning, ack_target_min]) => ({
    sev_id: Number(sev_id),
    sev_code: String(sev_code),
    meaning: String(meaning),
    ack_target_min: Number(ack_target_min),
  }));
  const deploys = rows(430, (index) => ({
    deploy_id: index + 1,
    service_id: draw.often(services.slice(0, 18)).service_id,
    engineer_id: draw.pick(engineers.slice(0, 32)).engineer_id,
    deployed_at: timestamp(
      unixSeconds(draw.day('2023-04-01', '2024-03-31')) + draw.int(25_000, 75_000),
    ),
    rolled_back: draw.chance(0.09),
    lines_changed: draw.low(1, 3000),
    pipeline_s: draw.int(90, 2400),
    ticket_ref: draw.maybe(0.3, `T-${draw.int(100, 999)}`),
  }));
  const incidents = rows(310, (index) => {
    const opened = unixSeconds(draw.day('2023-04-01', '2024-03-31')) + draw.int(0, 86_399);
    const acked = draw.chance(0.04) ? null : opened + draw.low(60, 4 * 3600);
    const resolved = acked === null || draw.chance(0.05) ? null : acked + draw.low(300, 30 * 3600);
    return {
      incident_id: 2000 + index,
      service_id: draw.often(services.slice(0, 17)).service_id,
      sev_id: draw.pick([1, 2, 2, 3, 3, 3, 4]),
      commander_id: draw.maybe(0.12, draw.pick(engineers.slice(0, 30)).engineer_id),
      opened_at: timestamp(opened),
      acked_at: acked === null ? null : timestamp(acked),
      resolved_at: resolved === null ? null : timestamp(resolved),
      cause: draw.maybe(
        0.25,
        draw.pick(['deploy', 'deploy', 'config', 'capacity', 'vendor', 'network']),
      ),
      caused_by_deploy_id: null as number | null,
      customers_hit: draw.maybe(0.3, draw.low(0, 9000)),
      detected_by: draw.pick(['alert', 'alert', 'alert', 'customer', 'staff']),
      public_notice: draw.chance(0.3),
      title_tpl: null,
      chat_channel: `inc-${2000 + index}`,
      custom_a: null,
    };
  }).map((incident) => ({
    ...incident,
    caused_by_deploy_id:
      incident.cause === 'deploy' && draw.chance(0.8) ? draw.pick(deploys).deploy_id : null,
  }));
  const actions = incidents
    .filter(({ sev_id }) => sev_id <= 2)
    .flatMap((incident) =>
      rows(draw.int(0, 4), () => {
        const due = plusDays(incident.opened_at.slice(0, 10), draw.int(7, 60));
        return {
          incident_id: incident.incident_id,
          owner_id: draw.maybe(0.1, draw.pick(engineers).engineer_id),
          due_on: due,
          done_on: draw.maybe(0.35, plusDays(due, draw.int(-14, 30))),
          kind: draw.pick(['fix', 'fix', 'monitor', 'document']),
        };
      }),
    )
    .map((action, index) => ({ action_id: index + 1, ...action }));
  const text = 'VARCHAR(40)';
  const on = (column: string, other: string): string =>
    `FOREIGN KEY (${column}) REFERENCES ${other}`;
  return {
    id: 'incident_log',
    tables: [
      table('squads', { squad_id: 'INT', squad_name: text, office: text }, squads, {
        keys: ['PRIMARY KEY (squad_id)'],
      }),
      table(
        'engineers',
        {
          engineer_id: 'INT',
          full_name: text,
          squad_id: 'INT',
          on_call: 'BOOLEAN',
          hired_on: 'DATE',
          github_handle: text,
          laptop_tag: text,
        },
        engineers,
        {
          keys: ['PRIMARY KEY (engineer_id)', on('squad_id', 'squads (squad_id)')],
        },
      ),
      table(
        'services',
        {
          service_id: 'INT',
          service_name: text,
          squad_id: 'INT',
          tier: 'INT',
          lang: text,
          launched_on: 'DATE',
          retired_on: 'DATE',
          repo_url: 'TEXT',
          slo_percent: 'DOUBLE',
        },
        services,
        {
          keys: ['PRIMARY KEY (service_id)', on('squad_id', 'squads (squad_id)')],
        },
      ),
      table(
        'service_dependencies',
        { service_id: 'INT', needs_id: 'INT', is_hard: 'BOOLEAN' },
        dependencies,
        {
          keys: [
            'PRIMARY KEY (service_id, needs_id)',
            on('service_id', 'services (service_id)'),
            on('needs_id', 'services (service_id)'),
          ],
        },
      ),
      table(
        'severities',
        { sev_id: 'INT', sev_code: text, meaning: text, ack_target_min: 'INT' },
        severities,
        { keys: ['PRIMARY KEY (sev_id)'] },
      ),
      table(
        'deploys',
        {
          deploy_id: 'INT',
          service_id: 'INT',
          engineer_id: 'INT',
          deployed_at: 'DATETIME',
          rolled_back: 'BOOLEAN',
          lines_changed: 'INT',
          pipeline_s: 'INT',
          ticket_ref: text,
        },
        deploys,
        {
          keys: [
            'PRIMARY KEY (deploy_id)',
            on('service_id', 'services (service_id)'),
            on('engineer_id', 'engineers (engineer_id)'),
          ],
        },
      ),
      table(
        'incidents',
        {
          incident_id: 'INT',
          service_id: 'INT',
          sev_id: 'INT',
          commander_id: 'INT',
          opened_at: 'DATETIME',
          acked_at: 'DATETIME',
          resolved_at: 'DATETIME',
          cause: text,
          caused_by_deploy_id: 'INT',
          customers_hit: 'INT',
          detected_by: text,
          public_notice: 'BOOLEAN',
          title_tpl: 'TEXT',
          chat_channel: text,
          custom_a: 'TEXT',
        },
        incidents,
        {
          keys: [
            'PRIMARY KEY (incident_id)',
            on('service_id', 'services (service_id)'),
            on('sev_id', 'severities (sev_id)'),
            on('commander_id', 'engineers (engineer_id)'),
            on('caused_by_deploy_id', 'deploys (deploy_id)'),
          ],
        },
      ),
      table(
        'action_items',
        {
          action_id: 'INT',
          incident_id: 'INT',
          owner_id: 'INT',
          due_on: 'DATE',
          done_on: 'DATE',
          kind: text,
        },
        actions,
        {
          keys: [
            'PRIMARY KEY (action_id)',
            on('incident_id', 'incidents (incident_id)'),
            on('owner_id', 'engineers (engineer_id)'),
          ],
        },
      ),
    ],
  };
}
