CREATE TABLE "Doctors" (
  "Doctor ID" INT,
  "Full Name" VARCHAR(60),
  "Specialty" VARCHAR(60),
  "Start Date" DATE,
  "Works Weekends" VARCHAR(3),
  "Room No" VARCHAR(60),
  PRIMARY KEY ("Doctor ID")
);

CREATE TABLE "Visit Types" (
  "Type ID" INT,
  "Type Name" VARCHAR(60),
  "Planned Minutes" INT,
  "Standard Fee" DOUBLE,
  PRIMARY KEY ("Type ID")
);

CREATE TABLE "Patients" (
  "Patient ID" INT,
  "First Name" VARCHAR(60),
  "Last Name" VARCHAR(60),
  "Date of Birth" DATE,
  "Sex" CHAR(1),
  "City" VARCHAR(60),
  "Insurance" VARCHAR(60),
  "Registered On" DATE,
  "Referred By" INT,
  "Newsletter?" VARCHAR(3),
  "Home Phone" VARCHAR(60),
  "Mobile Phone" VARCHAR(60),
  "Street Address" VARCHAR(60),
  "Emergency Contact" VARCHAR(60),
  "Blood Group" VARCHAR(60),
  "Created By" VARCHAR(60),
  "Last Edited" DATE,
  PRIMARY KEY ("Patient ID")
);

CREATE TABLE "Appointments" (
  "Appointment ID" INT,
  "Patient ID" INT,
  "Doctor ID" INT,
  "Type ID" INT,
  "Appointment Date" DATE,
  "Start Time" VARCHAR(5),
  "Booked On" DATE,
  "Status" VARCHAR(60),
  "Minutes Spent" INT,
  "First Visit?" VARCHAR(3),
  "Reminder Sent" VARCHAR(3),
  PRIMARY KEY ("Appointment ID")
);

CREATE TABLE "Invoices" (
  "Invoice No" INT,
  "Appointment ID" INT,
  "Issued On" DATE,
  "Due Date" DATE,
  "Amount Due" DOUBLE,
  "Paid On" DATE,
  "Payment Method" VARCHAR(60),
  "Written Off" VARCHAR(3),
  PRIMARY KEY ("Invoice No")
);

CREATE TABLE "Rx" (
  "Rx ID" INT,
  "Appointment ID" INT,
  "Drug Name" VARCHAR(60),
  "Days Supply" INT,
  "Refills" INT,
  "Controlled" VARCHAR(3)
);

-- a view in the system that this is like; here its rows
CREATE TABLE "Completed Visits" (
  "Appointment ID" INT,
  "Visit Date" DATE,
  "Patient ID" INT,
  "Doctor Name" VARCHAR(60),
  "Visit Type" VARCHAR(60),
  "Minutes Spent" INT
);
