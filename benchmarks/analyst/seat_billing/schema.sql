CREATE TABLE "Account" (
  "id" INT,
  "displayName" VARCHAR(80),
  "parentAccountId" INT,
  "industry" VARCHAR(20),
  "country" CHAR(2),
  "signupDate" DATE,
  "employeeCount" INT,
  "csmEmail" VARCHAR(60),
  "isInternal" TINYINT,
  "deletedAt" DATETIME,
  "createdBy" VARCHAR(20),
  "createdAt" DATETIME,
  "updatedAt" DATETIME,
  "crmId" VARCHAR(20),
  "utmSource" VARCHAR(20),
  "utmCampaign" VARCHAR(20),
  "billingEmail" VARCHAR(60),
  "taxExempt" TINYINT,
  "timezone" VARCHAR(30),
  "featureFlags" TEXT
);

CREATE TABLE "Plan" (
  "planCode" VARCHAR(8),
  "planName" VARCHAR(20),
  "seatPriceCents" INT,
  "annualOnly" TINYINT
);

CREATE TABLE "Subscription" (
  "id" INT,
  "accountId" INT,
  "planCode" VARCHAR(8),
  "seats" INT,
  "startedOn" DATE,
  "cancelledOn" DATE,
  "cancelReason" VARCHAR(40),
  "isTrial" TINYINT,
  "discountPct" INT
);

CREATE TABLE "Invoice" (
  "id" INT,
  "subscriptionId" INT,
  "issuedOn" DATE,
  "totalCents" INT,
  "taxCents" INT,
  "status" VARCHAR(20),
  "paidAt" DATETIME,
  "currency" CHAR(3),
  "attemptCount" INT
);

CREATE TABLE "AppUser" (
  "id" INT,
  "accountId" INT,
  "email" VARCHAR(60),
  "role" VARCHAR(10),
  "lastSeenAt" BIGINT,
  "mfaEnabled" TINYINT,
  "deletedAt" DATETIME
);

CREATE TABLE "UsageDaily" (
  "userId" INT,
  "day" DATE,
  "eventName" VARCHAR(20),
  "eventCount" INT,
  "durationMs" INT,
  "clientVersion" VARCHAR(8)
);

-- a view in the system that this is like; here its rows
CREATE TABLE "ActiveMrr" (
  "accountId" INT,
  "displayName" VARCHAR(80),
  "planCode" VARCHAR(8),
  "seats" INT,
  "mrrCents" INT
);
