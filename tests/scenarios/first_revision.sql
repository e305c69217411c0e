BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE changes (
	contact_id INTEGER NOT NULL, 
	at BIGINT NOT NULL, 
	CONSTRAINT pk_changes PRIMARY KEY (contact_id), 
	CONSTRAINT fk_changes_contact_id FOREIGN KEY(contact_id) REFERENCES contacts (id) ON DELETE CASCADE
);
CREATE TABLE consents (
	id INTEGER NOT NULL, 
	contact_id INTEGER NOT NULL, 
	purpose VARCHAR NOT NULL, 
	status VARCHAR NOT NULL, 
	at BIGINT NOT NULL, 
	source VARCHAR DEFAULT '' NOT NULL, 
	wording TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT pk_consents PRIMARY KEY (id), 
	CONSTRAINT fk_consents_contact_id FOREIGN KEY(contact_id) REFERENCES contacts (id) ON DELETE CASCADE
);
INSERT INTO "consents" VALUES(1,1,'newsletter','granted',1772442000000,'','');
INSERT INTO "consents" VALUES(2,2,'newsletter','granted',1772442000000,'','');
INSERT INTO "consents" VALUES(3,3,'newsletter','granted',1772442000000,'','');
INSERT INTO "consents" VALUES(4,4,'newsletter','denied',1772442000000,'','');
INSERT INTO "consents" VALUES(5,5,'newsletter','granted',1772442000000,'','');
INSERT INTO "consents" VALUES(6,6,'newsletter','granted',1772442000000,'','');
INSERT INTO "consents" VALUES(7,7,'newsletter','granted',1772614800000,'','');
INSERT INTO "consents" VALUES(8,8,'newsletter','granted',1772614800000,'','');
CREATE TABLE contacts (
	id INTEGER NOT NULL, 
	email VARCHAR NOT NULL, 
	email_key VARCHAR NOT NULL, 
	salutation VARCHAR, 
	first_name VARCHAR, 
	last_name VARCHAR, 
	company VARCHAR, 
	phone VARCHAR, 
	city VARCHAR, 
	country VARCHAR, 
	language VARCHAR, 
	time_zone VARCHAR, 
	stage VARCHAR, 
	score INTEGER DEFAULT 0 NOT NULL, 
	share INTEGER NOT NULL, 
	created_at BIGINT NOT NULL, 
	updated_at BIGINT NOT NULL, 
	CONSTRAINT pk_contacts PRIMARY KEY (id), 
	CONSTRAINT uq_contacts_email_key UNIQUE (email_key)
);
INSERT INTO "contacts" VALUES(1,'old@example.org','old@example.org',NULL,'Old',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,50,1097141760,1772442000000,1772442000000);
INSERT INTO "contacts" VALUES(2,'anna@example.org','anna@example.org',NULL,'Anna',NULL,NULL,NULL,'Jena',NULL,NULL,NULL,NULL,0,161389736,1772442000000,1772442000000);
INSERT INTO "contacts" VALUES(3,'bert@example.org','bert@example.org',NULL,'Bert',NULL,NULL,NULL,'Ulm',NULL,NULL,NULL,NULL,0,1013161339,1772442000000,1772442000000);
INSERT INTO "contacts" VALUES(4,'cleo@example.org','cleo@example.org',NULL,'Cleo',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,1481846800,1772442000000,1772442000000);
INSERT INTO "contacts" VALUES(5,'emil@example.org','emil@example.org',NULL,'Emil',NULL,NULL,NULL,'Jena',NULL,NULL,NULL,NULL,0,693791576,1772442000000,1772442000000);
INSERT INTO "contacts" VALUES(6,'fay@example.org','fay@example.org',NULL,'Fay',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,75869698,1772442000000,1772442000000);
INSERT INTO "contacts" VALUES(7,'dora@example.org','dora@example.org',NULL,'Dora',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,1935290452,1772614800000,1772614800000);
INSERT INTO "contacts" VALUES(8,'gus@example.org','gus@example.org',NULL,'Gus',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,460668250,1772614800000,1772614800000);
CREATE TABLE contents (
	id INTEGER NOT NULL, 
	version_id INTEGER NOT NULL, 
	step VARCHAR NOT NULL, 
	purpose VARCHAR NOT NULL, 
	content TEXT NOT NULL, 
	CONSTRAINT pk_contents PRIMARY KEY (id), 
	CONSTRAINT fk_contents_version_id FOREIGN KEY(version_id) REFERENCES versions (id), 
	CONSTRAINT uq_contents_version_id_step UNIQUE (version_id, step)
);
INSERT INTO "contents" VALUES(1,1,'hello','newsletter','{"subject": "Willkommen, {{ contact.first_name }}", "preheader": "", "body": "Guten Tag, {{ contact.first_name }}.", "layout": "letter"}');
INSERT INTO "contents" VALUES(2,1,'local','newsletter','{"subject": "Lesung in Jena", "preheader": "", "body": "Guten Tag, {{ contact.first_name }}.", "layout": "letter"}');
INSERT INTO "contents" VALUES(3,1,'again','newsletter','{"subject": "Noch etwas", "preheader": "", "body": "Guten Tag, {{ contact.first_name }}.", "layout": "letter"}');
INSERT INTO "contents" VALUES(4,2,'thanks','newsletter','{"subject": "Danke", "preheader": "", "body": "Guten Tag, {{ contact.first_name }}.", "layout": "letter"}');
CREATE TABLE counters (
	version_id INTEGER NOT NULL, 
	step VARCHAR NOT NULL, 
	port VARCHAR NOT NULL, 
	n INTEGER NOT NULL, 
	CONSTRAINT pk_counters PRIMARY KEY (version_id, step, port), 
	CONSTRAINT fk_counters_version_id FOREIGN KEY(version_id) REFERENCES versions (id)
)
 WITHOUT ROWID

