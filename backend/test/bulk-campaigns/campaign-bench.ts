import type {
  AddedRecipients,
  BulkCampaign,
  BulkRecipient,
  CampaignResponse,
  RecipientPage,
} from '#contract/bulk-campaigns';
import { PACES } from '#contract/campaign-rules';
import type { TestUser } from '../support/index.ts';

export const consent = { source: 'form' } as const;

/** As fast as a line by QR may send, at any time of the day. */
export const steady = {
  ...PACES['whatsapp-web'].fast,
  profile: 'own',
  gapSeconds: { from: 5, to: 5 },
  perMinute: 12,
  perDay: 1_000,
  quietHours: null,
  warmUp: false,
} as const;

/** What tests do with campaigns, in the name of one user. */
export class CampaignBench {
  readonly user: TestUser;
  readonly sessionId: string;

  constructor(user: TestUser, sessionId: string) {
    this.user = user;
    this.sessionId = sessionId;
  }

  /** A draft for these numbers, which may have names and variables. */
  async draft(
    recipients: readonly (string | { phoneNumber: string; name?: string; variables?: Record<string, string> })[],
    given: object = {},
  ): Promise<AddedRecipients> {
    const body = {
      name: 'Ofertas',
      sessionId: this.sessionId,
      message: { text: 'Hola {{nombre|cliente}}' },
      pace: steady,
      recipients: recipients.map((one) => (typeof one === 'string' ? { phoneNumber: one } : one)),
      consent,
      ...given,
    };
    return (await this.user.api.post<AddedRecipients>('/bulk-campaigns', body).expect(201)).body;
  }

  async started(...draft: Parameters<CampaignBench['draft']>): Promise<string> {
    const { campaign } = await this.draft(...draft);
    await this.control(campaign.id, 'start');
    return campaign.id;
  }

  async control(id: string, what: string, body: object = {}): Promise<BulkCampaign> {
    const answer = await this.user.api.post<CampaignResponse>(`/bulk-campaigns/${id}/${what}`, body).expect(200);
    return answer.body.campaign;
  }

  async read(id: string): Promise<BulkCampaign> {
    return (await this.user.api.get<CampaignResponse>(`/bulk-campaigns/${id}`).expect(200)).body.campaign;
  }

  async recipients(id: string): Promise<BulkRecipient[]> {
    return (await this.user.api.get<RecipientPage>(`/bulk-campaigns/${id}/recipients?limit=500`).expect(200)).body
      .items;
  }
}
