import { spellingsOf } from '#contract/number-spellings';
import type { WhatsAppSession } from '#contract/whatsapp-sessions';
import { findNextRecipient, hasOptedOut } from '../campaign-recipients/index.ts';
import { findConversedWith } from '../conversations/index.ts';
import type { Store } from '../storage/index.ts';
import { HttpProblem } from '../web/index.ts';
import type { BulkCampaigns } from './bulk-campaigns.ts';
import { contentFor } from './campaign-content.ts';
import { messageOf, type CampaignRow } from './campaign-store.ts';
import { giveMessage, withOwnFile } from './give-message.ts';

/**
 * Sends a campaign's message to one number at once, filled in as for its first recipient; it counts nowhere. Throws the problem
 * in words, and then nothing is sent.
 */
export async function sendTest(
  store: Store,
  campaigns: Pick<BulkCampaigns, 'findNumber' | 'files'>,
  campaign: CampaignRow,
  { phoneNumber, kind }: { phoneNumber: string; kind: WhatsAppSession['kind'] },
): Promise<void> {
  const { clientCode, sessionId } = campaign;
  const said = messageOf(campaign);
  if (!said) throw new HttpProblem('conflict', 'Say first what the campaign says.');
  const { prepared, conversed, isOut } = await store.read(async (database) => {
    const first = await findNextRecipient(database, campaign);
    const variables = first ? (JSON.parse(first.variables) as Record<string, string>) : {};
    return {
      prepared: await contentFor(database, campaign, said, { name: first?.name ?? '', phoneNumber, variables }),
      isOut: await hasOptedOut(database, clientCode, { phoneNumber, contactId: null }),
      conversed: await findConversedWith(database, clientCode, sessionId, spellingsOf(phoneNumber)),
    };
  });
  if (isOut) throw new HttpProblem('conflict', 'Whoever has this number wants no bulk messages.');
  if ('fault' in prepared) throw cannotBeSent(prepared.fault);
  const answer = conversed ? { address: conversed } : await campaigns.findNumber(campaign, spellingsOf(phoneNumber));
  if (answer === 'not_on_whatsapp') throw new HttpProblem('not-on-whatsapp', 'Nobody has this number on WhatsApp.');
  if (typeof answer === 'string') throw new HttpProblem('line-not-connected', 'The line is not connected.');
  const message = await withOwnFile(campaigns.files, prepared);
  if ('fault' in message) throw cannotBeSent(message.fault);
  await store.write(async (writing) => {
    const given = await giveMessage(writing, { ...campaign, kind }, { address: answer.address, name: '' }, message);
    if (given === 'window_closed')
      throw new HttpProblem('conflict', 'Whoever has not written within 24 hours gets templates only.');
  });
}

function cannotBeSent(fault: string): HttpProblem {
  return new HttpProblem('conflict', `The message cannot be sent: ${fault}.`);
}