;
INSERT INTO "counters" VALUES(1,'','@entered',7);
INSERT INTO "counters" VALUES(1,'','@messages',9);
INSERT INTO "counters" VALUES(1,'','completed',1);
INSERT INTO "counters" VALUES(1,'ask','@here',4);
INSERT INTO "counters" VALUES(1,'form','next',7);
INSERT INTO "counters" VALUES(1,'hello','@here',2);
INSERT INTO "counters" VALUES(1,'hello','next',4);
INSERT INTO "counters" VALUES(1,'hello','skipped',1);
INSERT INTO "counters" VALUES(1,'local','next',2);
INSERT INTO "counters" VALUES(1,'quiet','next',1);
INSERT INTO "counters" VALUES(1,'rest','@here',0);
INSERT INTO "counters" VALUES(1,'rest','next',4);
INSERT INTO "counters" VALUES(1,'where','else',2);
INSERT INTO "counters" VALUES(1,'where','jena',2);
CREATE TABLE enrollments (
	id INTEGER NOT NULL, 
	version_id INTEGER NOT NULL, 
	journey_id VARCHAR NOT NULL, 
	contact_id INTEGER NOT NULL, 
	entry_key VARCHAR, 
	event_id INTEGER, 
	position INTEGER, 
	arrived BIGINT NOT NULL, 
	due BIGINT, 
	visit INTEGER DEFAULT 0 NOT NULL, 
	entered_at BIGINT NOT NULL, 
	ended_at BIGINT, 
	reason VARCHAR, 
	CONSTRAINT pk_enrollments PRIMARY KEY (id), 
	CONSTRAINT fk_enrollments_contact_id FOREIGN KEY(contact_id) REFERENCES contacts (id) ON DELETE CASCADE, 
	CONSTRAINT fk_enrollments_journey_id FOREIGN KEY(journey_id) REFERENCES journeys (id), 
	CONSTRAINT fk_enrollments_version_id FOREIGN KEY(version_id) REFERENCES versions (id)
);
INSERT INTO "enrollments" VALUES(1,1,'probe',2,NULL,1,12,1772614800000,1772874000000,0,1772442000000,NULL,NULL);
INSERT INTO "enrollments" VALUES(2,1,'probe',3,NULL,2,12,1772614800000,1772874000000,0,1772442000000,NULL,NULL);
INSERT INTO "enrollments" VALUES(3,1,'probe',4,NULL,3,NULL,1772442000000,NULL,0,1772442000000,1772442000000,'completed');
INSERT INTO "enrollments" VALUES(4,1,'probe',5,NULL,4,12,1772614800000,1772874000000,0,1772442000000,NULL,NULL);
INSERT INTO "enrollments" VALUES(5,1,'probe',6,NULL,5,12,1772614800000,1772874000000,0,1772442000000,NULL,NULL);
INSERT INTO "enrollments" VALUES(6,1,'probe',7,NULL,6,10,1772614800000,NULL,0,1772614800000,NULL,NULL);
INSERT INTO "enrollments" VALUES(7,1,'probe',8,NULL,7,10,1772614800000,NULL,0,1772614800000,NULL,NULL);
CREATE TABLE events (
	id INTEGER NOT NULL, 
	contact_id INTEGER NOT NULL, 
	type VARCHAR NOT NULL, 
	at BIGINT NOT NULL, 
	properties TEXT DEFAULT '{}' NOT NULL, 
	step VARCHAR, 
	dedupe_key VARCHAR, 
	pending INTEGER DEFAULT 1 NOT NULL, 
	CONSTRAINT pk_events PRIMARY KEY (id), 
	CONSTRAINT fk_events_contact_id FOREIGN KEY(contact_id) REFERENCES contacts (id) ON DELETE CASCADE, 
	CONSTRAINT uq_events_dedupe_key UNIQUE (dedupe_key)
);
INSERT INTO "events" VALUES(1,2,'form_submitted',1772442000000,'{}',NULL,NULL,0);
INSERT INTO "events" VALUES(2,3,'form_submitted',1772442000000,'{}',NULL,NULL,0);
INSERT INTO "events" VALUES(3,4,'form_submitted',1772442000000,'{}',NULL,NULL,0);
INSERT INTO "events" VALUES(4,5,'form_submitted',1772442000000,'{}',NULL,NULL,0);
INSERT INTO "events" VALUES(5,6,'form_submitted',1772442000000,'{}',NULL,NULL,0);
INSERT INTO "events" VALUES(6,7,'form_submitted',1772614800000,'{}',NULL,NULL,0);
INSERT INTO "events" VALUES(7,8,'form_submitted',1772614800000,'{}',NULL,NULL,0);
INSERT INTO "events" VALUES(8,3,'purchase',1772616600000,'{}',NULL,NULL,1);
CREATE TABLE fields (
	"key" VARCHAR NOT NULL, 
	label VARCHAR NOT NULL, 
	type VARCHAR NOT NULL, 
	position INTEGER NOT NULL, 
	CONSTRAINT pk_fields PRIMARY KEY ("key")
);
CREATE TABLE history (
	id INTEGER NOT NULL, 
	enrollment_id INTEGER NOT NULL, 
	path_id INTEGER NOT NULL, 
	at BIGINT NOT NULL, 
	seen TEXT, 
	CONSTRAINT pk_history PRIMARY KEY (id)
);
INSERT INTO "history" VALUES(1,1,1,1772442000000,NULL);
INSERT INTO "history" VALUES(2,2,1,1772442000000,NULL);
INSERT INTO "history" VALUES(3,3,1,1772442000000,NULL);
INSERT INTO "history" VALUES(4,4,1,1772442000000,NULL);
INSERT INTO "history" VALUES(5,5,1,1772442000000,NULL);
INSERT INTO "history" VALUES(6,1,2,1772442000000,NULL);
INSERT INTO "history" VALUES(7,2,2,1772442000000,NULL);
INSERT INTO "history" VALUES(8,3,3,1772442000000,NULL);
INSERT INTO "history" VALUES(9,4,2,1772442000000,NULL);
INSERT INTO "history" VALUES(10,5,2,1772442000000,NULL);
INSERT INTO "history" VALUES(11,1,4,1772614800000,'["Jena"]');
INSERT INTO "history" VALUES(12,2,5,1772614800000,'["Ulm"]');
INSERT INTO "history" VALUES(13,4,4,1772614800000,'["Jena"]');
INSERT INTO "history" VALUES(14,5,5,1772614800000,'[null]');
INSERT INTO "history" VALUES(15,6,1,1772614800000,NULL);
INSERT INTO "history" VALUES(16,7,1,1772614800000,NULL);
CREATE TABLE journeys (
	id VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	state VARCHAR DEFAULT 'draft' NOT NULL, 
	version INTEGER, 
	draft TEXT NOT NULL, 
	updated_at BIGINT NOT NULL, 
	CONSTRAINT pk_journeys PRIMARY KEY (id)
);
INSERT INTO "journeys" VALUES('probe','Probe','live',1,'{
  "edges": [
    {"port": "next", "source": "form", "target": "hello"},
    {"port": "next", "source": "hello", "target": "rest"},
    {"port": "skipped", "source": "hello", "target": "quiet"},
    {"port": "next", "source": "rest", "target": "where"},
    {"port": "jena", "source": "where", "target": "local"},
    {"port": "else", "source": "where", "target": "ask"},
    {"port": "next", "source": "local", "target": "ask"},
    {"port": "matched", "source": "ask", "target": "buyer"},
    {"port": "timed_out", "source": "ask", "target": "again"}
  ],
  "format": "stellwerk.journey",
  "id": "probe",
  "name": "Probe",
  "nodes": [
    {
      "config": {
        "event": {
          "type": "form_submitted"
        }
      },
      "id": "form",
      "title": "form",
      "type": "event_trigger"
    },
    {
      "config": {
        "body": "Guten Tag, {{ contact.first_name }}.",
        "layout": "letter",
        "subject": "Willkommen, {{ contact.first_name }}"
      },
      "id": "hello",
      "title": "hello",
      "type": "send_mail"
    },
    {
      "config": {
        "until": {
          "after": {
            "amount": 2,
            "unit": "days"
          }
        }
      },
      "id": "rest",
      "title": "rest",
      "type": "wait"
    },
    {
      "config": {
        "cases": [
          {
            "id": "jena",
            "name": "Jena",
            "rule": {
              "field": "city",
              "kind": "attribute",
              "op": "eq",
              "value": "Jena"
            }
          }
        ]
      },
      "id": "where",
      "title": "where",
      "type": "branch"
    },
    {
      "config": {
        "body": "Guten Tag, {{ contact.first_name }}.",
        "layout": "letter",
        "subject": "Lesung in Jena"
      },
      "id": "local",
      "title": "local",
      "type": "send_mail"
    },
    {
      "config": {
        "event": {
          "type": "purchase"
        },
        "timeout": {
          "after": {
            "amount": 3,
            "unit": "days"
          }
        }
      },
      "id": "ask",
      "title": "ask",
      "type": "wait_for_event"
    },
    {
      "config": {
        "add": ["buyer"]
      },
      "id": "buyer",
      "title": "buyer",
      "type": "change_tags"
    },
    {
      "config": {
        "body": "Guten Tag, {{ contact.first_name }}.",
        "layout": "letter",
        "subject": "Noch etwas"
      },
      "id": "again",
      "title": "again",
      "type": "send_mail"
    },
    {
      "config": {
        "add": ["quiet"]
      },
      "id": "quiet",
      "title": "quiet",
      "type": "change_tags"
    }
  ],
  "settings": {
    "goal": {
      "count": 1,
      "event": {
        "type": "refund",
        "where": []
      },
      "kind": "event",
      "op": "at_least",
      "since_entry": true,
      "within": null
    }
  },
  "version": 1
}
',1772442000000);
INSERT INTO "journeys" VALUES('fans','Fans','live',1,'{
  "edges": [
    {"port": "next", "source": "fan", "target": "pause"},
    {"port": "next", "source": "pause", "target": "thanks"}
  ],
  "format": "stellwerk.journey",
  "id": "fans",
  "name": "Fans",
  "nodes": [
    {
      "config": {
        "rule": {
          "field": "score",
          "kind": "attribute",
          "op": "ge",
          "value": 10
        }
      },
      "id": "fan",
      "title": "fan",
      "type": "segment_trigger"
    },
    {
      "config": {
        "until": {
          "after": {
            "amount": 1,
            "unit": "days"
          }
        }
      },
      "id": "pause",
      "title": "pause",
      "type": "wait"
    },
    {
      "config": {
        "body": "Guten Tag, {{ contact.first_name }}.",
        "layout": "letter",
        "subject": "Danke"
      },
      "id": "thanks",
      "title": "thanks",
      "type": "send_mail"
    }
  ],
  "version": 1
}
',1772442000000);
CREATE TABLE members (
	journey_id VARCHAR NOT NULL, 
	step VARCHAR NOT NULL, 
	contact_id INTEGER NOT NULL, 
	CONSTRAINT pk_members PRIMARY KEY (journey_id, step, contact_id)
)
 WITHOUT ROWID

