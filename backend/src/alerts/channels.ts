import { createTransport } from 'nodemailer';
import type { ChannelName } from './incident-store.ts';

/** A message to the operator: plain text, its first line on top. */
export interface AlertMessage {
  subject: string;
  body: string;
}

/** A way to reach the operator. */
export interface Channel {
  readonly name: ChannelName;
  /** Rejects when it could not be handed over, with a reason that holds no secret. */
  send(message: AlertMessage): Promise<void>;
  close(): void;
}

export interface ChannelSettings {
  slackWebhookUrl: string | undefined;
  /** SMTP server, sender and receivers. */
  email: { smtpUrl: string; from: string; to: readonly string[] } | undefined;
}

const LIMIT_MS = 10_000;

/** The channels that are set up. */
export function openChannels({ slackWebhookUrl, email }: ChannelSettings): Channel[] {
  return [
    ...(slackWebhookUrl === undefined ? [] : [slackChannel(slackWebhookUrl)]),
    ...(email === undefined ? [] : [emailChannel(email)]),
  ];
}

/** Slack's incoming webhooks (https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks). */
function slackChannel(url: string): Channel {
  return {
    name: 'slack',
    send: async ({ subject, body }) => {
      const text = escapeForSlack(`*${subject}*\n${body}`);
      const answer = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ text }),
        // The address is a secret, and what is said is for nobody else.
        redirect: 'error',
        signal: AbortSignal.timeout(LIMIT_MS),
      }).catch((error: unknown) => {
        // The address is a secret, and some errors name it.
        throw new Error(`Slack could not be reached: ${causeOf(error)}`);
      });
      if (!answer.ok) throw new Error(`Slack answered ${String(answer.status)}`);
    },
    close: () => undefined,
  };
}

/** In Slack's own markup only these three mean something else than themselves. */
function escapeForSlack(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function emailChannel({ smtpUrl, from, to }: NonNullable<ChannelSettings['email']>): Channel {
  const limits = { connectionTimeout: LIMIT_MS, greetingTimeout: LIMIT_MS, socketTimeout: LIMIT_MS };
  const transport = createTransport({ url: smtpUrl, ...limits });
  return {
    name: 'email',
    send: async ({ subject, body }) => {
      await transport.sendMail({ from, to: [...to], subject, text: `${body}\n` }).catch((error: unknown) => {
        throw new Error(`The mail server did not take the message: ${causeOf(error)}`);
      });
    },
    close: () => {
      transport.close();
    },
  };
}

/** The code of a network or SMTP error alone: its message may hold addresses. */
function causeOf(error: unknown): string {
  const { code, responseCode, cause, name } = error as {
    code?: unknown;
    responseCode?: unknown;
    cause?: { code?: unknown };
    name?: unknown;
  };
  const known = [responseCode, cause?.code, code, name].find(
    (value): value is string | number => typeof value === 'string' || typeof value === 'number',
  );
  return String(known ?? 'unknown error');
}
