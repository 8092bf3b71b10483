import type { FaultSettings } from './faults.ts';
import type { LabTime } from './lab-time.ts';
import type { MediaLinks } from './media/media-links.ts';
import type { MediaStore } from './media/media-store.ts';
import type { PersonState } from './people/person-state.ts';
import type { WebhookOutbox } from './webhooks/webhook-outbox.ts';
import type { World } from './world.ts';

/** What the parts of the lab share. */
export interface LabParts {
  world: World;
  time: LabTime;
  faults: FaultSettings;
  media: MediaStore;
  links: MediaLinks;
  outbox: WebhookOutbox;
  /** Something is to be saved, and a person's screen shows something else where one is given. */
  changed(person?: PersonState): void;
}
