-- A database as migration 0001 left it, with a little history. Frozen: databases like it are out there.
CREATE TABLE "kysely_migration" ("name" varchar(255) not null primary key, "timestamp" varchar(255) not null);
CREATE TABLE "kysely_migration_lock" ("id" varchar(255) not null primary key, "is_locked" integer default 0 not null);
CREATE TABLE "clients" ("clientCode" text primary key, "name" text not null, "timeZone" text not null, "epoch" text not null, "seq" bigint default 0 not null, "createdAt" text not null);
CREATE TABLE "users" ("id" text primary key, "clientCode" text references "clients" ("clientCode"), "email" text not null unique, "name" text not null, "role" text not null, "passwordHash" text not null, "active" integer not null, "createdAt" text not null);
CREATE INDEX "usersOfClient" on "users" ("clientCode", "createdAt");
CREATE TABLE "signIns" ("id" text primary key, "userId" text not null references "users" ("id"), "tokenHash" text not null unique, "createdAt" text not null, "expiresAt" text not null);
CREATE INDEX "signInsOfUser" on "signIns" ("userId");
CREATE TABLE "whatsappSessions" ("id" text primary key, "clientCode" text not null references "clients" ("clientCode"), "version" bigint not null, "kind" text not null, "name" text not null, "phoneNumber" text, "state" text not null, "reason" text, "since" text not null, "retryAt" text, "linked" integer not null, "removedAt" text, "createdAt" text not null);
CREATE INDEX "whatsappSessionsOfClient" on "whatsappSessions" ("clientCode");
CREATE TABLE "whatsappKeys" ("sessionId" text not null references "whatsappSessions" ("id") on delete cascade, "type" text not null, "id" text not null, "value" blob not null, constraint "whatsappKeysKey" primary key ("sessionId", "type", "id"));
CREATE TABLE "contacts" ("id" text primary key, "clientCode" text not null references "clients" ("clientCode"), "version" bigint not null, "name" text not null, "phoneNumber" text, "lid" text, "stage" text, "searchText" text not null, "createdAt" text not null, constraint "contactByPhoneNumber" unique ("clientCode", "phoneNumber"), constraint "contactByLid" unique ("clientCode", "lid"));
CREATE TABLE "conversations" ("id" text primary key, "clientCode" text not null references "clients" ("clientCode"), "version" bigint not null, "contactId" text not null references "contacts" ("id"), "sessionId" text not null references "whatsappSessions" ("id"), "status" text not null, "unread" integer not null, "lastMessageId" text, "assignedTo" text references "users" ("id"), "botEnabled" integer not null, "updatedAt" text not null, constraint "conversationOfContactOnSession" unique ("clientCode", "sessionId", "contactId"));
CREATE INDEX "conversationsByTime" on "conversations" ("clientCode", "updatedAt", "id");
CREATE INDEX "conversationsOfContact" on "conversations" ("contactId");
CREATE TABLE "messages" ("id" text primary key, "clientCode" text not null references "clients" ("clientCode"), "version" bigint not null, "conversationId" text not null references "conversations" ("id"), "contactId" text not null references "contacts" ("id"), "sessionId" text not null references "whatsappSessions" ("id"), "position" bigint not null, "whatsappId" text not null, "fromMe" integer not null, "clientMessageId" text, "author" text not null, "userId" text, "type" text not null, "text" text, "content" blob, "status" text not null, "error" text, "sentAt" text not null, "createdAt" text not null, constraint "oneBubblePerWhatsAppId" unique ("conversationId", "whatsappId", "fromMe"), constraint "oneMessagePerClientMessageId" unique ("clientCode", "clientMessageId"));
CREATE INDEX "messagesInOrder" on "messages" ("conversationId", "position");
CREATE INDEX "messagesByWhatsAppId" on "messages" ("sessionId", "whatsappId");
CREATE TABLE "outbox" ("messageId" text primary key references "messages" ("id"), "clientCode" text not null, "sessionId" text not null, "conversationId" text not null, "position" bigint not null, "attempts" integer not null, "nextTryAt" text not null);
CREATE INDEX "outboxInOrder" on "outbox" ("sessionId", "position");
CREATE INDEX "outboxOfConversation" on "outbox" ("conversationId", "position");
CREATE TABLE "events" ("clientCode" text not null, "seq" bigint not null, "name" text not null, "at" text not null, "data" text not null, constraint "eventsKey" primary key ("clientCode", "seq"));

INSERT INTO "kysely_migration" VALUES ('0001-first-tables', '2026-11-20T09:00:00.000Z');
INSERT INTO "kysely_migration_lock" VALUES ('migration_lock', 0);

INSERT INTO "clients" VALUES
  ('acme', 'Acme', 'America/Bogota', 'epoch-a', 13, '2026-11-20T09:00:00.000Z'),
  ('other', 'Other', 'UTC', 'epoch-b', 2, '2026-11-20T09:00:00.000Z'),
  ('quiet', 'Quiet', 'UTC', 'epoch-c', 0, '2026-11-20T09:00:00.000Z');
INSERT INTO "users" VALUES
  ('ana', 'acme', 'ana@acme.test', 'Ana', 'agent', 'x', 1, '2026-11-20T09:00:00.000Z');
