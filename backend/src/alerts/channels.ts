import type { Channel } from './channel.ts';
import { emailChannel, type EmailSettings } from './email-channel.ts';
import { slackChannel } from './slack-channel.ts';

export interface ChannelSettings {
  slackWebhookUrl: string | undefined;
  email: EmailSettings | undefined;
}

/** The channels that are set up. */
export function openChannels({ slackWebhookUrl, email }: ChannelSettings): Channel[] {
  return [
    ...(slackWebhookUrl === undefined ? [] : [slackChannel(slackWebhookUrl)]),
    ...(email === undefined ? [] : [emailChannel(email)]),
  ];
}
