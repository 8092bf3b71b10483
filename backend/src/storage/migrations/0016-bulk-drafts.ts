import { sql, type Kysely } from 'kysely';

/** What a draft of a bulk message knows of its recipients: their variables, and where they came from. */
export async function up(database: Kysely<unknown>): Promise<void> {
  const { schema } = database;
  const empty = (json: string) => sql.lit(json);
  await schema
    .alterTable('bulkCampaigns')
    .addColumn('variables', 'text', (c) => c.notNull().defaultTo(empty('{}')))
    .execute();
  await schema
    .alterTable('bulkCampaigns')
    .addColumn('sources', 'text', (c) => c.notNull().defaultTo(empty('[]')))
    .execute();
  await schema.alterTable('bulkCampaigns').addColumn('removing', 'text').execute();
  await countVariables(database);
}

/**
 * Of those that may still be changed or started. Names and numbers are variables too; a column of the file that is called like
 * one of them stands for it.
 */
async function countVariables(database: Kysely<unknown>): Promise<void> {
  await sql`
    WITH "ofDrafts" AS (
      SELECT r."campaignId", r."name", r."phoneNumber", r."variables"
      FROM "bulkRecipients" r JOIN "bulkCampaigns" c ON c."id" = r."campaignId"
      WHERE c."status" IN ('draft', 'scheduled')
    ), "values" AS (
      SELECT r."campaignId", given."key" AS "variable", given."value" AS "value"
      FROM "ofDrafts" r, json_each(r."variables") given
      UNION ALL
      SELECT r."campaignId", own."key", own."value"
      FROM "ofDrafts" r,
        json_each(json_object('nombre', r."name", 'name', r."name", 'telefono', r."phoneNumber", 'phone', r."phoneNumber")) own
      WHERE json_extract(r."variables", '$.' || own."key") IS NULL
    ), "counts" AS (
      SELECT "campaignId", "variable", count(*) AS "count" FROM "values" WHERE trim("value") <> ''
      GROUP BY "campaignId", "variable"
    )
    UPDATE "bulkCampaigns" SET "variables" = coalesce(
      (SELECT json_group_object("variable", "count") FROM "counts" WHERE "counts"."campaignId" = "bulkCampaigns"."id"), '{}'
    ) WHERE "status" IN ('draft', 'scheduled')
  `.execute(database);
}
