import type { BotOpening } from '#contract/bot';
import type { MessageTemplate } from '#contract/message-templates';
import { excessOf, kindOfRuns } from '#contract/pace-of-runs';
import { faultOf } from '#contract/template-places';
import { findTemplate, readTemplate } from '../message-templates/index.ts';
import type { Reading } from '../storage/index.ts';
import { readClientSettings } from '../team-settings/index.ts';
import { HttpProblem } from '../web/index.ts';
import { faultOfVariables } from './named-variables.ts';
import type { BotLine } from './talk.ts';

interface Fault {
  path: string;
  message: string;
}

/** Throws `bad-request`, which names what of an opening cannot be said, through which line or how fast: such as `opening.sessionId`. */
export async function requireUsableOpening(
  database: Reading,
  clientCode: string,
  opening: BotOpening,
  lines: readonly BotLine[],
): Promise<void> {
  const { text, sessionId, template, pace } = opening;
  const names = (await readClientSettings(database, clientCode)).contactFields.map(({ name }) => name);
  const errors: Fault[] = [];
  if (sessionId !== undefined && lines.every(({ id }) => id !== sessionId))
    errors.push({ path: 'opening.sessionId', message: 'There is no such line.' });
  const variables = faultOfVariables([text], names);
  if (variables !== undefined) errors.push({ path: 'opening.text', message: variables });
  if (pace)
    errors.push(
      ...excessOf(pace, kindOfRuns(lines)).map(({ field, message }) => ({ path: `opening.pace.${field}`, message })),
    );
  if (template) {
    const through = lines.filter(({ id, kind }) => kind === 'cloud-api' && id === (sessionId ?? id));
    const fault =
      (await faultOfTemplate(database, clientCode, template, through)) ??
      faultOfVariables(Object.values(template.parameters), names);
    if (fault !== undefined) errors.push({ path: 'opening.template', message: fault });
  }
  if (errors.length > 0) throw new HttpProblem('bad-request', 'The bot could not begin like this.', { errors });
}

/** Of the line that is set, else of any: the one through which each contact is written to is known only then. */
async function faultOfTemplate(
  database: Reading,
  clientCode: string,
  { templateId, parameters }: NonNullable<BotOpening['template']>,
  lines: readonly BotLine[],
): Promise<string | undefined> {
  const shapes: MessageTemplate[] = [];
  for (const { id: sessionId } of lines) {
    const row = await findTemplate(database, { clientCode, sessionId, id: templateId });
    if (row) shapes.push(readTemplate(row).shape);
  }
  const shape = shapes.find(({ sendable, status }) => sendable && status === 'approved');
  if (!shape) return 'This line has no such template that Meta has approved.';
  if (shape.header && shape.header.format !== 'text') return 'An opening has no file: take a template without one.';
  const open = shape.parameters.find(({ key }) => faultOf(parameters[key] ?? '') !== null);
  return open && `Fill in the place "${open.key}" of the template.`;
}
