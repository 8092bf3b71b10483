import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { Watchers } from './watchers.ts';

/** A mail server on this machine that keeps what it is given. */
export class MailReceiver {
  readonly mails: { to: string[]; text: string }[] = [];
  /** While true, it refuses every mail for now. */
  refuses = false;
  refused = 0;
  /** While true, it takes mails and never says that it has. */
  isSilent = false;
  unanswered = 0;
  readonly #server: SMTPServer;
  readonly #watchers = new Watchers();

  private constructor() {
    this.#server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onData: (stream, session, done) => {
        let text = '';
        stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
        stream.on('end', () => {
          if (this.isSilent) {
            this.unanswered += 1;
          } else if (this.refuses) {
            this.refused += 1;
            done(Object.assign(new Error('Try again later'), { responseCode: 451 }));
          } else {
            this.mails.push({ to: session.envelope.rcptTo.map(({ address }) => address), text });
            done();
          }
          this.#watchers.look();
        });
      },
    });
  }

  static async start(): Promise<MailReceiver> {
    const receiver = new MailReceiver();
    receiver.#server.listen(0, '127.0.0.1');
    await once(receiver.#server.server, 'listening');
    return receiver;
  }

  get url(): string {
    return `smtp://127.0.0.1:${String((this.#server.server.address() as AddressInfo).port)}`;
  }

  until(reached: () => boolean): Promise<void> {
    return this.#watchers.until(reached);
  }

  async stop(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#server.close(resolve);
    });
  }
}
