import type { BotAction, BotRule } from '#contract/bot';
import { isActiveUser } from '../accounts/index.ts';
import { findMedia } from '../media/index.ts';
import type { Reading } from '../storage/index.ts';
import { listLabels, readClientSettings } from '../team-settings/index.ts';
import { HttpProblem } from '../web/index.ts';
import { examinePattern } from './engine/index.ts';
import { faultOfVariables } from './named-variables.ts';

interface Fault {
  path: string;
  message: string;
}

/**
 * Throws `bad-request`, which names the rule and what of it is wrong, such as `rules.3.when.pattern`; `at` is where the rules
 * stand in the request, `variables` are what replies may name besides what is known of contacts.
 */
export async function requireUsable(
  database: Reading,
  clientCode: string,
  rules: readonly BotRule[],
  { at = 'rules', variables = [] }: { at?: string; variables?: readonly string[] } = {},
): Promise<void> {
  const { contactFields } = await readClientSettings(database, clientCode);
  const known = [...contactFields.map(({ name }) => name), ...variables];
  const errors = [...faultsOfTexts(rules, known), ...(await faultsOfReferences(database, clientCode, rules))];
  if (errors.length === 0) return;
  throw new HttpProblem('bad-request', 'Some rules cannot be used.', {
    errors: errors.map(({ path, message }) => ({ path: `${at}.${path}`, message })),
  });
}

/** A pattern has to be one, and a reply names nothing but what is known of a contact or captured. */
function faultsOfTexts(rules: readonly BotRule[], variables: readonly string[]): Fault[] {
  const faults: Fault[] = [];
  let size = 0;
  for (const [place, { when, reply }] of rules.entries()) {
    const known = when.kind === 'pattern' ? examinePattern(when.pattern, size) : { size: 0, groups: 0 };
    if ('fault' in known) {
      faults.push({ path: `${String(place)}.when.pattern`, message: known.fault });
      continue;
    }
    size += known.size;
    const captured = Array.from({ length: known.groups }, (_, index) => String(index + 1));
    const fault = faultOfVariables([reply?.text ?? ''], [...variables, ...captured]);
    if (fault !== undefined) faults.push({ path: `${String(place)}.reply.text`, message: fault });
  }
  return faults;
}

/** What rules name has to be there: a label, a stage, a person who can sign in, a file. */
async function faultsOfReferences(database: Reading, clientCode: string, rules: readonly BotRule[]): Promise<Fault[]> {
  const labels = new Set((await listLabels(database, clientCode)).map(({ id }) => id));
  const stages = new Set((await readClientSettings(database, clientCode)).stages.map(({ id }) => id));
  const faultOf = async (action: BotAction): Promise<[key: string, message: string] | undefined> => {
    if (action.kind === 'label' && !labels.has(action.labelId)) return ['labelId', 'There is no such label.'];
    if (action.kind === 'stage' && !stages.has(action.stage)) return ['stage', 'There is no such stage.'];
    if (action.kind === 'assign' && !(await isActiveUser(database, clientCode, action.userId)))
      return ['userId', 'There is no such active user.'];
    return undefined;
  };
  const faults: Fault[] = [];
  for (const [place, { reply, actions }] of rules.entries()) {
    const rule = String(place);
    const mediaId = reply?.mediaId;
    if (mediaId !== undefined && (await findMedia(database, clientCode, mediaId))?.state !== 'ready')
      faults.push({ path: `${rule}.reply.mediaId`, message: 'There is no such file.' });
    for (const [index, action] of actions.entries()) {
      const [key, message] = (await faultOf(action)) ?? [];
      if (key && message) faults.push({ path: `${rule}.actions.${String(index)}.${key}`, message });
    }
  }
  return faults;
}
