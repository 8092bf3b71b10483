import { createTransport } from 'nodemailer';
import type { Channel } from './channel.ts';
import { whyUnreachable } from './unreachable.ts';

/** SMTP server, sender and receivers. */
export interface EmailSettings {
  smtpUrl: string;
  from: string;
  to: readonly string[];
}

/** For each step, and for all of them. */
const STEP_LIMIT_MS = 10_000;
const LIMIT_MS = 60_000;

export function emailChannel({ smtpUrl, from, to }: EmailSettings): Channel {
  const limits = { connectionTimeout: STEP_LIMIT_MS, greetingTimeout: STEP_LIMIT_MS, socketTimeout: STEP_LIMIT_MS };
  const transport = createTransport({ url: smtpUrl, ...limits });
  return {
    name: 'email',
    send: async ({ subject, body }, ending) => {
      const signal = AbortSignal.any([ending, AbortSignal.timeout(LIMIT_MS)]);
      await transport.sendMail({ from, to: [...to], subject, text: `${body}\n`, signal }).catch((error: unknown) => {
        throw new Error(whyNotTaken(error));
      });
    },
    close: () => {
      transport.close();
    },
  };
}

/** Nodemailer's errors (its `errors.js`): its message may hold addresses, so only codes are said. */
function whyNotTaken(error: unknown): string {
  const { code, responseCode, command } = error as { code?: string; responseCode?: number; command?: string };
  if (responseCode === undefined && code !== 'EAUTH') {
    return `The mail server could not be reached: ${whyUnreachable(error, 'SMTP_URL')}.`;
  }
  const answer = responseCode === undefined ? '' : ` (${String(responseCode)})`;
  const said = `The mail server did not take the message${answer}`;
  if (code === 'EAUTH' || responseCode === 530) return `${said}: check the user and the password in SMTP_URL.`;
  if (responseCode !== undefined && responseCode < 500) return `${said} for now: try again later.`;
  if (command === 'MAIL FROM') return `${said}: it sends nothing for ALERT_EMAIL_FROM, so give another sender.`;
  if (command === 'RCPT TO') return `${said}: it does not know the receivers, so check ALERT_EMAIL_TO.`;
  return `${said}: check ALERT_EMAIL_FROM and ALERT_EMAIL_TO, and what this server wants of those who send by it.`;
}
