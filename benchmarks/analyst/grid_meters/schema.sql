CREATE TABLE "ref_zone" (
  "zone_id" VARCHAR(20),
  "zone_name" VARCHAR(40),
  "households" INT,
  "is_rural" TINYINT
);

CREATE TABLE "tbl_meter" (
  "mtr_id" VARCHAR(20),
  "zone_id" VARCHAR(20),
  "cust_type" VARCHAR(20),
  "install_date" DATE,
  "removed_date" DATE,
  "is_smart" TINYINT,
  "tariff_cd" VARCHAR(20),
  "phase_cnt" INT,
  "max_amp" INT,
  "fw_ver" VARCHAR(20),
  "manuf" VARCHAR(20),
  "last_cal_date" DATE,
  "ct_ratio" INT,
  "geo_lat" DOUBLE,
  "geo_lon" DOUBLE,
  "seal_no" VARCHAR(20),
  "sim_iccid" VARCHAR(20),
  "comm_tech" VARCHAR(20),
  "remark_1" TEXT,
  "remark_2" TEXT,
  "legacy_no" INT,
  "row_status" CHAR(1)
);

CREATE TABLE "tbl_reading" (
  "mtr_id" VARCHAR(20),
  "read_ts" BIGINT,
  "wh" BIGINT,
  "qual" VARCHAR(3),
  "src" VARCHAR(4)
);

CREATE TABLE "ref_tariff" (
  "tariff_cd" VARCHAR(20),
  "label" VARCHAR(40),
  "ct_per_kwh" DOUBLE,
  "base_ct_month" INT
);

CREATE TABLE "tbl_outage" (
  "outage_id" INT,
  "zone_id" VARCHAR(20),
  "start_ts" BIGINT,
  "end_ts" BIGINT,
  "cause_cd" VARCHAR(20),
  "planned" TINYINT,
  "affected_cnt" INT
);

CREATE TABLE "ref_cause" (
  "cause_cd" VARCHAR(20),
  "cause" VARCHAR(40)
);

CREATE TABLE "tbl_work_order" (
  "wo_no" INT,
  "mtr_id" VARCHAR(20),
  "wo_type" VARCHAR(20),
  "created_date" DATE,
  "done_date" DATE,
  "crew" VARCHAR(20),
  "cost_ct" INT,
  "urgent" CHAR(1)
);

-- a view in the system that this is like; here its rows
CREATE TABLE "vw_meter_year" (
  "mtr_id" VARCHAR(20),
  "readings_2023" INT,
  "kwh_2023" DOUBLE
);
