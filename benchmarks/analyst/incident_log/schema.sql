CREATE TABLE "squads" (
  "squad_id" INT,
  "squad_name" VARCHAR(40),
  "office" VARCHAR(40),
  PRIMARY KEY (squad_id)
);

CREATE TABLE "engineers" (
  "engineer_id" INT,
  "full_name" VARCHAR(40),
  "squad_id" INT,
  "on_call" BOOLEAN,
  "hired_on" DATE,
  "github_handle" VARCHAR(40),
  "laptop_tag" VARCHAR(40),
  PRIMARY KEY (engineer_id),
  FOREIGN KEY (squad_id) REFERENCES squads (squad_id)
);

CREATE TABLE "services" (
  "service_id" INT,
  "service_name" VARCHAR(40),
  "squad_id" INT,
  "tier" INT,
  "lang" VARCHAR(40),
  "launched_on" DATE,
  "retired_on" DATE,
  "repo_url" TEXT,
  "slo_percent" DOUBLE,
  PRIMARY KEY (service_id),
  FOREIGN KEY (squad_id) REFERENCES squads (squad_id)
);

CREATE TABLE "service_dependencies" (
  "service_id" INT,
  "needs_id" INT,
  "is_hard" BOOLEAN,
  PRIMARY KEY (service_id, needs_id),
  FOREIGN KEY (service_id) REFERENCES services (service_id),
  FOREIGN KEY (needs_id) REFERENCES services (service_id)
);

CREATE TABLE "severities" (
  "sev_id" INT,
  "sev_code" VARCHAR(40),
  "meaning" VARCHAR(40),
  "ack_target_min" INT,
  PRIMARY KEY (sev_id)
);

CREATE TABLE "deploys" (
  "deploy_id" INT,
  "service_id" INT,
  "engineer_id" INT,
  "deployed_at" DATETIME,
  "rolled_back" BOOLEAN,
  "lines_changed" INT,
  "pipeline_s" INT,
  "ticket_ref" VARCHAR(40),
  PRIMARY KEY (deploy_id),
  FOREIGN KEY (service_id) REFERENCES services (service_id),
  FOREIGN KEY (engineer_id) REFERENCES engineers (engineer_id)
);

CREATE TABLE "incidents" (
  "incident_id" INT,
  "service_id" INT,
  "sev_id" INT,
  "commander_id" INT,
  "opened_at" DATETIME,
  "acked_at" DATETIME,
  "resolved_at" DATETIME,
  "cause" VARCHAR(40),
  "caused_by_deploy_id" INT,
  "customers_hit" INT,
  "detected_by" VARCHAR(40),
  "public_notice" BOOLEAN,
  "title_tpl" TEXT,
  "chat_channel" VARCHAR(40),
  "custom_a" TEXT,
  PRIMARY KEY (incident_id),
  FOREIGN KEY (service_id) REFERENCES services (service_id),
  FOREIGN KEY (sev_id) REFERENCES severities (sev_id),
  FOREIGN KEY (commander_id) REFERENCES engineers (engineer_id),
  FOREIGN KEY (caused_by_deploy_id) REFERENCES deploys (deploy_id)
);

CREATE TABLE "action_items" (
  "action_id" INT,
  "incident_id" INT,
  "owner_id" INT,
  "due_on" DATE,
  "done_on" DATE,
  "kind" VARCHAR(40),
  PRIMARY KEY (action_id),
  FOREIGN KEY (incident_id) REFERENCES incidents (incident_id),
  FOREIGN KEY (owner_id) REFERENCES engineers (engineer_id)
);