;
INSERT INTO "members" VALUES('fans','fan',1);
CREATE TABLE meta (
	"key" VARCHAR NOT NULL, 
	value TEXT NOT NULL, 
	CONSTRAINT pk_meta PRIMARY KEY ("key")
);
INSERT INTO "meta" VALUES('workspace_id','"7c1421d448269211dad803bf562be374"');
INSERT INTO "meta" VALUES('engine_clock','1772614800000');
INSERT INTO "meta" VALUES('settings','{"account":{"host":"","port":587,"security":"starttls","user":"","from_name":"","from_address":"","reply_to":"","imprint":"","unsubscribe":"","per_minute":null,"ca_file":""},"delivery":"folder","folder":"","language":null,"theme":"system","time_zone":"Europe/Berlin"}');
CREATE TABLE outbox (
	id INTEGER NOT NULL, 
	enrollment_id INTEGER NOT NULL, 
	step VARCHAR NOT NULL, 
	visit INTEGER NOT NULL, 
	contact_id INTEGER NOT NULL, 
	content_id INTEGER NOT NULL, 
	address VARCHAR NOT NULL, 
	variables TEXT NOT NULL, 
	at BIGINT NOT NULL, 
	state VARCHAR DEFAULT 'queued' NOT NULL, 
	state_at BIGINT NOT NULL, 
	due BIGINT, 
	attempts INTEGER DEFAULT 0 NOT NULL, 
	reason VARCHAR DEFAULT '' NOT NULL, 
	response TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT pk_outbox PRIMARY KEY (id), 
	CONSTRAINT fk_outbox_content_id FOREIGN KEY(content_id) REFERENCES contents (id), 
	CONSTRAINT uq_outbox_enrollment_id_step_visit UNIQUE (enrollment_id, step, visit)
);
INSERT INTO "outbox" VALUES(1,1,'hello',0,2,1,'anna@example.org','{"contact":{"first_name":"Anna"}}',1772442000000,'accepted',1772442000000,NULL,1,'','2026-03-02T09-00-00Z_anna-example-org_84794a.eml');
INSERT INTO "outbox" VALUES(2,2,'hello',0,3,1,'bert@example.org','{"contact":{"first_name":"Bert"}}',1772442000000,'accepted',1772442000000,NULL,1,'','2026-03-02T09-00-00Z_bert-example-org_67c89d.eml');
INSERT INTO "outbox" VALUES(3,3,'hello',0,4,1,'cleo@example.org','{"contact":{"first_name":"Cleo"}}',1772442000000,'skipped',1772442000000,NULL,0,'no_consent: newsletter','');
INSERT INTO "outbox" VALUES(4,4,'hello',0,5,1,'emil@example.org','{"contact":{"first_name":"Emil"}}',1772442000000,'accepted',1772442000000,NULL,1,'','2026-03-02T09-00-00Z_emil-example-org_ebc2fe.eml');
INSERT INTO "outbox" VALUES(5,5,'hello',0,6,1,'fay@example.org','{"contact":{"first_name":"Fay"}}',1772442000000,'uncertain',1772442000000,NULL,1,'interrupted','2026-03-02T09-00-00Z_fay-example-org_2f6291.eml');
INSERT INTO "outbox" VALUES(6,1,'local',0,2,2,'anna@example.org','{"contact":{"first_name":"Anna"}}',1772614800000,'accepted',1772614800000,NULL,1,'','2026-03-04T09-00-00Z_anna-example-org_969a15.eml');
INSERT INTO "outbox" VALUES(7,4,'local',0,5,2,'emil@example.org','{"contact":{"first_name":"Emil"}}',1772614800000,'accepted',1772614800000,NULL,1,'','2026-03-04T09-00-00Z_emil-example-org_ee93f0.eml');
INSERT INTO "outbox" VALUES(8,6,'hello',0,7,1,'dora@example.org','{"contact":{"first_name":"Dora"}}',1772614800000,'queued',1772614800000,1772614800000,0,'','');
INSERT INTO "outbox" VALUES(9,7,'hello',0,8,1,'gus@example.org','{"contact":{"first_name":"Gus"}}',1772614800000,'deferred',1772614800000,1772618400000,1,'try_later','');
CREATE TABLE paths (
	id INTEGER NOT NULL, 
	version_id INTEGER NOT NULL, 
	steps TEXT NOT NULL, 
	reads TEXT DEFAULT '[]' NOT NULL, 
	CONSTRAINT pk_paths PRIMARY KEY (id), 
	CONSTRAINT fk_paths_version_id FOREIGN KEY(version_id) REFERENCES versions (id), 
	CONSTRAINT uq_paths_version_id_steps_reads UNIQUE (version_id, steps, reads)
);
INSERT INTO "paths" VALUES(1,1,'[["form", "next"]]','[]');
INSERT INTO "paths" VALUES(2,1,'[["hello", "next"]]','[]');
INSERT INTO "paths" VALUES(3,1,'[["hello", "skipped"], ["quiet", "next"]]','[]');
INSERT INTO "paths" VALUES(4,1,'[["rest", "next"], ["where", "jena"], ["local", "next"]]','[["where", 0, 0]]');
INSERT INTO "paths" VALUES(5,1,'[["rest", "next"], ["where", "else"]]','[["where", 0, 0]]');
CREATE TABLE positions (
	id INTEGER NOT NULL, 
	version_id INTEGER NOT NULL, 
	step VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	CONSTRAINT pk_positions PRIMARY KEY (id), 
	CONSTRAINT fk_positions_version_id FOREIGN KEY(version_id) REFERENCES versions (id), 
	CONSTRAINT uq_positions_version_id_step_kind UNIQUE (version_id, step, kind)
);
INSERT INTO "positions" VALUES(1,1,'form','start');
INSERT INTO "positions" VALUES(2,1,'hello','start');
INSERT INTO "positions" VALUES(3,1,'rest','start');
INSERT INTO "positions" VALUES(4,1,'where','start');
INSERT INTO "positions" VALUES(5,1,'local','start');
INSERT INTO "positions" VALUES(6,1,'ask','start');
INSERT INTO "positions" VALUES(7,1,'buyer','start');
INSERT INTO "positions" VALUES(8,1,'again','start');
INSERT INTO "positions" VALUES(9,1,'quiet','start');
INSERT INTO "positions" VALUES(10,1,'hello','rest');
INSERT INTO "positions" VALUES(11,1,'rest','rest');
INSERT INTO "positions" VALUES(12,1,'ask','rest');
INSERT INTO "positions" VALUES(13,2,'fan','start');
INSERT INTO "positions" VALUES(14,2,'pause','start');
INSERT INTO "positions" VALUES(15,2,'thanks','start');
INSERT INTO "positions" VALUES(16,2,'pause','rest');
CREATE TABLE segments (
	id VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	rule TEXT NOT NULL, 
	CONSTRAINT pk_segments PRIMARY KEY (id)
);
CREATE TABLE suppressions (
	address VARCHAR NOT NULL, 
	reason VARCHAR NOT NULL, 
	at BIGINT NOT NULL, 
	source VARCHAR DEFAULT '' NOT NULL, 
	CONSTRAINT pk_suppressions PRIMARY KEY (address)
);
CREATE TABLE tags (
	contact_id INTEGER NOT NULL, 
	tag VARCHAR NOT NULL, 
	CONSTRAINT pk_tags PRIMARY KEY (contact_id, tag), 
	CONSTRAINT fk_tags_contact_id FOREIGN KEY(contact_id) REFERENCES contacts (id) ON DELETE CASCADE
)
 WITHOUT ROWID

