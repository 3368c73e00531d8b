import { Draw, firstNames, lastNames, plusDays } from '../draw.js';
import { rows, table } from '../table-plan.js';
import type { DatabasePlan } from '../table-plan.js';

/** A letting agency: Pascal case without declared keys, leases that overlap years, rents in whole currency, status codes as numbers with a table. */
export function lettingAgency(): DatabasePlan {
  const draw = new Draw(808);
  const owners = rows(34, (index) => ({
    OwnerKey: index + 1,
    OwnerName: `${firstNames[(index * 7) % 30]!} ${lastNames[(index * 11) % 30]!}`,
    IsCompany: draw.chance(0.25) ? 1 : 0,
    FeePercent: draw.pick([8, 8, 10, 12]),
    SinceDate: draw.day('2012-01-01', '2022-12-31'),
    PayoutIban: 'masked',
    ContactPref: draw.pick(['mail', 'phone']),
  }));
  const buildings = rows(22, (index) => ({
    BuildingKey: index + 1,
    BuildingName: `${draw.pick(['Elm', 'Station', 'Canal', 'Park', 'Abbey', 'Mill'])} ${draw.pick(['Court', 'House', 'Place', 'Gardens'])} ${index + 1}`,
    District: draw.often(['Centre', 'West End', 'Docklands', 'Northgate']),
    YearBuilt: draw.int(1895, 2021),
    HasLift: draw.chance(0.5) ? 1 : 0,
    OwnerKey: draw.often(owners.slice(0, 28)).OwnerKey,
    EnergyClass: draw.maybe(0.15, draw.pick(['A', 'B', 'C', 'D', 'E'])),
  }));
  const units = buildings
    .flatMap((building) =>
      rows(draw.int(3, 9), (index) => ({
        BuildingKey: building.BuildingKey,
        UnitNo: `${Math.floor(index / 2)}${index % 2 === 0 ? 'A' : 'B'}`,
        Bedrooms: draw.pick([0, 1, 1, 2, 2, 3, 4]),
        AreaSqm: draw.int(24, 140),
        FloorNo: Math.floor(index / 2),
        Furnished: draw.chance(0.3) ? 1 : 0,
        AskingRent: draw.int(9, 38) * 50,
        PetsAllowed: draw.maybe(0.2, draw.chance(0.4) ? 1 : 0),
        ArchivedOn: draw.maybe(0.95, draw.day('2022-01-01', '2023-06-30')),
        HeatingType: draw.pick(['gas', 'electric', 'district']),
        ParkingBay: draw.maybe(0.6, `B${draw.int(1, 60)}`),
        InventoryRef: `I${draw.int(100, 999)}`,
        KeySafe: draw.int(1000, 9999),
      })),
    )
    .map((unit, index) => ({ UnitKey: 500 + index, ...unit }));
  const tenants = rows(230, (index) => ({
    TenantKey: 9000 + index,
    FullName: `${draw.pick(firstNames)} ${draw.pick(lastNames)}`,
    BirthDate: draw.maybe(0.2, draw.day('1950-01-01', '2003-12-31')),
    Occupation: draw.maybe(
      0.2,
      draw.pick(['nurse', 'student', 'engineer', 'teacher', 'chef', 'retired']),
    ),
    HasGuarantor: draw.chance(0.2) ? 1 : 0,
    CreditScore: draw.maybe(0.25, draw.int(420, 850)),
    MarketingOptIn: draw.chance(0.4) ? 1 : 0,
    Email: `t${index}@post.example`,
    Phone2: null,
  }));
  let next = 0;
  const leases = units
    .slice(0, 118)
    .flatMap((unit) => {
      const made: {
        UnitKey: number;
        TenantKey: number;
        LeaseStart: string;
        LeaseEnd: string;
        MoveOutDate: string | null;
        MonthlyRent: number;
        Deposit: number;
        StatusId: number;
        BreakClause: number;
        AgentInitials: string;
      }[] = [];
      let start = draw.day('2020-01-01', '2021-10-01');
      for (let count = draw.int(1, 3); count > 0; count -= 1) {
        const end = plusDays(start, draw.pick([181, 364, 364, 729]));
        const early = draw.chance(0.2);
        const left = early ? plusDays(end, -draw.int(10, 120)) : end;
        const rent = unit.AskingRent + draw.int(-3, 2) * 25;
        const tenant = tenants[next % 205]!;
        next += 1;
        made.push({
          UnitKey: unit.UnitKey,
          TenantKey: tenant.TenantKey,
          LeaseStart: start,
          LeaseEnd: end,
          MoveOutDate: left <= '2023-12-31' ? left : null,
          MonthlyRent: rent,
          Deposit: rent * draw.pick([1, 1, 2]),
          StatusId: left > '2023-12-31' ? 2 : early ? 4 : 3,
          BreakClause: draw.chance(0.3) ? 1 : 0,
          AgentInitials: draw.pick(['KD', 'LM', 'PS']),
        });
        start = plusDays(left, draw.low(1, 90));
        if (start > '2023-12-31') break;
      }
      return made;
    })
    .map((lease, index) => ({ LeaseKey: index + 1, ...lease }));
  const statuses = [
    [1, 'Draft'],
    [2, 'Active'],
    [3, 'Expired'],
    [4, 'Terminated early'],
    [5, 'Disputed'],
  ].map(([StatusId, StatusName]) => ({
    StatusId: Number(StatusId),
    StatusName: String(StatusName),
  }));
  const payments = leases
    .flatMap((lease) => {
      const last = lease.MoveOutDate ?? '2023-12-31';
      return rows(36, (month) => plusDays(lease.LeaseStart, month * 30))
        .filter((due) => due <= last && due >= '2022-06-01')
        .filter(() => draw.chance(0.97))
        .map((due) => ({
          LeaseKey: lease.LeaseKey,
          DueDate: due,
          PaidDate: draw.maybe(0.05, plusDays(due, draw.low(-3, 35))),
          Amount: draw.chance(0.92) ? lease.MonthlyRent : Math.round(lease.MonthlyRent / 2),
          Method: draw.pick(['transfer', 'transfer', 'card', 'cash']),
        }));
    })
    .map((payment, index) => ({ PaymentKey: index + 1, ...payment }));
  const jobs = rows(290, (index) => {
    const reported = draw.day('2022-01-10', '2023-12-20');
    const fixed = draw.maybe(0.18, plusDays(reported, draw.low(0, 60)));
    return {
      JobKey: index + 1,
      UnitKey: draw.pick(units.slice(0, 120)).UnitKey,
      Trade: draw.often(['plumbing', 'electrical', 'heating', 'painting', 'locks']),
      ReportedOn: reported,
      FixedOn: fixed,
      Emergency: draw.chance(0.15) ? 1 : 0,
      CostAmount: fixed === null ? null : draw.low(40, 1500),
      Contractor: draw.maybe(0.2, draw.pick(['Axis Ltd', 'FixFast', 'Hobbs & Son'])),
      ChargedToTenant: draw.chance(0.1) ? 1 : 0,
    };
  });
  const viewings = rows(240, (index) => ({
    ViewingKey: index + 1,
    UnitKey: draw.pick(units.slice(0, 112)).UnitKey,
    ViewedOn: draw.day('2022-01-05', '2023-12-20'),
    Applied: draw.chance(0.35) ? 1 : 0,
    NoShow: draw.chance(0.1) ? 1 : 0,
    LeadSource: draw.pick(['portal', 'portal', 'walk-in', 'referral']),
  }));
  const text = 'VARCHAR(40)';
  return {
    id: 'letting_agency',
    tables: [
      table(
        'Owners',
        {
          OwnerKey: 'INT',
          OwnerName: text,
          IsCompany: 'TINYINT',
          FeePercent: 'INT',
          SinceDate: 'DATE',
          PayoutIban: text,
          ContactPref: text,
        },
        owners,
      ),
      table(
        'Buildings',
        {
          BuildingKey: 'INT',
          BuildingName: text,
          District: text,
          YearBuilt: 'INT',
          HasLift: 'TINYINT',
          OwnerKey: 'INT',
          EnergyClass: 'CHAR(1)',
        },
        buildings,
      ),
      table(
        'Units',
        {
          UnitKey: 'INT',
          BuildingKey: 'INT',
          UnitNo: 'VARCHAR(6)',
          Bedrooms: 'INT',
          AreaSqm: 'INT',
          FloorNo: 'INT',
          Furnished: 'TINYINT',
          AskingRent: 'INT',
          PetsAllowed: 'TINYINT',
          ArchivedOn: 'DATE',
          HeatingType: text,
          ParkingBay: text,
          InventoryRef: text,
          KeySafe: 'INT',
        },
        units,
      ),
      table(
        'Tenants',
        {
          TenantKey: 'INT',
          FullName: text,
          BirthDate: 'DATE',
          Occupation: text,
          HasGuarantor: 'TINYINT',
          CreditScore: 'INT',
          MarketingOptIn: 'TINYINT',
          Email: text,
          Phone2: text,
        },
        tenants,
      ),
      table(
        'Leases',
        {
          LeaseKey: 'INT',
          UnitKey: 'INT',
          TenantKey: 'INT',
          LeaseStart: 'DATE',
          LeaseEnd: 'DATE',
          MoveOutDate: 'DATE',
          MonthlyRent: 'INT',
          Deposit: 'INT',
          StatusId: 'INT',
          BreakClause: 'TINYINT',
          AgentInitials: 'VARCHAR(3)',
        },
        leases,
      ),
      table('LeaseStatus', { StatusId: 'INT', StatusName: text }, statuses),
      table(
        'RentPayments',
        {
          PaymentKey: 'INT',
          LeaseKey: 'INT',
          DueDate: 'DATE',
          PaidDate: 'DATE',
          Amount: 'INT',
          Method: text,
        },
        payments,
      ),
      table(
        'RepairJobs',
        {
          JobKey: 'INT',
          UnitKey: 'INT',
          Trade: text,
          ReportedOn: 'DATE',
          FixedOn: 'DATE',
          Emergency: 'TINYINT',
          CostAmount: 'INT',
          Contractor: text,
          ChargedToTenant: 'TINYINT',
        },
        jobs,
      ),
      table(
        'Viewings',
        {
          ViewingKey: 'INT',
          UnitKey: 'INT',
          ViewedOn: 'DATE',
          Applied: 'TINYINT',
          NoShow: 'TINYINT',
          LeadSource: text,
        },
        viewings,
      ),
    ],
  };
}
