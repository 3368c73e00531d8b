CREATE TABLE "teams" (
  "team_id" INT,
  "team_name" VARCHAR(30),
  "region" VARCHAR(10),
  PRIMARY KEY (team_id)
);

CREATE TABLE "agents" (
  "agent_id" INT,
  "full_name" VARCHAR(60),
  "team_id" INT,
  "lead_agent_id" INT,
  "active" BOOLEAN,
  "joined_on" DATE,
  "max_load" INT,
  "signature_html" TEXT,
  "avatar_url" TEXT,
  PRIMARY KEY (agent_id),
  FOREIGN KEY (team_id) REFERENCES teams (team_id),
  FOREIGN KEY (lead_agent_id) REFERENCES agents (agent_id)
);

CREATE TABLE "priorities" (
  "priority_id" INT,
  "label" VARCHAR(10),
  "first_reply_minutes" INT,
  "resolve_minutes" INT,
  PRIMARY KEY (priority_id)
);

CREATE TABLE "organizations" (
  "org_id" INT,
  "org_name" VARCHAR(60),
  "support_level" VARCHAR(12),
  "country" VARCHAR(30),
  "contract_end" DATE,
  "domain" VARCHAR(40),
  "external_ref" VARCHAR(10),
  PRIMARY KEY (org_id)
);

CREATE TABLE "tickets" (
  "ticket_id" INT,
  "org_id" INT,
  "agent_id" INT,
  "priority_id" INT,
  "subject" VARCHAR(80),
  "channel" VARCHAR(10),
  "status" VARCHAR(10),
  "opened_at" DATETIME,
  "first_reply_at" DATETIME,
  "solved_at" DATETIME,
  "reopened" BOOLEAN,
  "csat" INT,
  "locale" CHAR(2),
  "custom_01" TEXT,
  "custom_02" TEXT,
  "custom_03" TEXT,
  "spam_score" INT,
  "merged_into_id" INT,
  "audit_created_by" VARCHAR(20),
  PRIMARY KEY (ticket_id),
  FOREIGN KEY (org_id) REFERENCES organizations (org_id),
  FOREIGN KEY (agent_id) REFERENCES agents (agent_id),
  FOREIGN KEY (priority_id) REFERENCES priorities (priority_id)
);

CREATE TABLE "ticket_comments" (
  "comment_id" INT,
  "ticket_id" INT,
  "author_kind" VARCHAR(10),
  "is_public" BOOLEAN,
  "written_at" DATETIME,
  "word_count" INT,
  PRIMARY KEY (comment_id),
  FOREIGN KEY (ticket_id) REFERENCES tickets (ticket_id)
);

CREATE TABLE "tags" (
  "tag_id" INT,
  "tag" VARCHAR(20),
  PRIMARY KEY (tag_id)
);

CREATE TABLE "ticket_tags" (
  "ticket_id" INT,
  "tag_id" INT,
  PRIMARY KEY (ticket_id, tag_id),
  FOREIGN KEY (ticket_id) REFERENCES tickets (ticket_id),
  FOREIGN KEY (tag_id) REFERENCES tags (tag_id)
);