;
INSERT INTO "tags" VALUES(4,'quiet');
CREATE TABLE versions (
	id INTEGER NOT NULL, 
	journey_id VARCHAR NOT NULL, 
	number INTEGER NOT NULL, 
	document TEXT NOT NULL, 
	checksum VARCHAR NOT NULL, 
	published_at BIGINT NOT NULL, 
	CONSTRAINT pk_versions PRIMARY KEY (id), 
	CONSTRAINT fk_versions_journey_id FOREIGN KEY(journey_id) REFERENCES journeys (id), 
	CONSTRAINT uq_versions_journey_id_number UNIQUE (journey_id, number)
);
INSERT INTO "versions" VALUES(1,'probe',1,'{
  "edges": [
    {"port": "next", "source": "form", "target": "hello"},
    {"port": "next", "source": "hello", "target": "rest"},
    {"port": "skipped", "source": "hello", "target": "quiet"},
    {"port": "next", "source": "rest", "target": "where"},
    {"port": "jena", "source": "where", "target": "local"},
    {"port": "else", "source": "where", "target": "ask"},
    {"port": "next", "source": "local", "target": "ask"},
    {"port": "matched", "source": "ask", "target": "buyer"},
    {"port": "timed_out", "source": "ask", "target": "again"}
  ],
  "format": "stellwerk.journey",
  "id": "probe",
  "name": "Probe",
  "nodes": [
    {
      "config": {
        "event": {
          "type": "form_submitted"
        }
      },
      "id": "form",
      "title": "form",
      "type": "event_trigger"
    },
    {
      "config": {
        "body": "Guten Tag, {{ contact.first_name }}.",
        "layout": "letter",
        "subject": "Willkommen, {{ contact.first_name }}"
      },
      "id": "hello",
      "title": "hello",
      "type": "send_mail"
    },
    {
      "config": {
        "until": {
          "after": {
            "amount": 2,
            "unit": "days"
          }
        }
      },
      "id": "rest",
      "title": "rest",
      "type": "wait"
    },
    {
      "config": {
        "cases": [
          {
            "id": "jena",
            "name": "Jena",
            "rule": {
              "field": "city",
              "kind": "attribute",
              "op": "eq",
              "value": "Jena"
            }
          }
        ]
      },
      "id": "where",
      "title": "where",
      "type": "branch"
    },
    {
      "config": {
        "body": "Guten Tag, {{ contact.first_name }}.",
        "layout": "letter",
        "subject": "Lesung in Jena"
      },
      "id": "local",
      "title": "local",
      "type": "send_mail"
    },
    {
      "config": {
        "event": {
          "type": "purchase"
        },
        "timeout": {
          "after": {
            "amount": 3,
            "unit": "days"
          }
        }
      },
      "id": "ask",
      "title": "ask",
      "type": "wait_for_event"
    },
    {
      "config": {
        "add": ["buyer"]
      },
      "id": "buyer",
      "title": "buyer",
      "type": "change_tags"
    },
    {
      "config": {
        "body": "Guten Tag, {{ contact.first_name }}.",
        "layout": "letter",
        "subject": "Noch etwas"
      },
      "id": "again",
      "title": "again",
      "type": "send_mail"
    },
    {
      "config": {
        "add": ["quiet"]
      },
      "id": "quiet",
      "title": "quiet",
      "type": "change_tags"
    }
  ],
  "settings": {
    "goal": {
      "count": 1,
      "event": {
        "type": "refund",
        "where": []
      },
      "kind": "event",
      "op": "at_least",
      "since_entry": true,
      "within": null
    }
  },
  "version": 1
}
','fdaf83f9832aa214a2b424a713321b0d763d64ebb708e9de61a45bd278278a05',1772442000000);
INSERT INTO "versions" VALUES(2,'fans',1,'{
  "edges": [
    {"port": "next", "source": "fan", "target": "pause"},
    {"port": "next", "source": "pause", "target": "thanks"}
  ],
  "format": "stellwerk.journey",
  "id": "fans",
  "name": "Fans",
  "nodes": [
    {
      "config": {
        "rule": {
          "field": "score",
          "kind": "attribute",
          "op": "ge",
          "value": 10
        }
      },
      "id": "fan",
      "title": "fan",
      "type": "segment_trigger"
    },
    {
      "config": {
        "until": {
          "after": {
            "amount": 1,
            "unit": "days"
          }
        }
      },
      "id": "pause",
      "title": "pause",
      "type": "wait"
    },
    {
      "config": {
        "body": "Guten Tag, {{ contact.first_name }}.",
        "layout": "letter",
        "subject": "Danke"
      },
      "id": "thanks",
      "title": "thanks",
      "type": "send_mail"
    }
  ],
  "version": 1
}
','640bb82eeb39754651a06464427596cc4d9f7aba3bd31dd8aa21bf6bd903b873',1772442000000);
CREATE INDEX ix_history_enrollment ON history (enrollment_id);
CREATE INDEX ix_consents_latest ON consents (contact_id, purpose, at, id);
CREATE INDEX ix_events_contact ON events (contact_id, type, at);
CREATE INDEX ix_events_pending ON events (at, contact_id) WHERE pending = 1;
CREATE INDEX ix_enrollments_contact ON enrollments (contact_id, journey_id);
CREATE INDEX ix_enrollments_due ON enrollments (position, due) WHERE position IS NOT NULL;
CREATE INDEX ix_outbox_contact ON outbox (contact_id, state_at);
CREATE INDEX ix_outbox_due ON outbox (due) WHERE due IS NOT NULL;
COMMIT;
