import { openChannels, wordsOf } from '../alerts/index.ts';
import { readSettings } from '../operations/index.ts';
import { CommandError } from './command-error.ts';
import { runCommand } from './run-command.ts';

const help = `
npm run alerts:test

Sends a test message to each place that alerts go to (ALERT_SLACK_WEBHOOK_URL, ALERT_EMAIL_TO with SMTP_URL) and says what
came of it. The server may run meanwhile.
`;

/** Each channel has a limit of its own. */
const noEnd = new AbortController().signal;

await runCommand({
  help,
  options: {},
  run: async () => {
    const { alerts } = readSettings(process.env);
    const channels = openChannels(alerts);
    if (channels.length === 0) {
      throw new CommandError(
        'ALERT_SLACK_WEBHOOK_URL should be given, or ALERT_EMAIL_TO and SMTP_URL: alerts go nowhere.',
      );
    }
    const outcomes = await Promise.all(
      channels.map(async (channel) => {
        const failure = await channel.send(wordsOf[alerts.language].test, noEnd).catch((error: unknown) => error);
        channel.close();
        return { name: channel.name, failure };
      }),
    );
    const said = outcomes.map(({ name, failure }) => {
      return `${name}: ${failure instanceof Error ? failure.message : 'handed over, look whether it arrives'}`;
    });
    if (outcomes.some(({ failure }) => failure !== undefined)) throw new CommandError(said.join('\n'));
    return said.join('\n');
  },
});
