import { Component, computed, inject, input, output, signal, untracked, viewChild } from '@angular/core';
import { TranslocoDirective, TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { Subscription } from 'rxjs';
import type { ContactFiguresResponse } from '#contract/contacts';
import { toApiError } from '../api';
import { contactName } from '../contact-names';
import { Notices, sortError } from '../errors';
import { Formats } from '../i18n';
import { Dialog, ErrorState, Skeleton } from '../ui';
import { DeletionApi } from './deletion-api';

/** What is counted in a line of its own, where there is any. */
const counted = ['conversations', 'messages', 'groupMessages', 'files', 'notes', 'campaigns'] as const;

/** Says in figures what is lost with a contact, and deletes it once a word was typed. Shown for as long as it exists. */
@Component({
  selector: 'app-delete-contact-dialog',
  imports: [Dialog, ErrorState, Skeleton, TranslocoDirective, TranslocoPipe],
  templateUrl: './delete-contact-dialog.html',
  styleUrl: './delete-contact-dialog.css',
})
export class DeleteContactDialog {
  readonly #api = inject(DeletionApi);
  readonly #notices = inject(Notices);
  readonly #transloco = inject(TranslocoService);
  readonly #formats = inject(Formats);
  #reading = Subscription.EMPTY;

  readonly contactId = input.required<string>();
  readonly closed = output();

  protected readonly stage = signal<'reading' | 'ready' | 'failed' | 'deleting' | 'gone'>('reading');
  readonly #read = signal<ContactFiguresResponse | null>(null);
  protected readonly leaveAlone = signal(true);
  protected readonly typed = signal('');
  protected readonly tried = signal(false);
  /** Why it was not done, as a translation key. */
  protected readonly failure = signal('');
  protected readonly isGroup = computed(() => this.#read()?.contact.kind === 'group');
  protected readonly heading = computed(() => {
    const contact = this.#read()?.contact;
    const known = contact ? contactName(contact) : '';
    const name = known === '' ? this.#transloco.translate('contactDeletion.nameless') : known;
    return this.#transloco.translate('contactDeletion.heading', { name });
  });
  /** What there is, line by line. */
  protected readonly lost = computed(() => {
    const figures = this.#read()?.figures;
    if (!figures) return [];
    return counted
      .filter((key) => figures[key] > 0)
      .map((key) => {
        const count = this.#formats.number(figures[key]);
        return this.#transloco.translate(`contactDeletion.${key}${figures[key] === 1 ? 'One' : ''}`, { count });
      });
  });
  protected readonly isConfirmed = computed(() => {
    const word = this.#transloco.translate('contactDeletion.word');
    return this.typed().trim().toLowerCase() === word.toLowerCase();
  });
  private readonly dialog = viewChild.required<Dialog>('dialog');

  constructor() {
    // The input is there in the next turn only.
    queueMicrotask(() => {
      this.look();
    });
  }

  protected look(): void {
    this.stage.set('reading');
    this.#reading.unsubscribe();
    this.#reading = this.#api.figures(untracked(this.contactId)).subscribe({
      next: (read) => {
        this.#read.set(read);
        this.stage.set('ready');
      },
      error: (error: unknown) => {
        this.stage.set(toApiError(error).status === 404 ? 'gone' : 'failed');
      },
    });
  }

  protected delete(): void {
    const contact = this.#read()?.contact;
    this.tried.set(true);
    if (!contact || !this.isConfirmed() || this.stage() !== 'ready') return;
    this.stage.set('deleting');
    this.failure.set('');
    this.#api.delete(contact, this.leaveAlone() && !this.isGroup()).subscribe({
      next: () => {
        this.#notices.success('contactDeletion.done');
        this.dialog().close();
      },
      error: (error: unknown) => {
        const { status } = toApiError(error);
        if (status === 404) this.stage.set('gone');
        else if (status === 409) this.#askAgain();
        else {
          this.failure.set(sortError(error).message);
          this.stage.set('ready');
        }
      },
    });
  }

  /** The contact is not what was seen: it is shown as it is now, and wants another word. */
  #askAgain(): void {
    this.failure.set('contactDeletion.changed');
    this.typed.set('');
    this.tried.set(false);
    this.look();
  }
}
