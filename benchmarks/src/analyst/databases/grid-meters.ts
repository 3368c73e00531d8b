import { Draw, plusDays, unixSeconds } from '../draw.js';
import { rows, table } from '../table-plan.js';
import type { DatabasePlan } from '../table-plan.js';

/** A grid operator: prefixed tables, unix seconds, watt-hours, a wide table of meters, outages with a beginning and perhaps an end. */
export function gridMeters(): DatabasePlan {
  const draw = new Draw(707);
  const zones = ['Harbour', 'Old Town', 'Industrial Park', 'Hillside', 'Riverside', 'Airport'].map(
    (zone_name, index) => ({
      zone_id: `Z${index + 1}`,
      zone_name,
      households: 900 + draw.int(1, 40) * 100,
      is_rural: index === 3 ? 1 : 0,
    }),
  );
  const meters = rows(130, (index) => ({
    mtr_id: `M${String(10_000 + index * 13)}`,
    zone_id: draw.often(zones.slice(0, 5)).zone_id,
    cust_type: draw.pick(['RES', 'RES', 'RES', 'COM', 'IND']),
    install_date: draw.day('2014-01-01', '2023-06-30'),
    removed_date: draw.maybe(0.92, draw.day('2023-07-01', '2023-12-20')),
    is_smart: draw.chance(0.6) ? 1 : 0,
    tariff_cd: draw.pick(['DAY', 'FLAT', 'FLAT', 'NIGHT']),
    phase_cnt: draw.pick([1, 3]),
    max_amp: draw.pick([25, 35, 63]),
    fw_ver: `${draw.int(1, 4)}.${draw.int(0, 9)}`,
    manuf: draw.pick(['Elster', 'Itra', 'Landau']),
    last_cal_date: draw.maybe(0.2, draw.day('2016-01-01', '2023-11-01')),
    ct_ratio: 1,
    geo_lat: 53 + draw.int(1, 900) / 1000,
    geo_lon: 9 + draw.int(1, 900) / 1000,
    seal_no: `S${draw.int(1000, 9999)}`,
    sim_iccid: draw.maybe(0.4, `89${draw.int(1_000_000, 9_999_999)}`),
    comm_tech: draw.pick(['PLC', 'GPRS', 'NB']),
    remark_1: null,
    remark_2: draw.maybe(0.95, 'check cabinet'),
    legacy_no: draw.maybe(0.5, draw.int(1, 99_999)),
    row_status: draw.chance(0.95) ? 'A' : 'D',
  }));
  const readings = meters.slice(0, 118).flatMap((meter) => {
    const base = { RES: 260_000, COM: 1_400_000, IND: 6_500_000 }[meter.cust_type]!;
    return rows(12, (month) => {
      const day = `2023-${String(month + 1).padStart(2, '0')}-01`;
      return {
        mtr_id: meter.mtr_id,
        read_ts: unixSeconds(day) + draw.int(0, 3 * 86_400),
        wh: Math.round(
          (base * (100 + draw.int(-35, 60) + (month < 2 || month > 9 ? 30 : 0))) / 100,
        ),
        qual: draw.pick(['OK', 'OK', 'OK', 'OK', 'EST', 'BAD']),
        src: draw.pick(['AUTO', 'MAN']),
      };
    }).filter(() => draw.chance(0.96));
  });
  const tariffs = [
    ['FLAT', 'Flat rate', 31.5, 890],
    ['DAY', 'Daytime saver', 28.2, 1190],
    ['NIGHT', 'Night owl', 24.9, 1390],
    ['GREEN', 'Green plus', 34, 990],
  ].map(([tariff_cd, label, ct_per_kwh, base_ct_month]) => ({
    tariff_cd: String(tariff_cd),
    label: String(label),
    ct_per_kwh: Number(ct_per_kwh),
    base_ct_month: Number(base_ct_month),
  }));
  const outages = rows(150, (index) => {
    const start = draw.moment(draw.day('2021-01-05', '2023-12-29'), 0, 23);
    return {
      outage_id: index + 1,
      zone_id: draw.often(zones.slice(0, 5)).zone_id,
      start_ts: start,
      end_ts: draw.maybe(0.05, start + draw.low(4, 900) * 60),
      cause_cd: draw.pick(['WX', 'EQ', 'EQ', '3P', 'UNK']),
      planned: draw.chance(0.25) ? 1 : 0,
      affected_cnt: draw.low(5, 2400),
    };
  });
  const causes = [
    ['WX', 'Weather'],
    ['EQ', 'Equipment failure'],
    ['3P', 'Third-party damage'],
    ['UNK', 'Unknown'],
    ['ANM', 'Animal'],
  ].map(([cause_cd, cause]) => ({ cause_cd: cause_cd!, cause: cause! }));
  const orders = rows(260, (index) => {
    const created = draw.day('2022-02-01', '2023-12-22');
    const done = draw.maybe(0.2, plusDays(created, draw.low(0, 45)));
    return {
      wo_no: 300 + index,
      mtr_id: draw.pick(meters).mtr_id,
      wo_type: draw.pick(['SWAP', 'INSPECT', 'INSPECT', 'REPAIR']),
      created_date: created,
      done_date: done,
      crew: draw.maybe(0.1, draw.pick(['North', 'South', 'Contractor'])),
      cost_ct: done === null ? null : draw.low(40, 900) * 100,
      urgent: draw.chance(0.2) ? 'Y' : 'N',
    };
  });
  const months = meters.slice(0, 118).map(({ mtr_id }) => {
    const own = readings.filter((reading) => reading.mtr_id === mtr_id && reading.qual !== 'BAD');
    return {
      mtr_id,
      readings_2023: own.length,
      kwh_2023: Math.round(own.reduce((sum, { wh }) => sum + wh, 0) / 10) / 100,
    };
  });
  const text = 'VARCHAR(20)';
  return {
    id: 'grid_meters',
    tables: [
      table(
        'ref_zone',
        { zone_id: text, zone_name: 'VARCHAR(40)', households: 'INT', is_rural: 'TINYINT' },
        zones,
      ),
      table(
        'tbl_meter',
        {
          mtr_id: text,
          zone_id: text,
          cust_type: text,
          install_date: 'DATE',
          removed_date: 'DATE',
          is_smart: 'TINYINT',
          tariff_cd: text,
          phase_cnt: 'INT',
          max_amp: 'INT',
          fw_ver: text,
          manuf: text,
          last_cal_date: 'DATE',
          ct_ratio: 'INT',
          geo_lat: 'DOUBLE',
          geo_lon: 'DOUBLE',
          seal_no: text,
          sim_iccid: text,
          comm_tech: text,
          remark_1: 'TEXT',
          remark_2: 'TEXT',
          legacy_no: 'INT',
          row_status: 'CHAR(1)',
        },
        meters,
      ),
      table(
        'tbl_reading',
        { mtr_id: text, read_ts: 'BIGINT', wh: 'BIGINT', qual: 'VARCHAR(3)', src: 'VARCHAR(4)' },
        readings,
      ),
      table(
        'ref_tariff',
        { tariff_cd: text, label: 'VARCHAR(40)', ct_per_kwh: 'DOUBLE', base_ct_month: 'INT' },
        tariffs,
      ),
      table(
        'tbl_outage',
        {
          outage_id: 'INT',
          zone_id: text,
          start_ts: 'BIGINT',
          end_ts: 'BIGINT',
          cause_cd: text,
          planned: 'TINYINT',
          affected_cnt: 'INT',
        },
        outages,
      ),
      table('ref_cause', { cause_cd: text, cause: 'VARCHAR(40)' }, causes),
      table(
        'tbl_work_order',
        {
          wo_no: 'INT',
          mtr_id: text,
          wo_type: text,
          created_date: 'DATE',
          done_date: 'DATE',
          crew: text,
          cost_ct: 'INT',
          urgent: 'CHAR(1)',
        },
        orders,
      ),
      table('vw_meter_year', { mtr_id: text, readings_2023: 'INT', kwh_2023: 'DOUBLE' }, months, {
        view: true,
      }),
    ],
  };
}
