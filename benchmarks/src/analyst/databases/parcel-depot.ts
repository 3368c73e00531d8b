import { companyNames, Draw, timestamp, unixSeconds } from '../draw.js';
import { rows, table } from '../table-plan.js';
import type { DatabasePlan } from '../table-plan.js';

/** A carrier: abbreviated names, no keys, unix seconds, cents, grams, flags as Y and N, two code tables. */
export function parcelDepot(): DatabasePlan {
  const draw = new Draw(101);
  const depots = [
    ['HAM', 'Hamburg Nord', 'NORTH', '2009-04-01', 4200, 'Y'],
    ['BER', 'Berlin Ost', 'EAST', '2011-09-12', 5100, 'Y'],
    ['MUC', 'München Süd', 'SOUTH', '2008-02-20', 4800, 'Y'],
    ['CGN', 'Köln Hafen', 'WEST', '2014-06-30', 3900, 'Y'],
    ['LEJ', 'Leipzig Hub', 'EAST', '2016-11-02', 9000, 'Y'],
    ['STR', 'Stuttgart', 'SOUTH', '2019-03-18', 2600, 'Y'],
    ['DTM', 'Dortmund', 'WEST', '2005-05-05', 1800, 'N'],
    ['ERF', 'Erfurt', 'EAST', '2023-08-21', 1500, 'Y'],
  ].map(([dep_cd, dep_nm, rgn, open_dt, cap_day, actv]) => ({
    dep_cd: dep_cd!,
    dep_nm: dep_nm!,
    rgn: rgn!,
    open_dt: open_dt!,
    cap_day: cap_day!,
    actv: actv!,
  }));
  const working = depots.slice(0, 6).map(({ dep_cd }) => String(dep_cd));
  const customers = rows(140, (index) => {
    const created = draw.moment(draw.day('2019-01-01', '2023-10-31'));
    return {
      cust_no: 50_001 + index,
      nm: `${companyNames[index % 30]!} ${draw.pick(['GmbH', 'AG', 'BV', 'Sarl', 'Ltd'])}${index >= 30 ? ` ${Math.floor(index / 30) + 1}` : ''}`,
      seg: draw.pick(['SMB', 'SMB', 'SMB', 'ENT', 'GOV']),
      cntry: draw.often(['DE', 'NL', 'PL', 'FR', 'AT']),
      crt_ts: created,
      cr_lim_ct: draw.maybe(0.15, draw.int(5, 200) * 10_000),
      blk: draw.chance(0.08) ? 'Y' : 'N',
      vat_id: `X${draw.int(10_000_000, 99_999_999)}`,
      lang_cd: draw.pick(['de', 'en', 'nl', 'pl']),
      inv_grp: draw.pick(['W', 'M']),
      upd_usr: draw.pick(['batch', 'mkrause', 'tlange']),
      upd_ts: timestamp(created + draw.int(86_400, 9_000_000)),
      src_sys: draw.pick(['LEGACY', 'PORTAL']),
      row_ver: draw.int(1, 9),
      notes: draw.maybe(0.9, 'see contract'),
    };
  });
  const shippers = customers.slice(0, 122).map(({ cust_no }) => cust_no);
  const shipments = rows(1400, (index) => {
    const booked = draw.moment(draw.day('2022-01-03', '2023-12-30'));
    const service = draw.pick(['STD', 'STD', 'STD', 'EXP', 'ECO']);
    const status = draw.pick([30, 30, 30, 30, 30, 30, 30, 30, 20, 10, 40, 50]);
    const origin = draw.often(working);
    const weight = draw.low(120, 31_000);
    const days = { EXP: draw.int(1, 2), STD: draw.int(1, 5), ECO: draw.int(3, 9) }[service] ?? 3;
    return {
      shp_id: 900_001 + index,
      cust_no: draw.often(shippers),
      org_dep: origin,
      dst_dep: draw.pick(working.filter((depot) => depot !== origin)),
      svc_cd: service,
      wt_g: weight,
      chg_ct: 390 + Math.round(weight / 40) + { EXP: 900, STD: 250, ECO: 0 }[service]!,
      ins: draw.chance(0.2) ? 'Y' : 'N',
      bkd_ts: booked,
      dlv_ts: status === 30 ? booked + days * 86_400 - draw.int(0, 36_000) : null,
      stat_cd: status,
      ref_no: `R${draw.int(100_000, 999_999)}`,
      lbl_fmt: draw.pick(['A6', 'ZPL']),
      cod_ct: draw.maybe(0.9, draw.int(10, 300) * 100),
      chn: draw.pick(['WEB', 'API', 'EDI']),
    };
  });
  const events = shipments.slice(0, 600).flatMap((shipment) => {
    const delivered = shipment.dlv_ts;
    const path: [string, string, number][] = [
      [shipment.org_dep, 'IN', shipment.bkd_ts + draw.int(3_000, 20_000)],
      [shipment.org_dep, 'OUT', shipment.bkd_ts + draw.int(20_001, 43_000)],
    ];
    if (draw.chance(0.12)) path.push([shipment.org_dep, 'EXC', shipment.bkd_ts + 43_100]);
    if (delivered !== null) path.push([shipment.dst_dep, 'DLV', delivered]);
    return path.map(([dep_cd, evt_typ, evt_ts], seq) => ({
      shp_id: shipment.shp_id,
      seq: seq + 1,
      dep_cd,
      evt_typ,
      evt_ts,
      dev_id: `H${draw.int(1, 60)}`,
    }));
  });
  const claims = rows(96, (index) => {
    const shipment = shipments[draw.int(0, shipments.length - 1)]!;
    const opened = timestamp(shipment.bkd_ts + draw.int(3, 20) * 86_400).slice(0, 10);
    const decided = draw.maybe(0.25, draw.chance(0.6) ? 'Y' : 'N');
    return {
      clm_id: 7001 + index,
      shp_id: shipment.shp_id,
      opn_dt: opened,
      cls_dt:
        decided === null
          ? null
          : timestamp(unixSeconds(opened) + draw.int(2, 60) * 86_400).slice(0, 10),
      amt_ct: draw.low(15, 900) * 100,
      rsn: draw.pick(['DMG', 'LOST', 'LATE']),
      appr: decided,
    };
  });
  return {
    id: 'parcel_depot',
    tables: [
      table(
        'depot',
        {
          dep_cd: 'CHAR(3)',
          dep_nm: 'VARCHAR(40)',
          rgn: 'VARCHAR(10)',
          open_dt: 'DATE',
          cap_day: 'INT',
          actv: 'CHAR(1)',
        },
        depots,
      ),
      table(
        'cust',
        {
          cust_no: 'INT',
          nm: 'VARCHAR(60)',
          seg: 'CHAR(3)',
          cntry: 'CHAR(2)',
          crt_ts: 'BIGINT',
          cr_lim_ct: 'BIGINT',
          blk: 'CHAR(1)',
          vat_id: 'VARCHAR(20)',
          lang_cd: 'CHAR(2)',
          inv_grp: 'CHAR(1)',
          upd_usr: 'VARCHAR(20)',
          upd_ts: 'DATETIME',
          src_sys: 'VARCHAR(10)',
          row_ver: 'INT',
          notes: 'TEXT',
        },
        customers,
      ),
      table(
        'shp',
        {
          shp_id: 'INT',
          cust_no: 'INT',
          org_dep: 'CHAR(3)',
          dst_dep: 'CHAR(3)',
          svc_cd: 'CHAR(3)',
          wt_g: 'INT',
          chg_ct: 'INT',
          ins: 'CHAR(1)',
          bkd_ts: 'BIGINT',
          dlv_ts: 'BIGINT',
          stat_cd: 'INT',
          ref_no: 'VARCHAR(12)',
          lbl_fmt: 'VARCHAR(4)',
          cod_ct: 'INT',
          chn: 'CHAR(3)',
        },
        shipments,
      ),
      table('svc', { svc_cd: 'CHAR(3)', descr: 'VARCHAR(20)', max_days: 'INT' }, [
        { svc_cd: 'EXP', descr: 'Express', max_days: 2 },
        { svc_cd: 'STD', descr: 'Standard', max_days: 4 },
        { svc_cd: 'ECO', descr: 'Economy', max_days: 7 },
      ]),
      table('stat', { stat_cd: 'INT', descr: 'VARCHAR(30)' }, [
        { stat_cd: 10, descr: 'Booked' },
        { stat_cd: 20, descr: 'In transit' },
        { stat_cd: 30, descr: 'Delivered' },
        { stat_cd: 40, descr: 'Lost' },
        { stat_cd: 50, descr: 'Returned to sender' },
      ]),
      table(
        'scan_evt',
        {
          shp_id: 'INT',
          seq: 'INT',
          dep_cd: 'CHAR(3)',
          evt_typ: 'VARCHAR(3)',
          evt_ts: 'BIGINT',
          dev_id: 'VARCHAR(6)',
        },
        events,
      ),
      table(
        'clm',
        {
          clm_id: 'INT',
          shp_id: 'INT',
          opn_dt: 'VARCHAR(10)',
          cls_dt: 'VARCHAR(10)',
          amt_ct: 'INT',
          rsn: 'VARCHAR(4)',
          appr: 'CHAR(1)',
        },
        claims,
      ),
    ],
  };
}
