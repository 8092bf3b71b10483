import type { ViewContainerRef } from '@angular/core';
import type { FoundConversation } from '../chat/finding-conversations';

/** Something the palette leads to. */
export interface Choice {
  /** Tells it from every other. */
  readonly id: string;
  /** What it is called, and found by. */
  readonly text: string;
  /** What it is found by as well. */
  readonly alias: string;
  /** Told beside it. */
  readonly hint: string;
  readonly contact?: FoundConversation['conversation']['contact'];
  /** What is opened on top of the page goes into the container. */
  readonly take: (container: ViewContainerRef) => unknown;
}

export interface ChoiceGroup {
  readonly name: 'conversations' | 'screens' | 'actions';
  readonly choices: readonly Choice[];
}
