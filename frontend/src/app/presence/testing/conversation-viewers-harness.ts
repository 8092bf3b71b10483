import { ComponentHarness } from '@angular/cdk/testing';

/** Reads who else looks at a conversation. */
export class ConversationViewersHarness extends ComponentHarness {
  static readonly hostSelector = 'app-conversation-viewers';

  /** What is read out; null while nobody looks. */
  async sentence(): Promise<string | null> {
    return (await (await this.locatorForOptional('.sentence')())?.text()) ?? null;
  }
}
