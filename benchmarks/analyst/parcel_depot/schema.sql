CREATE TABLE "depot" (
  "dep_cd" CHAR(3),
  "dep_nm" VARCHAR(40),
  "rgn" VARCHAR(10),
  "open_dt" DATE,
  "cap_day" INT,
  "actv" CHAR(1)
);

CREATE TABLE "cust" (
  "cust_no" INT,
  "nm" VARCHAR(60),
  "seg" CHAR(3),
  "cntry" CHAR(2),
  "crt_ts" BIGINT,
  "cr_lim_ct" BIGINT,
  "blk" CHAR(1),
  "vat_id" VARCHAR(20),
  "lang_cd" CHAR(2),
  "inv_grp" CHAR(1),
  "upd_usr" VARCHAR(20),
  "upd_ts" DATETIME,
  "src_sys" VARCHAR(10),
  "row_ver" INT,
  "notes" TEXT
);

CREATE TABLE "shp" (
  "shp_id" INT,
  "cust_no" INT,
  "org_dep" CHAR(3),
  "dst_dep" CHAR(3),
  "svc_cd" CHAR(3),
  "wt_g" INT,
  "chg_ct" INT,
  "ins" CHAR(1),
  "bkd_ts" BIGINT,
  "dlv_ts" BIGINT,
  "stat_cd" INT,
  "ref_no" VARCHAR(12),
  "lbl_fmt" VARCHAR(4),
  "cod_ct" INT,
  "chn" CHAR(3)
);

CREATE TABLE "svc" (
  "svc_cd" CHAR(3),
  "descr" VARCHAR(20),
  "max_days" INT
);

CREATE TABLE "stat" (
  "stat_cd" INT,
  "descr" VARCHAR(30)
);

CREATE TABLE "scan_evt" (
  "shp_id" INT,
  "seq" INT,
  "dep_cd" CHAR(3),
  "evt_typ" VARCHAR(3),
  "evt_ts" BIGINT,
  "dev_id" VARCHAR(6)
);

CREATE TABLE "clm" (
  "clm_id" INT,
  "shp_id" INT,
  "opn_dt" VARCHAR(10),
  "cls_dt" VARCHAR(10),
  "amt_ct" INT,
  "rsn" VARCHAR(4),
  "appr" CHAR(1)
);
