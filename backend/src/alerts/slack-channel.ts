import type { Channel } from './channel.ts';
import { whyUnreachable } from './unreachable.ts';

const LIMIT_MS = 10_000;
const SETTING = 'ALERT_SLACK_WEBHOOK_URL';

/** Slack's incoming webhooks (https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks). */
export function slackChannel(url: string): Channel {
  return {
    name: 'slack',
    send: async ({ subject, body }, ending) => {
      const text = escapeForSlack(`*${subject}*\n${body}`);
      const answer = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ text }),
        // What is said is for nobody else.
        redirect: 'manual',
        signal: AbortSignal.any([ending, AbortSignal.timeout(LIMIT_MS)]),
      }).catch((error: unknown) => {
        // The address is a secret, and some errors name it.
        throw new Error(`Slack could not be reached: ${whyUnreachable(error, SETTING)}.`);
      });
      await answer.body?.cancel();
      if (!answer.ok) throw new Error(`Slack answered ${String(answer.status)}: ${whatToChange(answer.status)}.`);
    },
    close: () => undefined,
  };
}

function whatToChange(status: number): string {
  if (status === 429) return 'it was sent too much at once, so wait a minute';
  if (status >= 500) return 'it has a trouble of its own, so try again later';
  return `this is not, or no longer, an incoming webhook: make a new one and set its address as ${SETTING}`;
}

/** In Slack's own markup only these three mean something else than themselves. */
function escapeForSlack(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
