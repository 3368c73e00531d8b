CREATE TABLE "Traders" (
  "Trader No" INT,
  "Trader Name" VARCHAR(50),
  "Country" CHAR(2),
  "AEO Status" CHAR(1),
  "Registered" DATE,
  "Guarantee Amount" INT,
  "EORI Suffix" VARCHAR(50),
  "Contact Mail" VARCHAR(50),
  "Fax" VARCHAR(50),
  PRIMARY KEY ("Trader No")
);

CREATE TABLE "HS Codes" (
  "HS Code" CHAR(4),
  "Goods" VARCHAR(50),
  "Section" VARCHAR(50),
  "Duty Rate %" DOUBLE,
  "Licence Needed" CHAR(1),
  PRIMARY KEY ("HS Code")
);

CREATE TABLE "Vessels" (
  "IMO No" INT,
  "Vessel Name" VARCHAR(50),
  "Flag State" VARCHAR(50),
  "Capacity TEU" INT,
  "Year Built" INT,
  PRIMARY KEY ("IMO No")
);

CREATE TABLE "Port Calls" (
  "Call No" INT,
  "IMO No" INT,
  "Berth" VARCHAR(50),
  "Arrived" DATE,
  "Departed" DATE,
  "Last Port" VARCHAR(50),
  "Pilot Used" CHAR(1),
  PRIMARY KEY ("Call No")
);

CREATE TABLE "Status Codes" (
  "Status" INT,
  "Meaning" VARCHAR(50)
);

CREATE TABLE "Declarations" (
  "Declaration No" INT,
  "Call No" INT,
  "Trader No" INT,
  "Type" CHAR(2),
  "Lodged On" DATE,
  "Released On" DATE,
  "Status" INT,
  "Channel" VARCHAR(50),
  "Electronic" CHAR(1),
  "Officer Code" VARCHAR(50),
  "Remarks" TEXT,
  PRIMARY KEY ("Declaration No")
);

CREATE TABLE "Goods Lines" (
  "Declaration No" INT,
  "Line" INT,
  "HS Code" CHAR(4),
  "Origin" CHAR(2),
  "Net Kg" INT,
  "Packages" INT,
  "Value EUR" DOUBLE,
  "Duty EUR" DOUBLE,
  "Preference" VARCHAR(50)
);

CREATE TABLE "Inspections" (
  "Inspection No" INT,
  "Declaration No" INT,
  "Kind" VARCHAR(50),
  "Done On" DATE,
  "Finding" VARCHAR(50),
  "Extra Duty EUR" INT,
  "Minutes" INT
);
