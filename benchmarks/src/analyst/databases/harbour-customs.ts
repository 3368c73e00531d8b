import { Draw, companyNames, plusDays } from '../draw.js';
import { rows, table } from '../table-plan.js';
import type { DatabasePlan } from '../table-plan.js';

/** A harbour's customs office: names with spaces, dots and percent signs, flags `Y` and `N`, money with decimals, dates that are missing until something happens. */
export function harbourCustoms(): DatabasePlan {
  const draw = new Draw(733);
  const traders = rows(52, (index) => ({
    'Trader No': 3000 + index,
    'Trader Name': `${companyNames[(index * 7) % 30]!} ${index % 2 === 0 ? 'Imports' : 'Trading'}${index < 30 ? '' : ` ${index}`}`,
    Country: draw.often(['NL', 'BE', 'DE', 'PL', 'FI']),
    'AEO Status': draw.chance(0.3) ? 'Y' : 'N',
    Registered: draw.day('2010-03-01', '2023-06-30'),
    'Guarantee Amount': draw.maybe(0.3, draw.int(5, 90) * 1000),
    'EORI Suffix': `X${draw.int(100, 999)}`,
    'Contact Mail': `t${3000 + index}@trade.example`,
    Fax: null,
  }));
  const codes = [
    ['0901', 'Coffee', 'Food', 7.5],
    ['0803', 'Bananas', 'Food', 16],
    ['2204', 'Wine', 'Drink', 0],
    ['3926', 'Plastic articles', 'Industrial', 6.5],
    ['6109', 'T-shirts', 'Textile', 12],
    ['6403', 'Leather shoes', 'Textile', 8],
    ['8471', 'Computers', 'Electronics', 0],
    ['8517', 'Telephones', 'Electronics', 0],
    ['8703', 'Cars', 'Vehicles', 10],
    ['9403', 'Furniture', 'Household', 5.6],
    ['9503', 'Toys', 'Household', 4.7],
    ['7113', 'Jewellery', 'Luxury', 2.5],
  ].map(([code, goods, section, rate]) => ({
    'HS Code': String(code),
    Goods: String(goods),
    Section: String(section),
    'Duty Rate %': Number(rate),
    'Licence Needed': code === '2204' || code === '8703' ? 'Y' : 'N',
  }));
  const vessels = rows(18, (index) => ({
    'IMO No': 9_100_000 + index * 37,
    'Vessel Name': `${draw.pick(['Stella', 'Nordic', 'Atlantic', 'Coral', 'Ever'])} ${['Aurora', 'Breeze', 'Crown', 'Dawn', 'Echo', 'Fortune', 'Glory', 'Haven', 'Isle', 'Jade', 'Kestrel', 'Lance', 'Mist', 'Nova', 'Opal', 'Pearl', 'Quest', 'Ridge'][index]!}`,
    'Flag State': draw.pick(['Panama', 'Liberia', 'Malta', 'Denmark']),
    'Capacity TEU': draw.int(8, 180) * 100,
    'Year Built': draw.int(1994, 2022),
  }));
  const calls = rows(120, (index) => {
    const arrived = draw.day('2023-01-02', '2024-03-25');
    return {
      'Call No': 1 + index,
      'IMO No': draw.pick(vessels.slice(0, 16))['IMO No'],
      Berth: draw.pick(['N1', 'N2', 'S1', 'S4']),
      Arrived: arrived,
      Departed:
        arrived > '2024-03-15' && draw.chance(0.5) ? null : plusDays(arrived, draw.low(0, 6)),
      'Last Port': draw.pick(['Santos', 'Shanghai', 'Izmir', 'Halifax', 'Durban']),
      'Pilot Used': draw.chance(0.8) ? 'Y' : 'N',
    };
  });
  const statuses = ['Lodged', 'Accepted', 'Under inspection', 'Released', 'Rejected', 'Seized'].map(
    (meaning, index) => ({
      Status: (index + 1) * 10,
      Meaning: meaning,
    }),
  );
  const declarations = rows(520, (index) => {
    const call = draw.pick(calls);
    const lodged = plusDays(call['Arrived'], draw.int(-3, 5));
    const status = draw.pick([40, 40, 40, 40, 40, 40, 10, 20, 30, 50]);
    const released = status === 40 ? plusDays(lodged, draw.low(0, 21)) : null;
    return {
      'Declaration No': 80_000 + index,
      'Call No': draw.chance(0.95) ? call['Call No'] : null,
      'Trader No': draw.often(traders.slice(0, 46))['Trader No'],
      Type: draw.pick(['IM', 'IM', 'IM', 'EX', 'TR']),
      'Lodged On': lodged,
      'Released On': released,
      Status: status,
      Channel: draw.pick(['Green', 'Green', 'Green', 'Orange', 'Red']),
      Electronic: draw.chance(0.9) ? 'Y' : 'N',
      'Officer Code': draw.maybe(0.2, `OF${draw.int(1, 9)}`),
      Remarks: null,
    };
  });
  const lines = declarations.flatMap((declaration) =>
    rows(draw.low(1, 4), (index) => {
      const code = draw.pick(codes.slice(0, 11));
      const value = draw.low(4, 900) * 100 + draw.int(0, 99) / 100;
      return {
        'Declaration No': declaration['Declaration No'],
        Line: index + 1,
        'HS Code': code['HS Code'],
        Origin: draw.pick(['CN', 'BR', 'TR', 'ZA', 'VN']),
        'Net Kg': draw.low(20, 24_000),
        Packages: draw.int(1, 400),
        'Value EUR': value,
        'Duty EUR': declaration.Type === 'IM' ? Math.round(value * code['Duty Rate %']) / 100 : 0,
        Preference: draw.maybe(0.7, draw.pick(['GSP', 'FTA'])),
      };
    }),
  );
  const inspections = declarations
    .filter(({ Channel, Status }) => Channel === 'Red' || Status === 30 || draw.chance(0.08))
    .map((declaration, index) => {
      const open = declaration.Status === 30;
      return {
        'Inspection No': 600 + index,
        'Declaration No': declaration['Declaration No'],
        Kind: draw.pick(['Scan', 'Scan', 'Physical', 'Document']),
        'Done On': open ? null : plusDays(declaration['Lodged On'], draw.int(0, 9)),
        Finding: open
          ? null
          : draw.pick(['None', 'None', 'None', 'Undervalued', 'Wrong code', 'Prohibited']),
        'Extra Duty EUR': null as number | null,
        Minutes: open ? null : draw.int(12, 240),
      };
    })
    .map((inspection) => ({
      ...inspection,
      'Extra Duty EUR':
        inspection.Finding === 'Undervalued' || inspection.Finding === 'Wrong code'
          ? draw.int(40, 9000)
          : null,
    }));
  const text = 'VARCHAR(50)';
  const flag = 'CHAR(1)';
  const keyed = (column: string): { keys: string[] } => ({ keys: [`PRIMARY KEY ("${column}")`] });
  return {
    id: 'harbour_customs',
    tables: [
      table(
        'Traders',
        {
          'Trader No': 'INT',
          'Trader Name': text,
          Country: 'CHAR(2)',
          'AEO Status': flag,
          Registered: 'DATE',
          'Guarantee Amount': 'INT',
          'EORI Suffix': text,
          'Contact Mail': text,
          Fax: text,
        },
        traders,
        keyed('Trader No'),
      ),
      table(
        'HS Codes',
        {
          'HS Code': 'CHAR(4)',
          Goods: text,
          Section: text,
          'Duty Rate %': 'DOUBLE',
          'Licence Needed': flag,
        },
        codes,
        keyed('HS Code'),
      ),
      table(
        'Vessels',
        {
          'IMO No': 'INT',
          'Vessel Name': text,
          'Flag State': text,
          'Capacity TEU': 'INT',
          'Year Built': 'INT',
        },
        vessels,
        keyed('IMO No'),
      ),
      table(
        'Port Calls',
        {
          'Call No': 'INT',
          'IMO No': 'INT',
          Berth: text,
          Arrived: 'DATE',
          Departed: 'DATE',
          'Last Port': text,
          'Pilot Used': flag,
        },
        calls,
        keyed('Call No'),
      ),
      table('Status Codes', { Status: 'INT', Meaning: text }, statuses),
      table(
        'Declarations',
        {
          'Declaration No': 'INT',
          'Call No': 'INT',
          'Trader No': 'INT',
          Type: 'CHAR(2)',
          'Lodged On': 'DATE',
          'Released On': 'DATE',
          Status: 'INT',
          Channel: text,
          Electronic: flag,
          'Officer Code': text,
          Remarks: 'TEXT',
        },
        declarations,
        keyed('Declaration No'),
      ),
      table(
        'Goods Lines',
        {
          'Declaration No': 'INT',
          Line: 'INT',
          'HS Code': 'CHAR(4)',
          Origin: 'CHAR(2)',
          'Net Kg': 'INT',
          Packages: 'INT',
          'Value EUR': 'DOUBLE',
          'Duty EUR': 'DOUBLE',
          Preference: text,
        },
        lines,
      ),
      table(
        'Inspections',
        {
          'Inspection No': 'INT',
          'Declaration No': 'INT',
          Kind: text,
          'Done On': 'DATE',
          Finding: text,
          'Extra Duty EUR': 'INT',
          Minutes: 'INT',
        },
        inspections,
      ),
    ],
  };
}
