import { Draw, firstNames, lastNames, plusDays } from '../draw.js';
import { rows, table } from '../table-plan.js';
import type { DatabasePlan } from '../table-plan.js';

/** A practice's desktop database: names with spaces and capitals, real dates, flags as Yes and No, a query kept as a view. */
export function clinicFrontDesk(): DatabasePlan {
  const draw = new Draw(202);
  const doctors = rows(9, (index) => ({
    'Doctor ID': index + 1,
    'Full Name': `Dr. ${firstNames[index * 3]!} ${lastNames[index * 2 + 1]!}`,
    Specialty: ['General', 'General', 'Pediatrics', 'Dermatology', 'Cardiology'][index % 5]!,
    'Start Date': draw.day('2008-01-01', '2022-06-30'),
    'Works Weekends': draw.chance(0.4) ? 'Yes' : 'No',
    'Room No': `R${10 + index}`,
  }));
  const types = [
    ['Checkup', 30, 60],
    ['Follow-up', 15, 35],
    ['Vaccination', 10, 25],
    ['Consultation', 45, 90],
    ['Minor Surgery', 60, 240],
    ['Lab Work', 20, 55],
  ].map(([name, minutes, fee], index) => ({
    'Type ID': index + 1,
    'Type Name': name!,
    'Planned Minutes': minutes!,
    'Standard Fee': fee!,
  }));
  const patients = rows(210, (index) => ({
    'Patient ID': 1000 + index,
    'First Name': draw.pick(firstNames),
    'Last Name': draw.pick(lastNames),
    'Date of Birth': draw.day('1938-01-01', '2022-12-31'),
    Sex: draw.pick(['F', 'M', 'F', 'M', 'X']),
    City: draw.often(['Lakeside', 'Millbrook', 'Ashford', 'Greenhill', 'Fairview']),
    Insurance: draw.maybe(
      0.18,
      draw.pick(['Public', 'Public', 'BlueShield', 'Medica', 'UnionCare']),
    ),
    'Registered On': draw.day('2018-01-01', '2023-12-15'),
    'Referred By': index > 12 ? draw.maybe(0.75, 1000 + draw.int(0, index - 1)) : null,
    'Newsletter?': draw.chance(0.35) ? 'Yes' : 'No',
    'Home Phone': draw.maybe(0.5, `555-${draw.int(1000, 9999)}`),
    'Mobile Phone': `555-${draw.int(1000, 9999)}`,
    'Street Address': `${draw.int(1, 300)} ${draw.pick(['Oak', 'Elm', 'High', 'Mill'])} Street`,
    'Emergency Contact': draw.maybe(0.4, draw.pick(firstNames)),
    'Blood Group': draw.maybe(0.3, draw.pick(['A+', 'O+', 'B+', 'AB+', 'O-'])),
    'Created By': draw.pick(['reception1', 'reception2', 'import']),
    'Last Edited': draw.day('2022-01-01', '2024-01-31'),
  }));
  const known = patients.slice(0, 190);
  const appointments = rows(1150, (index) => {
    const patient = draw.pick(known);
    const date = draw.day('2022-01-03', '2024-03-28');
    const type = draw.often(types);
    const past = date <= '2024-01-31';
    const status = past
      ? draw.pick(['Completed', 'Completed', 'Completed', 'Completed', 'No Show', 'Cancelled'])
      : draw.pick(['Scheduled', 'Scheduled', 'Scheduled', 'Cancelled']);
    return {
      'Appointment ID': 20_000 + index,
      'Patient ID': patient['Patient ID'],
      'Doctor ID': draw.often(doctors.slice(0, 8))['Doctor ID'],
      'Type ID': Number(type['Type ID']),
      'Appointment Date': date,
      'Start Time': `${String(draw.int(8, 17)).padStart(2, '0')}:${draw.pick(['00', '15', '30', '45'])}`,
      'Booked On': plusDays(date, -draw.low(0, 45)),
      Status: status,
      'Minutes Spent':
        status === 'Completed'
          ? Math.max(5, Number(type['Planned Minutes']) + draw.int(-8, 20))
          : null,
      'First Visit?': draw.chance(0.2) ? 'Yes' : 'No',
      'Reminder Sent': draw.chance(0.7) ? 'Yes' : 'No',
    };
  });
  const invoices = appointments
    .filter(({ Status: status }) => status === 'Completed' && draw.chance(0.95))
    .map((appointment, index) => {
      const fee = types.find((type) => type['Type ID'] === appointment['Type ID'])!;
      const issued = plusDays(appointment['Appointment Date'], draw.int(0, 6));
      const amount = Number(fee['Standard Fee']) * draw.pick([1, 1, 1, 1.2, 0.8]);
      return {
        'Invoice No': 5000 + index,
        'Appointment ID': appointment['Appointment ID'],
        'Issued On': issued,
        'Due Date': plusDays(issued, 30),
        'Amount Due': amount,
        'Paid On': draw.maybe(0.16, plusDays(issued, draw.low(0, 70))),
        'Payment Method': draw.pick(['Card', 'Cash', 'Insurance', 'Transfer']),
        'Written Off': draw.chance(0.03) ? 'Yes' : 'No',
      };
    });
  const prescriptions = appointments
    .filter(({ Status: status }) => status === 'Completed' && draw.chance(0.4))
    .map((appointment, index) => ({
      'Rx ID': 1 + index,
      'Appointment ID': appointment['Appointment ID'],
      'Drug Name': draw.often([
        'Amoxicillin',
        'Ibuprofen',
        'Cetirizine',
        'Metformin',
        'Lisinopril',
        'Omeprazole',
      ]),
      'Days Supply': draw.pick([5, 7, 10, 14, 30, 90]),
      Refills: draw.low(0, 4),
      Controlled: draw.chance(0.08) ? 'Yes' : 'No',
    }));
  const visits = appointments
    .filter(({ Status: status }) => status === 'Completed')
    .map((appointment) => ({
      'Appointment ID': appointment['Appointment ID'],
      'Visit Date': appointment['Appointment Date'],
      'Patient ID': appointment['Patient ID'],
      'Doctor Name': doctors.find((doctor) => doctor['Doctor ID'] === appointment['Doctor ID'])![
        'Full Name'
      ],
      'Visit Type': types.find((type) => type['Type ID'] === appointment['Type ID'])!['Type Name'],
      'Minutes Spent': appointment['Minutes Spent'],
    }));
  const number = 'INT';
  const text = 'VARCHAR(60)';
  const flag = 'VARCHAR(3)';
  return {
    id: 'clinic_front_desk',
    tables: [
      table(
        'Doctors',
        {
          'Doctor ID': number,
          'Full Name': text,
          Specialty: text,
          'Start Date': 'DATE',
          'Works Weekends': flag,
          'Room No': text,
        },
        doctors,
        { keys: ['PRIMARY KEY ("Doctor ID")'] },
      ),
      table(
        'Visit Types',
        {
          'Type ID': number,
          'Type Name': text,
          'Planned Minutes': number,
          'Standard Fee': 'DOUBLE',
        },
        types,
        { keys: ['PRIMARY KEY ("Type ID")'] },
      ),
      table(
        'Patients',
        {
          'Patient ID': number,
          'First Name': text,
          'Last Name': text,
          'Date of Birth': 'DATE',
          Sex: 'CHAR(1)',
          City: text,
          Insurance: text,
          'Registered On': 'DATE',
          'Referred By': number,
          'Newsletter?': flag,
          'Home Phone': text,
          'Mobile Phone': text,
          'Street Address': text,
          'Emergency Contact': text,
          'Blood Group': text,
          'Created By': text,
          'Last Edited': 'DATE',
        },
        patients,
        { keys: ['PRIMARY KEY ("Patient ID")'] },
      ),
      table(
        'Appointments',
        {
          'Appointment ID': number,
          'Patient ID': number,
          'Doctor ID': number,
          'Type ID': number,
          'Appointment Date': 'DATE',
          'Start Time': 'VARCHAR(5)',
          'Booked On': 'DATE',
          Status: text,
          'Minutes Spent': number,
          'First Visit?': flag,
          'Reminder Sent': flag,
        },
        appointments,
        { keys: ['PRIMARY KEY ("Appointment ID")'] },
      ),
      table(
        'Invoices',
        {
          'Invoice No': number,
          'Appointment ID': number,
          'Issued On': 'DATE',
          'Due Date': 'DATE',
          'Amount Due': 'DOUBLE',
          'Paid On': 'DATE',
          'Payment Method': text,
          'Written Off': flag,
        },
        invoices,
        { keys: ['PRIMARY KEY ("Invoice No")'] },
      ),
      table(
        'Rx',
        {
          'Rx ID': number,
          'Appointment ID': number,
          'Drug Name': text,
          'Days Supply': number,
          Refills: number,
          Controlled: flag,
        },
        prescriptions,
      ),
      table(
        'Completed Visits',
        {
          'Appointment ID': number,
          'Visit Date': 'DATE',
          'Patient ID': number,
          'Doctor Name': text,
          'Visit Type': text,
          'Minutes Spent': number,
        },
        visits,
        { view: true },
      ),
    ],
  };
}
