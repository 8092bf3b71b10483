import type { Migration } from 'kysely/migration';
import * as firstTables from './0001-first-tables.ts';
import * as counters from './0002-counters.ts';
import * as sessionHistory from './0003-session-history.ts';
import * as groups from './0004-groups.ts';
import * as credentialsChecks from './0005-credentials-checks.ts';
import * as alerts from './0006-alerts.ts';
import * as indexes from './0007-indexes.ts';
import * as rememberedNumbers from './0008-remembered-numbers.ts';
import * as teamChat from './0009-team-chat.ts';
import * as readReceipts from './0010-read-receipts.ts';
import * as pushKeys from './0011-push-keys.ts';
import * as whatsappNames from './0012-whatsapp-names.ts';
import * as filesOfContacts from './0013-files-of-contacts.ts';
import * as cloudApi from './0014-cloud-api.ts';
import * as bulkCampaigns from './0015-bulk-campaigns.ts';
import * as bulkDrafts from './0016-bulk-drafts.ts';
import * as waiting from './0017-waiting.ts';
import * as bots from './0018-bots.ts';
import * as messageKeys from './0019-message-keys.ts';
import * as botPlans from './0020-bot-plans.ts';
import * as botResponders from './0021-bot-responders.ts';
import * as agentRuns from './0022-agent-runs.ts';
import * as contactImport from './0023-contact-import.ts';
import * as contactMerging from './0024-contact-merging.ts';
import * as botAway from './0025-bot-away.ts';
import * as contactDeletions from './0026-contact-deletions.ts';
import * as deletedOptOuts from './0028-deleted-opt-outs.ts';
import * as mergesWithAWayBack from './0029-merges-with-a-way-back.ts';
import * as formerNumbers from './0030-former-numbers.ts';
import * as quotesByAuthor from './0031-quotes-by-author.ts';
import * as formerIds from './0032-former-ids.ts';
import * as quotesByClient from './0033-quotes-by-client.ts';
import * as keptFormerNumbers from './0034-kept-former-numbers.ts';
import * as mergesWithoutAWayBack from './0035-merges-without-a-way-back.ts';

/**
 * Forward only, in order of their names; a name that has shipped never changes. Those a start has to run are one transaction:
 * none begins one of its own. A new one takes the number after the last: Kysely refuses a name that sorts before one that has
 * been run already, so a number that was left out (0027) stays left out.
 */
export const migrations: Record<string, Migration> = {
  '0001-first-tables': firstTables,
  '0002-counters': counters,
  '0003-session-history': sessionHistory,
  '0004-groups': groups,
  '0005-credentials-checks': credentialsChecks,
  '0006-alerts': alerts,
  '0007-indexes': indexes,
  '0008-remembered-numbers': rememberedNumbers,
  '0009-team-chat': teamChat,
  '0010-read-receipts': readReceipts,
  '0011-push-keys': pushKeys,
  '0012-whatsapp-names': whatsappNames,
  '0013-files-of-contacts': filesOfContacts,
  '0014-cloud-api': cloudApi,
  '0015-bulk-campaigns': bulkCampaigns,
  '0016-bulk-drafts': bulkDrafts,
  '0017-waiting': waiting,
  '0018-bots': bots,
  '0019-message-keys': messageKeys,
  '0020-bot-plans': botPlans,
  '0021-bot-responders': botResponders,
  '0022-agent-runs': agentRuns,
  '0023-contact-import': contactImport,
  '0024-contact-merging': contactMerging,
  '0025-bot-away': botAway,
  '0026-contact-deletions': contactDeletions,
  '0028-deleted-opt-outs': deletedOptOuts,
  '0029-merges-with-a-way-back': mergesWithAWayBack,
  '0030-former-numbers': formerNumbers,
  '0031-quotes-by-author': quotesByAuthor,
  '0032-former-ids': formerIds,
  '0033-quotes-by-client': quotesByClient,
  '0034-kept-former-numbers': keptFormerNumbers,
  '0035-merges-without-a-way-back': mergesWithoutAWayBack,
};
