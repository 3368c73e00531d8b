CREATE TABLE "ward" (
  "ward_id" VARCHAR(40),
  "ward_nm" VARCHAR(40),
  "site" VARCHAR(40),
  "beds" INT,
  "ward_typ" VARCHAR(40),
  "min_day" INT,
  "phone_ext" VARCHAR(40)
);

CREATE TABLE "staff" (
  "staff_no" INT,
  "surname" VARCHAR(40),
  "forename" VARCHAR(40),
  "band" INT,
  "role_cd" VARCHAR(40),
  "home_ward" VARCHAR(40),
  "contract_hrs" DOUBLE,
  "start_dt" DATE,
  "leave_dt" DATE,
  "bank_only" CHAR(1),
  "line_mgr_no" INT,
  "dob" DATE,
  "pin_expiry" DATE,
  "locker" INT,
  "pay_pt" INT,
  "email_cur" VARCHAR(40),
  "upd_by" VARCHAR(40)
);

CREATE TABLE "shift_type" (
  "shift_cd" VARCHAR(40),
  "shift_desc" VARCHAR(40),
  "start_min" INT,
  "end_min" INT
);

CREATE TABLE "duty_status" (
  "status_cd" INT,
  "status_desc" VARCHAR(40)
);

CREATE TABLE "duty" (
  "duty_id" INT,
  "ward_id" VARCHAR(40),
  "staff_no" INT,
  "duty_dt" DATE,
  "shift_cd" VARCHAR(40),
  "duty_src" VARCHAR(40),
  "status_cd" INT,
  "worked_min" INT,
  "brk_min" INT,
  "cost_p" INT,
  "roster_ver" INT,
  "lock_flg" CHAR(1)
);

CREATE TABLE "absence" (
  "abs_id" INT,
  "staff_no" INT,
  "abs_typ" VARCHAR(40),
  "first_dt" DATE,
  "last_dt" DATE,
  "cert" CHAR(1)
);

CREATE TABLE "skill_ref" (
  "skill_cd" VARCHAR(40),
  "skill_nm" VARCHAR(40),
  "mandatory" CHAR(1)
);

CREATE TABLE "staff_skill" (
  "staff_no" INT,
  "skill_cd" VARCHAR(40),
  "got_dt" DATE,
  "exp_dt" DATE
);

-- a view in the system that this is like; here its rows
CREATE TABLE "v_ward_month" (
  "ward_nm" VARCHAR(40),
  "mth" CHAR(7),
  "filled" INT,
  "unfilled" INT
);
