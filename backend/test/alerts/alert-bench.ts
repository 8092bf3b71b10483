import assert from 'node:assert/strict';
import type { Phone } from '../../../lab/whatsapp-web/index.ts';
import { DrivenTime, within, type TestSocket, type TestUser } from '../support/index.ts';
import { WhatsAppBench } from '../whatsapp/linked-line.ts';
import { MailReceiver } from './mail-receiver.ts';
import { SlackReceiver } from './slack-receiver.ts';

/** How soon lines are looked at after news of one, and how often without, in milliseconds. */
export const SOON = 2_000;
export const LOOK = 15_000;
export const ALERT_AFTER = 300_000;
/** What a connection has to hold before trouble is over, in milliseconds. */
export const HELD = 120_000;

type Parts = Pick<AlertBench, 'time' | 'slack' | 'mail' | 'whatsapp' | 'admin' | 'business' | 'sessionId' | 'socket'>;

/** A linked line of a client in driven time, with a Slack and a mail server that keep what they are given. */
export class AlertBench {
  readonly time: DrivenTime;
  readonly slack: SlackReceiver;
  readonly mail: MailReceiver;
  readonly whatsapp: WhatsAppBench;
  readonly admin: TestUser;
  /** The phone of the line. */
  readonly business: Phone;
  readonly sessionId: string;
  readonly socket: TestSocket;

  private constructor(parts: Parts) {
    this.time = parts.time;
    this.slack = parts.slack;
    this.mail = parts.mail;
    this.whatsapp = parts.whatsapp;
    this.admin = parts.admin;
    this.business = parts.business;
    this.sessionId = parts.sessionId;
    this.socket = parts.socket;
  }

  static async start({ hasChannels = true } = {}): Promise<AlertBench> {
    const time = new DrivenTime();
    const slack = await SlackReceiver.start();
    const mail = await MailReceiver.start();
    const channels = {
      ALERT_SLACK_WEBHOOK_URL: slack.url,
      SMTP_URL: mail.url,
      ALERT_EMAIL_TO: 'oncall@example.com, owner@example.com',
      ALERT_EMAIL_FROM: 'crm@example.com',
    };
    const whatsapp = await WhatsAppBench.start({
      clock: time.clock,
      after: time.after,
      environment: {
        ...(hasChannels && channels),
        PUBLIC_URL: 'https://crm.example.com',
        // Later than any of this: no ping is to wait for its answer while much time passes at once.
        HEARTBEAT_DELAY_MS: '3600000',
      },
    });
    const admin = await whatsapp.application.createClient('acme');
    const business = whatsapp.lab.createPhone({ phoneNumber: '573001112233', name: 'Tienda' });
    const sessionId = await whatsapp.link(admin, business);
    const socket = await whatsapp.application.socket(admin);
    return new AlertBench({ time, slack, mail, whatsapp, admin, business, sessionId, socket });
  }

  get faults() {
    return this.whatsapp.lab.faults;
  }

  /** Another line of the client. */
  link(phoneNumber: string): Promise<string> {
    return this.whatsapp.link(this.admin, this.whatsapp.lab.createPhone({ phoneNumber, name: 'x' }));
  }

  /** As many alerts have arrived on each channel. */
  async told(messages: number): Promise<void> {
    const { slack, mail } = this;
    const arrived = [
      slack.until(() => slack.messages.length >= messages),
      mail.until(() => mail.mails.length >= messages),
    ];
    await within(Promise.all(arrived), `${String(messages)} alerts`);
  }

  /** The look that has begun is over, and what it had to tell has been handed over. */
  lookedAt(): Promise<void> {
    return within(this.whatsapp.application.application.alerts.settled(), 'the look to end');
  }

  /** Two more looks at the lines tell nobody anything. */
  async nothingMore(): Promise<void> {
    const before = [this.slack.messages.length, this.mail.mails.length];
    await this.lookedAt();
    for (let look = 0; look < 2; look += 1) {
      this.time.pass(LOOK);
      await this.lookedAt();
    }
    assert.deepEqual([this.slack.messages.length, this.mail.mails.length], before);
  }

  /** A line has been lost, or refused again, as often. */
  async lost(times = 1): Promise<void> {
    await this.socket.events('whatsapp:disconnected', times);
  }

  async stopped(reason: string): Promise<void> {
    const isIt = (event: { action: string; reason: string }) => event.action === 'stopped' && event.reason === reason;
    await this.socket.event('whatsapp:disconnected', isIt);
  }

  /** What the team has been told on its screens. */
  get systemMessages(): string[] {
    return this.socket.dataOf('system:message').map(({ level, code }) => `${level} ${code}`);
  }

  async stop(): Promise<void> {
    await this.whatsapp.stop();
    this.slack.stop();
    await this.mail.stop();
  }
}
