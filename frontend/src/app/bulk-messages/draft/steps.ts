import type { BulkCampaign } from '#contract/bulk-campaigns';
import { type LineKind, textsOf } from '#contract/campaign-rules';
import type { MessageTemplate } from '#contract/message-templates';
import { gapsIn } from '../message/known-variables';
import { isWhole } from '../message/written-message';

export const STEPS = ['recipients', 'message', 'pace', 'review'] as const;
/** A step of a draft: its place in the address, and the key of its texts. */
export type StepName = (typeof STEPS)[number];

/** The line of a draft, and the template of its message where the line has it. */
interface DraftMeans {
  readonly kind: LineKind;
  readonly template: MessageTemplate | null;
}

/** Whether somebody has given what this step asks for; a pace is there from the beginning. */
export function isDone(step: StepName, campaign: BulkCampaign, { kind, template }: DraftMeans): boolean {
  const { counts, message } = campaign;
  if (step === 'recipients') return counts.total > 0;
  if (step !== 'message' || !isWhole(message, kind, template)) return false;
  return gapsIn(textsOf(message ?? {}), campaign).length === 0;
}
