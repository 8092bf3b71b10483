import type { TestRequest } from '@angular/common/http/testing';
import type { BulkCampaign, CampaignLine } from '#contract/bulk-campaigns';
import type { WhatsAppSession } from '#contract/whatsapp-sessions';
import es from '../../../../public/i18n/bulk-messages/es.json';
import numbers from '../../../../public/i18n/phone-numbers/es.json';
import tableFiles from '../../../../public/i18n/table-files/es.json';
import { Notices } from '../../errors';
import { provideTestLanguages } from '../../i18n/testing/provide-test-languages';
import { RoutedScreen, wordsOf } from '../../screens/testing/routed-screen';
import { readerInPage } from '../../table-files/testing/reader-in-page';
import { testSession } from '../../whatsapp-sessions/testing/test-session';
import { BULK_MESSAGES_ROUTES } from '../bulk-messages-routes';
import { testLine } from './test-campaign';
import { RECIPIENT_READER } from '../recipients/reading/recipient-reader';
import { RecipientReading } from '../recipients/reading/recipient-reading';

/** The screens of bulk messages as an admin sees and uses them; the spec answers for the server. */
export class BulkScreen extends RoutedScreen {
  readonly notices: jasmine.SpyObj<Notices>;

  constructor() {
    const notices = jasmine.createSpyObj<Notices>('Notices', ['success', 'info', 'error', 'warning', 'bug']);
    super(
      'admin',
      [{ path: 'bulk-messages', children: BULK_MESSAGES_ROUTES }],
      [
        provideTestLanguages({ 'bulk-messages/es': es, 'phone-numbers/es': numbers, 'table-files/es': tableFiles }),
        { provide: Notices, useValue: notices },
        { provide: RECIPIENT_READER, useValue: () => readerInPage(new RecipientReading()) },
      ],
    );
    this.notices = notices;
  }

  /** Opens a campaign over this line, and answers what is asked for meanwhile. */
  async openCampaign(
    campaign: BulkCampaign,
    step = '',
    line: Partial<WhatsAppSession> = {},
    use: Partial<CampaignLine> = {},
  ): Promise<void> {
    await this.open(`/bulk-messages/${campaign.id}${step === '' ? '' : `/${step}`}`);
    this.answerLines(line);
    this.server.expectOne(`/api/bulk-campaigns/${campaign.id}`).flush({ campaign, line: testLine(use) });
    await this.settled();
  }

  answerLines(line: Partial<WhatsAppSession> = {}): void {
    const session = testSession({ state: 'open', phoneNumber: '573009998877', ...line });
    for (const request of this.server.match('/api/whatsapp/sessions')) {
      request.flush({ items: [session], epoch: 'e1', seq: 1 });
    }
  }

  override settled(): Promise<void> {
    return this.turns(40);
  }

  /** What is being asked of the server, without its query. */
  expect(method: string, path: string): TestRequest {
    return this.server.expectOne((request) => request.method === method && request.url === path);
  }

  text(selector = 'app-campaign-page, app-campaigns-page'): string {
    return wordsOf(this.page.querySelector(selector));
  }

  texts(selector: string): string[] {
    return [...this.page.querySelectorAll(selector)].map(wordsOf);
  }

  button(name: string): HTMLButtonElement {
    const buttons = [...this.page.querySelectorAll<HTMLButtonElement>('button, a')];
    const found = buttons.find((each) => (each.getAttribute('aria-label') ?? each.textContent.trim()) === name);
    if (!found) throw new Error(`There is no button "${name}".`);
    return found;
  }

  async click(name: string): Promise<void> {
    this.button(name).click();
    await this.settled();
  }

  field(label: string): HTMLInputElement {
    const labels = [...this.page.querySelectorAll('label')];
    const found = labels.find(({ textContent }) => textContent.trim().startsWith(label))?.control;
    if (!found) throw new Error(`There is no field "${label}".`);
    return found as HTMLInputElement;
  }

  async type(label: string, text: string): Promise<void> {
    const field = this.field(label);
    field.value = text;
    field.dispatchEvent(new Event('input'));
    field.dispatchEvent(new Event('change'));
    await this.settled();
  }

  /** Chooses a file, as the picker does. */
  async chooseFile(name: string, content: string): Promise<void> {
    const input = this.page.querySelector<HTMLInputElement>('input[type=file]');
    if (!input) throw new Error('No file can be chosen.');
    const files = new DataTransfer();
    files.items.add(new File([content], name, { type: 'text/csv' }));
    input.files = files.files;
    input.dispatchEvent(new Event('change'));
    await this.settled();
  }
}
