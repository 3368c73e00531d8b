CREATE TABLE "Owners" (
  "OwnerKey" INT,
  "OwnerName" VARCHAR(40),
  "IsCompany" TINYINT,
  "FeePercent" INT,
  "SinceDate" DATE,
  "PayoutIban" VARCHAR(40),
  "ContactPref" VARCHAR(40)
);

CREATE TABLE "Buildings" (
  "BuildingKey" INT,
  "BuildingName" VARCHAR(40),
  "District" VARCHAR(40),
  "YearBuilt" INT,
  "HasLift" TINYINT,
  "OwnerKey" INT,
  "EnergyClass" CHAR(1)
);

CREATE TABLE "Units" (
  "UnitKey" INT,
  "BuildingKey" INT,
  "UnitNo" VARCHAR(6),
  "Bedrooms" INT,
  "AreaSqm" INT,
  "FloorNo" INT,
  "Furnished" TINYINT,
  "AskingRent" INT,
  "PetsAllowed" TINYINT,
  "ArchivedOn" DATE,
  "HeatingType" VARCHAR(40),
  "ParkingBay" VARCHAR(40),
  "InventoryRef" VARCHAR(40),
  "KeySafe" INT
);

CREATE TABLE "Tenants" (
  "TenantKey" INT,
  "FullName" VARCHAR(40),
  "BirthDate" DATE,
  "Occupation" VARCHAR(40),
  "HasGuarantor" TINYINT,
  "CreditScore" INT,
  "MarketingOptIn" TINYINT,
  "Email" VARCHAR(40),
  "Phone2" VARCHAR(40)
);

CREATE TABLE "Leases" (
  "LeaseKey" INT,
  "UnitKey" INT,
  "TenantKey" INT,
  "LeaseStart" DATE,
  "LeaseEnd" DATE,
  "MoveOutDate" DATE,
  "MonthlyRent" INT,
  "Deposit" INT,
  "StatusId" INT,
  "BreakClause" TINYINT,
  "AgentInitials" VARCHAR(3)
);

CREATE TABLE "LeaseStatus" (
  "StatusId" INT,
  "StatusName" VARCHAR(40)
);

CREATE TABLE "RentPayments" (
  "PaymentKey" INT,
  "LeaseKey" INT,
  "DueDate" DATE,
  "PaidDate" DATE,
  "Amount" INT,
  "Method" VARCHAR(40)
);

CREATE TABLE "RepairJobs" (
  "JobKey" INT,
  "UnitKey" INT,
  "Trade" VARCHAR(40),
  "ReportedOn" DATE,
  "FixedOn" DATE,
  "Emergency" TINYINT,
  "CostAmount" INT,
  "Contractor" VARCHAR(40),
  "ChargedToTenant" TINYINT
);

CREATE TABLE "Viewings" (
  "ViewingKey" INT,
  "UnitKey" INT,
  "ViewedOn" DATE,
  "Applied" TINYINT,
  "NoShow" TINYINT,
  "LeadSource" VARCHAR(40)
);
