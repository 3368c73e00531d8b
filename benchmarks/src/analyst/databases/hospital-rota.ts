import { Draw, firstNames, lastNames, plusDays } from '../draw.js';
import { rows, table } from '../table-plan.js';
import type { DatabasePlan } from '../table-plan.js';

/** A hospital's rota: short lower-case names, flags `T` and `F`, times of day in minutes, money in pence, duties that nobody fills. */
export function hospitalRota(): DatabasePlan {
  const draw = new Draw(911);
  const wards = [
    ['A1', 'Ashdown', 'North', 28, 'MED'],
    ['A2', 'Birch', 'North', 24, 'SUR'],
    ['B1', 'Cedar', 'North', 18, 'PAE'],
    ['B2', 'Dunes', 'South', 30, 'MED'],
    ['C1', 'Elder', 'South', 12, 'ITU'],
    ['C2', 'Fern', 'South', 22, 'SUR'],
    ['D1', 'Gorse', 'South', 16, 'REH'],
  ].map(([ward_id, ward_nm, site, beds, ward_typ], index) => ({
    ward_id: String(ward_id),
    ward_nm: String(ward_nm),
    site: String(site),
    beds: Number(beds),
    ward_typ: String(ward_typ),
    min_day: 3 + (index % 3),
    phone_ext: `4${100 + index}`,
  }));
  const staff = rows(96, (index) => {
    const start = draw.day('2009-01-05', '2024-02-01');
    return {
      staff_no: 7000 + index * 3,
      surname: lastNames[(index * 7) % 30]!,
      forename: firstNames[(index * 11 + 4) % 30]!,
      band: draw.pick([2, 3, 5, 5, 5, 6, 6, 7]),
      role_cd: draw.pick(['RN', 'RN', 'RN', 'HCA', 'HCA', 'SIS']),
      home_ward: draw.maybe(0.08, draw.pick(wards.slice(0, 6)).ward_id),
      contract_hrs: draw.pick([37.5, 37.5, 37.5, 30, 22.5, 15]),
      start_dt: start,
      leave_dt: draw.maybe(0.85, plusDays(start, draw.int(200, 2400))),
      bank_only: draw.chance(0.15) ? 'T' : 'F',
      line_mgr_no: index < 6 ? null : 7000 + draw.int(0, 5) * 3,
      dob: draw.day('1962-01-01', '2001-12-31'),
      pin_expiry: draw.maybe(0.3, draw.day('2023-10-01', '2026-06-30')),
      locker: draw.maybe(0.4, draw.int(1, 200)),
      pay_pt: draw.int(3, 26),
      email_cur: `s${7000 + index * 3}@trust.example`,
      upd_by: draw.pick(['hr1', 'hr2', 'batch']),
    };
  }).map((person) => ({
    ...person,
    leave_dt: person.leave_dt !== null && person.leave_dt <= '2024-06-30' ? person.leave_dt : null,
  }));
  const shiftTypes = [
    ['E', 'Early', 420, 900],
    ['L', 'Late', 840, 1290],
    ['LD', 'Long day', 450, 1200],
    ['N', 'Night', 1170, 1890],
    ['TW', 'Twilight', 1020, 1440],
  ].map(([shift_cd, shift_desc, start_min, end_min]) => ({
    shift_cd: String(shift_cd),
    shift_desc: String(shift_desc),
    start_min: Number(start_min),
    end_min: Number(end_min),
  }));
  const statuses = ['Planned', 'Worked', 'Sick', 'Cancelled', 'Swapped'].map(
    (status_desc, index) => ({
      status_cd: index + 1,
      status_desc,
    }),
  );
  const duties = rows(980, (index) => {
    const ward = draw.pick(wards.slice(0, 6));
    const shift = draw.pick(shiftTypes.slice(0, 4));
    const filled = !draw.chance(0.09);
    const day = draw.day('2024-01-01', '2024-07-07');
    const status =
      day > '2024-06-30'
        ? 1
        : filled
          ? draw.pick([2, 2, 2, 2, 2, 2, 3, 4, 5])
          : draw.pick([1, 1, 4]);
    const source = draw.pick(['SUB', 'SUB', 'SUB', 'BNK', 'BNK', 'AGY']);
    const length = shift.end_min - shift.start_min;
    const worked = status === 2 ? length + draw.pick([0, 0, 0, 0, 15, 30, 45, -30]) : null;
    return {
      duty_id: index + 1,
      ward_id: ward.ward_id,
      staff_no: filled ? draw.often(staff.slice(0, 88)).staff_no : null,
      duty_dt: day,
      shift_cd: shift.shift_cd,
      duty_src: filled ? source : null,
      status_cd: status,
      worked_min: worked,
      brk_min: length > 600 ? 60 : 30,
      cost_p:
        worked === null ? null : worked * (source === 'AGY' ? 62 : source === 'BNK' ? 38 : 34),
      roster_ver: draw.int(1, 4),
      lock_flg: draw.chance(0.7) ? 'T' : 'F',
    };
  });
  const absences = rows(170, (index) => {
    const first = draw.day('2023-07-01', '2024-06-20');
    return {
      abs_id: 300 + index,
      staff_no: draw.pick(staff.slice(0, 80)).staff_no,
      abs_typ: draw.pick(['SICK', 'SICK', 'SICK', 'STUDY', 'CARER', 'MAT']),
      first_dt: first,
      last_dt: draw.maybe(0.06, plusDays(first, draw.low(0, 40))),
      cert: draw.chance(0.5) ? 'T' : 'F',
    };
  });
  const skillRefs = [
    ['BLS', 'Basic life support', 'T'],
    ['ILS', 'Immediate life support', 'F'],
    ['IVC', 'Cannulation', 'F'],
    ['MH', 'Moving and handling', 'T'],
    ['FIRE', 'Fire safety', 'T'],
    ['CHEM', 'Chemotherapy giving', 'F'],
    ['VENT', 'Ventilator care', 'F'],
  ].map(([skill_cd, skill_nm, mandatory]) => ({
    skill_cd: String(skill_cd),
    skill_nm: String(skill_nm),
    mandatory: String(mandatory),
  }));
  const skills = staff.flatMap((person) =>
    skillRefs
      .slice(0, 6)
      .filter(() => draw.chance(0.5))
      .map((ref) => {
        const got = draw.day('2021-03-01', '2024-06-01');
        return {
          staff_no: person.staff_no,
          skill_cd: ref.skill_cd,
          got_dt: got,
          exp_dt: ref.skill_cd === 'IVC' ? null : plusDays(got, 730),
        };
      }),
  );
  const months = ['2024-01', '2024-02', '2024-03', '2024-04', '2024-05', '2024-06'];
  const filling = wards.flatMap((ward) =>
    months.flatMap((month) => {
      const some = duties.filter(
        (duty) =>
          duty.ward_id === ward.ward_id && duty.duty_dt.startsWith(month) && duty.status_cd !== 4,
      );
      const filled = some.filter((duty) => duty.staff_no !== null).length;
      return some.length === 0
        ? []
        : [{ ward_nm: ward.ward_nm, mth: month, filled, unfilled: some.length - filled }];
    }),
  );
  const text = 'VARCHAR(40)';
  const flag = 'CHAR(1)';
  return {
    id: 'hospital_rota',
    tables: [
      table(
        'ward',
        {
          ward_id: text,
          ward_nm: text,
          site: text,
          beds: 'INT',
          ward_typ: text,
          min_day: 'INT',
          phone_ext: text,
        },
        wards,
      ),
      table(
        'staff',
        {
          staff_no: 'INT',
          surname: text,
          forename: text,
          band: 'INT',
          role_cd: text,
          home_ward: text,
          contract_hrs: 'DOUBLE',
          start_dt: 'DATE',
          leave_dt: 'DATE',
          bank_only: flag,
          line_mgr_no: 'INT',
          dob: 'DATE',
          pin_expiry: 'DATE',
          locker: 'INT',
          pay_pt: 'INT',
          email_cur: text,
          upd_by: text,
        },
        staff,
      ),
      table(
        'shift_type',
        { shift_cd: text, shift_desc: text, start_min: 'INT', end_min: 'INT' },
        shiftTypes,
      ),
      table('duty_status', { status_cd: 'INT', status_desc: text }, statuses),
      table(
        'duty',
        {
          duty_id: 'INT',
          ward_id: text,
          staff_no: 'INT',
          duty_dt: 'DATE',
          shift_cd: text,
          duty_src: text,
          status_cd: 'INT',
          worked_min: 'INT',
          brk_min: 'INT',
          cost_p: 'INT',
          roster_ver: 'INT',
          lock_flg: flag,
        },
        duties,
      ),
      table(
        'absence',
        {
          abs_id: 'INT',
          staff_no: 'INT',
          abs_typ: text,
          first_dt: 'DATE',
          last_dt: 'DATE',
          cert: flag,
        },
        absences,
      ),
      table('skill_ref', { skill_cd: text, skill_nm: text, mandatory: flag }, skillRefs),
      table(
        'staff_skill',
        { staff_no: 'INT', skill_cd: text, got_dt: 'DATE', exp_dt: 'DATE' },
        skills,
      ),
      table(
        'v_ward_month',
        { ward_nm: text, mth: 'CHAR(7)', filled: 'INT', unfilled: 'INT' },
        filling,
        { view: true },
      ),
    ],
  };
}
