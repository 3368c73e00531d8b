import { daysBetween, Draw, firstNames, lastNames, plusDays } from '../draw.js';
import { rows, table } from '../table-plan.js';
import type { DatabasePlan } from '../table-plan.js';

/** Personnel in upper case: managers are employees, pay is kept with its first and last day, codes stand in one table for all. */
export function personnel(): DatabasePlan {
  const draw = new Draw(404);
  const departments = [
    [10, 'Board', null, 'CC100'],
    [20, 'Engineering', 10, 'CC200'],
    [21, 'Platform', 20, 'CC210'],
    [22, 'Mobile', 20, 'CC220'],
    [30, 'Sales', 10, 'CC300'],
    [31, 'Inside Sales', 30, 'CC310'],
    [40, 'Finance', 10, 'CC400'],
    [50, 'People', 10, 'CC500'],
    [60, 'Warehouse', 10, 'CC600'],
    [70, 'Innovation Lab', 20, 'CC700'],
  ].map(([DEPT_ID, DEPT_NM, PARENT_DEPT_ID, COST_CTR]) => ({
    DEPT_ID: Number(DEPT_ID),
    DEPT_NM: String(DEPT_NM),
    PARENT_DEPT_ID: PARENT_DEPT_ID === null ? null : Number(PARENT_DEPT_ID),
    COST_CTR: String(COST_CTR),
  }));
  const staffed = [20, 21, 22, 30, 31, 40, 50, 60];
  const employees = rows(240, (index) => {
    const hired = draw.day('2006-01-01', '2023-11-30');
    const left = index > 25 && draw.chance(0.22) ? plusDays(hired, draw.int(60, 2500)) : null;
    return {
      EMP_ID: 100_000 + index,
      FNAME: draw.pick(firstNames),
      LNAME: draw.pick(lastNames),
      DEPT_ID: index === 0 ? 10 : draw.often(staffed),
      MGR_ID: index === 0 ? null : 100_000 + draw.int(0, Math.min(index - 1, 24)),
      JOB_CD:
        index === 0 ? 'EXE' : index < 25 ? 'MGR' : draw.pick(['ENG', 'ENG', 'ANL', 'REP', 'CLK']),
      HIRE_DT: hired,
      TERM_DT: left !== null && left <= '2023-12-31' ? left : null,
      TERM_RSN_CD: left !== null && left <= '2023-12-31' ? draw.pick(['V', 'V', 'I', 'R']) : null,
      BIRTH_DT: draw.day('1958-01-01', '2001-12-31'),
      GNDR_CD: draw.pick(['F', 'M', 'F', 'M', 'N']),
      FTE_PCT: draw.pick([100, 100, 100, 80, 60, 50]),
      REMOTE_FLG: draw.chance(0.35) ? 1 : 0,
      BADGE_NO: draw.maybe(0.06, draw.int(1000, 9999)),
      EMAIL_ADDR: `e${index}@corp.example`,
      IBAN_MASK: 'XX** ****',
      SHIRT_SZ: draw.pick(['S', 'M', 'L']),
      PARK_PERMIT: draw.maybe(0.7, `P${draw.int(1, 99)}`),
      CRTD_BY: 'HRSYS',
      CRTD_TS: `${hired} 08:00:00`,
      LAST_UPD_BY: draw.pick(['HRSYS', 'KSCHMIDT']),
    };
  });
  const pay = employees.flatMap((employee) => {
    const steps: {
      EMP_ID: number;
      EFF_FROM: string;
      EFF_TO: string | null;
      ANNUAL_SAL: number;
      CHG_RSN_CD: string;
    }[] = [];
    const last = employee.TERM_DT ?? '2023-12-31';
    let from = employee.HIRE_DT;
    let salary = { EXE: 210_000, MGR: 98_000, ENG: 71_000, ANL: 58_000, REP: 46_000, CLK: 36_000 }[
      employee.JOB_CD
    ]!;
    salary += draw.int(-40, 60) * 200;
    while (steps.length < 5) {
      const next = plusDays(from, draw.int(330, 900));
      const ends = next < last;
      steps.push({
        EMP_ID: employee.EMP_ID,
        EFF_FROM: from,
        EFF_TO: ends && steps.length < 4 ? plusDays(next, -1) : null,
        ANNUAL_SAL: salary,
        CHG_RSN_CD: steps.length === 0 ? 'H' : draw.pick(['A', 'A', 'P']),
      });
      if (!ends) break;
      from = next;
      salary = Math.round((salary * draw.int(100, 112)) / 100 / 100) * 100;
    }
    return steps;
  });
  const leave = rows(620, (index) => {
    const employee = draw.pick(employees.slice(0, 225));
    const first = draw.day('2022-01-01', '2023-12-20');
    const last = plusDays(first, draw.low(0, 16));
    const requested = plusDays(first, -draw.int(1, 60));
    const state = draw.pick(['A', 'A', 'A', 'A', 'R', 'P']);
    return {
      REQ_ID: index + 1,
      EMP_ID: employee.EMP_ID,
      LV_TYP_CD: draw.pick(['VAC', 'VAC', 'VAC', 'SCK', 'SCK', 'PAR', 'UNP']),
      FIRST_DAY: first,
      LAST_DAY: last,
      DAYS_CNT: daysBetween(first, last) + 1,
      REQ_DT: requested,
      STAT_CD: state,
      APPR_BY: state === 'P' ? null : employee.MGR_ID,
    };
  });
  const courses = rows(330, (index) => ({
    TRN_ID: index + 1,
    EMP_ID: draw.pick(employees.slice(0, 200)).EMP_ID,
    COURSE_NM: draw.often([
      'Safety Basics',
      'Data Privacy',
      'Forklift Licence',
      'Leadership I',
      'SQL for Everyone',
      'First Aid',
    ]),
    CMPL_DT: draw.maybe(0.15, draw.day('2021-01-01', '2023-12-15')),
    SCORE: draw.maybe(0.2, draw.int(41, 100)),
    COST_CT: draw.pick([0, 0, 9900, 19_900, 45_000]),
  }));
  const codes = [
    ['LEAVE', 'VAC', 'Vacation'],
    ['LEAVE', 'SCK', 'Sick leave'],
    ['LEAVE', 'PAR', 'Parental leave'],
    ['LEAVE', 'UNP', 'Unpaid leave'],
    ['TERM', 'V', 'Resigned'],
    ['TERM', 'I', 'Dismissed'],
    ['TERM', 'R', 'Retired'],
    ['REQ', 'A', 'Approved'],
    ['REQ', 'R', 'Rejected'],
    ['REQ', 'P', 'Pending'],
    ['JOB', 'EXE', 'Executive'],
    ['JOB', 'MGR', 'Manager'],
    ['JOB', 'ENG', 'Engineer'],
    ['JOB', 'ANL', 'Analyst'],
    ['JOB', 'REP', 'Sales Rep'],
    ['JOB', 'CLK', 'Clerk'],
    ['PAY', 'H', 'Hiring'],
    ['PAY', 'A', 'Annual review'],
    ['PAY', 'P', 'Promotion'],
  ].map(([CD_TYP, CD, CD_DESC]) => ({ CD_TYP: CD_TYP!, CD: CD!, CD_DESC: CD_DESC! }));
  const code = 'VARCHAR(5)';
  return {
    id: 'personnel',
    tables: [
      table(
        'DEPT',
        { DEPT_ID: 'INT', DEPT_NM: 'VARCHAR(30)', PARENT_DEPT_ID: 'INT', COST_CTR: 'VARCHAR(8)' },
        departments,
      ),
      table(
        'EMP',
        {
          EMP_ID: 'INT',
          FNAME: 'VARCHAR(30)',
          LNAME: 'VARCHAR(30)',
          DEPT_ID: 'INT',
          MGR_ID: 'INT',
          JOB_CD: code,
          HIRE_DT: 'DATE',
          TERM_DT: 'DATE',
          TERM_RSN_CD: code,
          BIRTH_DT: 'DATE',
          GNDR_CD: 'CHAR(1)',
          FTE_PCT: 'INT',
          REMOTE_FLG: 'TINYINT',
          BADGE_NO: 'INT',
          EMAIL_ADDR: 'VARCHAR(60)',
          IBAN_MASK: 'VARCHAR(40)',
          SHIRT_SZ: 'VARCHAR(3)',
          PARK_PERMIT: 'VARCHAR(5)',
          CRTD_BY: 'VARCHAR(20)',
          CRTD_TS: 'DATETIME',
          LAST_UPD_BY: 'VARCHAR(20)',
        },
        employees,
      ),
      table(
        'SAL_HIST',
        { EMP_ID: 'INT', EFF_FROM: 'DATE', EFF_TO: 'DATE', ANNUAL_SAL: 'INT', CHG_RSN_CD: code },
        pay,
      ),
      table(
        'LEAVE_REQ',
        {
          REQ_ID: 'INT',
          EMP_ID: 'INT',
          LV_TYP_CD: code,
          FIRST_DAY: 'DATE',
          LAST_DAY: 'DATE',
          DAYS_CNT: 'INT',
          REQ_DT: 'DATE',
          STAT_CD: code,
          APPR_BY: 'INT',
        },
        leave,
      ),
      table(
        'TRAINING',
        {
          TRN_ID: 'INT',
          EMP_ID: 'INT',
          COURSE_NM: 'VARCHAR(40)',
          CMPL_DT: 'DATE',
          SCORE: 'INT',
          COST_CT: 'INT',
        },
        courses,
      ),
      table('CODES', { CD_TYP: 'VARCHAR(8)', CD: code, CD_DESC: 'VARCHAR(30)' }, codes),
    ],
  };
}
