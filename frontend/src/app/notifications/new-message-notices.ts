import { effect, inject, Service, signal, untracked } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { TranslocoService } from '@jsverse/transloco';
import { filter } from 'rxjs';
import type { EventData } from '#contract/events';
import type { PushNotification } from '#contract/notifications';
import { wantsNotice } from '#contract/wants-notice';
import { Preferences } from '../preferences';
import { PresenceStore } from '../presence';
import { WhatsAppRealtimeService } from '../realtime';
import { SignInStore } from '../sign-in';
import { PageVisibility, TabLeadership } from '../tabs';
import { DeviceNotices } from './device-notices';
import { NoticeSound } from './notice-sound';
import { PageWorker } from './page-worker';

/** What is older was caught up on: nobody is called for it. Milliseconds. */
const RECENT = 120_000;
/** Several messages in a row sound once. */
const SOUND_EVERY = 3_000;

type NewMessage = EventData<'message:new'>;

/**
 * Tells of new messages while the app is open: one tab of a person sounds, and where no push service does it, shows a
 * notification while nobody looks at the page.
 */
@Service()
export class NewMessageNotices {
  readonly #preferences = inject(Preferences);
  readonly #presence = inject(PresenceStore);
  readonly #user = inject(SignInStore).user;
  readonly #isVisible = inject(PageVisibility).isVisible;
  readonly #leadership = inject(TabLeadership);
  readonly #device = inject(DeviceNotices);
  readonly #worker = inject(PageWorker);
  readonly #sound = inject(NoticeSound);
  readonly #transloco = inject(TranslocoService);
  readonly #missed = signal(false);
  #lastSound = -Infinity;

  /** Whether a message came that the person could have been told of, had they let the browser. */
  readonly hasMissed = this.#missed.asReadonly();

  constructor() {
    inject(WhatsAppRealtimeService)
      .on('new_message')
      .pipe(
        filter(({ message }) => message.direction === 'in' && message.type !== 'system'),
        takeUntilDestroyed(),
      )
      .subscribe((event) => {
        this.#tell(event);
      });
    // Whoever signs in next has missed nothing.
    effect(() => {
      this.#user();
      untracked(() => {
        this.#missed.set(false);
      });
    });
  }

  #tell(event: NewMessage): void {
    const user = this.#user();
    const now = new Date();
    if (!user || now.getTime() - Date.parse(event.at) > RECENT) return;
    const { sound, ...preferences } = this.#preferences.all();
    if (!wantsNotice(preferences, user.id, event.conversation, now)) return;
    if (!this.#isVisible() && this.#device.state() === 'off') this.#missed.set(true);
    if (!this.#leadership.isLeader() || this.#presence.isLooking(event.conversation)) return;
    if (sound && now.getTime() - this.#lastSound >= SOUND_EVERY) {
      this.#lastSound = now.getTime();
      this.#sound.play();
    }
    if (!this.#isVisible() && this.#device.state() === 'while-open') void this.#show(event);
  }

  async #show({ message, conversation }: NewMessage): Promise<void> {
    const registration = await this.#worker.registration();
    const notification: PushNotification = {
      conversationId: conversation.id,
      title: conversation.contact.name,
      body: message.text ?? this.#transloco.translate('notices.newMessage'),
    };
    // The worker knows whether another tab is being looked at.
    registration?.active?.postMessage({ kind: 'show', notification });
  }
}
