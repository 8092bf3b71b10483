import type { BulkCampaign } from '#contract/bulk-campaigns';
import { textsOf } from '#contract/campaign-rules';
import { unknownIn } from '../message/known-variables';

export const STEPS = ['recipients', 'message', 'pace', 'review'] as const;
/** A step of a draft: its place in the address, and the key of its texts. */
export type StepName = (typeof STEPS)[number];

/** Whether somebody has given what this step asks for; a pace is there from the beginning. */
export function isDone(step: StepName, campaign: BulkCampaign): boolean {
  const { counts, message } = campaign;
  if (step === 'recipients') return counts.total > 0;
  return step === 'message' && message !== null && unknownIn(textsOf(message), campaign).length === 0;
}