INSERT INTO "whatsappSessions" VALUES
  ('sales', 'acme', 1, 'whatsapp-web', 'Ventas', NULL, 'unlinked', NULL, '2026-11-20T09:00:00.000Z', NULL, 0, NULL, '2026-11-20T09:00:00.000Z'),
  ('help', 'acme', 2, 'whatsapp-web', 'Soporte', NULL, 'unlinked', NULL, '2026-11-20T09:00:00.000Z', NULL, 0, NULL, '2026-11-20T09:00:00.000Z'),
  ('theirs', 'other', 1, 'whatsapp-web', 'Ventas', NULL, 'unlinked', NULL, '2026-11-20T09:00:00.000Z', NULL, 0, NULL, '2026-11-20T09:00:00.000Z');
INSERT INTO "contacts" VALUES
  ('luz', 'acme', 3, 'Luz', '573001112233', NULL, NULL, 'luz 573001112233', '2026-11-20T09:00:00.000Z'),
  ('teo', 'acme', 4, 'Teo', '573001112244', NULL, NULL, 'teo 573001112244', '2026-11-20T09:00:00.000Z'),
  ('eva', 'other', 2, 'Eva', '573001112255', NULL, NULL, 'eva 573001112255', '2026-11-20T09:00:00.000Z');
INSERT INTO "conversations" VALUES
  ('luz-sales', 'acme', 9, 'luz', 'sales', 'open', 0, 'm6', 'ana', 1, '2026-11-20T10:31:00.000Z'),
  ('luz-help', 'acme', 10, 'luz', 'help', 'open', 2, 'm8', NULL, 1, '2026-11-20T10:45:00.000Z'),
  ('teo-sales', 'acme', 13, 'teo', 'sales', 'closed', 1, 'm10', NULL, 1, '2026-11-20T11:00:00.000Z'),
  ('eva-theirs', 'other', 2, 'eva', 'theirs', 'open', 1, 'e1', NULL, 1, '2026-11-20T10:00:00.000Z');

-- id, client, version, conversation, contact, line, position, whatsappId, fromMe, clientMessageId, author, userId, …, status, …, createdAt
INSERT INTO "messages" VALUES
  ('m1', 'acme', 1, 'luz-sales', 'luz', 'sales', 1, 'W1', 0, NULL, 'contact', NULL, 'text', 'a', NULL, 'received', NULL, '2026-11-20T10:00:00.000Z', '2026-11-20T10:14:59.999Z'),
  ('m2', 'acme', 2, 'luz-sales', 'luz', 'sales', 2, 'W2', 0, NULL, 'contact', NULL, 'text', 'b', NULL, 'received', NULL, '2026-11-20T10:00:00.000Z', '2026-11-20T10:15:00.000Z'),
  ('m3', 'acme', 3, 'luz-sales', 'luz', 'sales', 3, 'W3', 1, 'key-3', 'user', 'ana', 'text', 'c', NULL, 'read', NULL, '2026-11-20T10:00:00.000Z', '2026-11-20T10:15:30.000Z'),
  ('m4', 'acme', 4, 'luz-sales', 'luz', 'sales', 4, 'W4', 1, 'key-4', 'user', 'ana', 'text', 'd', NULL, 'sent', NULL, '2026-11-20T10:00:00.000Z', '2026-11-20T10:29:59.000Z'),
  ('m5', 'acme', 5, 'luz-sales', 'luz', 'sales', 5, 'W5', 1, 'key-5', 'user', 'ana', 'text', 'e', NULL, 'queued', NULL, '2026-11-20T10:00:00.000Z', '2026-11-20T10:30:00.000Z'),
  ('m6', 'acme', 6, 'luz-sales', 'luz', 'sales', 6, 'W6', 1, NULL, 'phone', NULL, 'text', 'f', NULL, 'delivered', NULL, '2026-11-20T10:00:00.000Z', '2026-11-20T10:31:00.000Z'),
  ('m7', 'acme', 7, 'luz-help', 'luz', 'help', 7, 'W7', 0, NULL, 'contact', NULL, 'text', 'g', NULL, 'received', NULL, '2026-11-20T10:00:00.000Z', '2026-11-20T10:44:00.000Z'),
  ('m8', 'acme', 8, 'luz-help', 'luz', 'help', 8, 'W8', 0, NULL, 'contact', NULL, 'text', 'h', NULL, 'received', NULL, '2026-11-20T10:00:00.000Z', '2026-11-20T10:45:00.000Z'),
  ('m9', 'acme', 9, 'teo-sales', 'teo', 'sales', 9, 'W9', 1, 'key-9', 'user', 'ana', 'text', 'i', NULL, 'failed', '{"code":"x","title":"x"}', '2026-11-20T10:00:00.000Z', '2026-11-20T10:59:59.999Z'),
  ('m10', 'acme', 10, 'teo-sales', 'teo', 'sales', 10, 'W10', 0, NULL, 'contact', NULL, 'text', 'j', NULL, 'received', NULL, '2026-11-20T10:00:00.000Z', '2026-11-20T11:00:00.000Z'),
  ('e1', 'other', 2, 'eva-theirs', 'eva', 'theirs', 2, 'W1', 0, NULL, 'contact', NULL, 'text', 'k', NULL, 'received', NULL, '2026-11-20T10:00:00.000Z', '2026-11-20T10:00:00.000Z');
