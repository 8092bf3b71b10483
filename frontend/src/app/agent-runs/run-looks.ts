import type { AgentRun } from '#contract/conversations';
import type { IconName, Tone } from '../ui';

interface RunLooks {
  readonly tone: Tone;
  readonly icon: IconName;
}

/** How each state looks; its word stands beside it. */
export const RUN_LOOKS: Readonly<Record<AgentRun['state'], RunLooks>> = {
  waiting: { tone: 'neutral', icon: 'clock' },
  writing: { tone: 'warning', icon: 'pencil' },
  sent: { tone: 'success', icon: 'check' },
  answered: { tone: 'success', icon: 'message-circle' },
  not_needed: { tone: 'neutral', icon: 'user-check' },
  failed: { tone: 'danger', icon: 'triangle-alert' },
};

/** What it waits for, why it failed or is not needed: a key below `agentRuns`, and until when; null where its state says all. */
export function detailOf({ state, reason, waiting }: AgentRun): { key: string; until: string | null } | null {
  if (state === 'failed' || state === 'not_needed') return { key: `reason.${reason ?? 'uncertain'}`, until: null };
  if (state !== 'waiting') return null;
  const until = waiting?.until ?? null;
  return { key: `waiting.${waiting?.for ?? 'turn'}${until === null ? '' : 'Until'}`, until };
}

/** How a run looks, and the key of its word below `agentRuns`: who answers that they want no more is no success. */
export function looksOf({ state, reason }: AgentRun): RunLooks & { readonly word: string } {
  if (reason === 'opted_out' && state !== 'failed') return { tone: 'neutral', icon: 'user-x', word: 'wantsNoMore' };
  return { ...RUN_LOOKS[state], word: `state.${state}` };
}
