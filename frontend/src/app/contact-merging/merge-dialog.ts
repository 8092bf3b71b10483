import {
  Component,
  computed,
  effect,
  inject,
  input,
  linkedSignal,
  output,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import { TranslocoDirective, TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { Subscription } from 'rxjs';
import type { MergePreview, MergeRefusal, MergeSide } from '#contract/contact-merging';
import type { ListedContact } from '#contract/contacts';
import { toApiError } from '../api';
import { contactName } from '../contact-names';
import { sortError } from '../errors';
import { fetchPhoneNumberGroups, formatPhoneNumber, Formats } from '../i18n';
import { TeamSettings } from '../team-settings';
import { Avatar, Dialog, ErrorState, Skeleton } from '../ui';
import { differencesOf, joinedNotes, mergeRequest, type Difference } from './merge-choices';
import { MergingApi } from './merging-api';

/** Two contacts that are one from now on, or with many messages in a moment. */
export interface Merged {
  /** The id of the contact that stays. */
  readonly id: string;
  readonly name: string;
  readonly isDone: boolean;
}

const sides: readonly MergeSide[] = ['this', 'other'];

/**
 * Two contacts side by side, with a choice of which values stay, and to which number messages go; makes one of them, or says
 * why they stay two. Shown for as long as it exists.
 */
@Component({
  selector: 'app-merge-dialog',
  imports: [Avatar, Dialog, ErrorState, Skeleton, TranslocoDirective, TranslocoPipe],
  templateUrl: './merge-dialog.html',
  styleUrl: './merge-dialog.css',
  // What closes it closes nothing behind it.
  host: { '(keydown.escape)': '$event.stopPropagation()' },
})
export class MergeDialog {
  readonly #api = inject(MergingApi);
  readonly #transloco = inject(TranslocoService);
  protected readonly settings = inject(TeamSettings);
  protected readonly formats = inject(Formats);
  #looking = Subscription.EMPTY;

  /** The id of the contact that stays, and of the one that becomes part of it. */
  readonly contactId = input.required<string>();
  readonly otherId = input.required<string>();
  readonly closed = output();
  readonly merged = output<Merged>();

  protected readonly sides = sides;
  protected readonly preview = signal<MergePreview | null>(null);
  protected readonly stage = signal<'reading' | 'ready' | 'merging' | 'slow' | 'failed' | 'gone'>('reading');
  /** What went wrong, as a translation key. */
  protected readonly failure = signal('');
  /** Why they stay two. */
  protected readonly refused = computed<MergeRefusal | null>(() => {
    const outlook = this.preview()?.outlook;
    return outlook && 'refused' in outlook ? outlook.refused : null;
  });
  protected readonly numbers = computed(() => {
    const outlook = this.preview()?.outlook;
    return outlook && 'phoneNumber' in outlook ? outlook : null;
  });
  protected readonly differences = computed(() => {
    const pair = this.preview();
    return pair
      ? differencesOf(
          pair,
          this.settings.contactFields().map(({ id }) => id),
        )
      : [];
  });
  readonly #chosen = linkedSignal<MergePreview | null, ReadonlyMap<string, MergeSide>>({
    source: this.preview,
    computation: () => new Map(),
  });
  /** What somebody has made of the notes; null for nothing. */
  protected readonly typedNotes = signal<string | null>(null);
  protected readonly notes = computed(() => {
    const pair = this.preview();
    return this.typedNotes() ?? (pair ? joinedNotes(pair, this.#spareNote(pair)) : '');
  });
  protected readonly holdsWork = computed(() => this.stage() === 'ready' && this.typedNotes() !== null);

  private readonly dialog = viewChild.required(Dialog);

  constructor() {
    void fetchPhoneNumberGroups();
    effect(() => {
      const [id, otherId] = [this.contactId(), this.otherId()];
      untracked(() => {
        this.look(id, otherId);
      });
    });
  }

  protected look(id = this.contactId(), otherId = this.otherId()): void {
    this.stage.set('reading');
    this.failure.set('');
    this.#looking.unsubscribe();
    this.#looking = this.#api.preview(id, otherId).subscribe({
      next: (preview) => {
        this.preview.set(preview);
        this.stage.set('ready');
      },
      error: (error: unknown) => {
        this.#failed(error);
      },
    });
  }

  protected merge(): void {
    const [pair, numbers] = [this.preview(), this.numbers()];
    if (!pair || !numbers || this.stage() !== 'ready') return;
    this.stage.set('merging');
    this.failure.set('');
    const chosen = {
      differences: this.differences(),
      sideOf: (difference: Difference) => this.sideOf(difference),
      notes: this.notes(),
    };
    this.#api.merge(pair.contact.id, mergeRequest(pair, numbers.phoneNumber, chosen)).subscribe({
      next: ({ contact, isDone }) => {
        this.merged.emit({ id: contact.id, name: contactName(contact), isDone });
        if (isDone) this.dialog().close();
        else this.stage.set('slow');
      },
      error: (error: unknown) => {
        this.#refuse(error);
      },
    });
  }

  protected sideOf({ key, preferred }: Difference): MergeSide {
    return this.#chosen().get(key) ?? preferred;
  }

  protected choose({ key }: Difference, side: MergeSide): void {
    this.#chosen.update((chosen) => new Map([...chosen, [key, side]]));
  }

  protected labelOf({ kind, key }: Difference): string {
    if (kind !== 'field') return this.#transloco.translate(`contactMerging.dialog.${kind}`);
    return this.settings.contactFields().find(({ id }) => id === key)?.name ?? '';
  }

  protected valueOf({ kind, values }: Difference, side: MergeSide): string {
    const value = values[side];
    if (kind === 'stage') {
      const stage = this.settings.stages().find(({ id }) => id === value);
      return stage?.name ?? this.#transloco.translate('contactMerging.noStage');
    }
    return value === null || value === '' ? this.#transloco.translate('contactMerging.nothing') : value;
  }

  protected nameOf(contact: ListedContact): string {
    return contactName(contact) || this.#transloco.translate('contactMerging.nameless');
  }

  protected numberOf(phoneNumber: string | null): string | null {
    return phoneNumber === null ? null : formatPhoneNumber(phoneNumber);
  }

  /** A number that stays a note says what it is, and can be called. */
  #spareNote({ contact, other }: MergePreview): string[] {
    const number = this.numbers()?.spareNumber ?? null;
    const isThere = number === null || [contact, other].some(({ notes }) => notes.includes(`+${number}`));
    return isThere ? [] : [this.#transloco.translate('contactMerging.spareNote', { number })];
  }

  protected conversationsOf({ conversations }: ListedContact): string {
    if (conversations.length === 0) return this.#transloco.translate('contactMerging.dialog.noConversation');
    const key = conversations.length === 1 ? 'conversationsOne' : 'conversations';
    const count = this.formats.number(conversations.length);
    return this.#transloco.translate(`contactMerging.dialog.${key}`, { count });
  }

  #failed(error: unknown): void {
    this.preview.set(null);
    this.failure.set(sortError(error).message);
    this.stage.set(toApiError(error).status === 404 ? 'gone' : 'failed');
  }

  /** What was seen no longer holds, or something stands in the way: both are looked at anew. */
  #refuse(error: unknown): void {
    const { type, problem, errors, status } = toApiError(error);
    const reason = (problem as { reason?: MergeRefusal } | undefined)?.reason;
    if (type === 'conflict' && reason !== undefined) {
      this.look();
      if (reason === 'changed') this.failure.set('contactMerging.refused.changed');
    } else if (status === 404) {
      this.#failed(error);
    } else {
      const isTooLong = errors.some(({ path }) => path === 'keep.notes');
      this.failure.set(isTooLong ? 'contactMerging.dialog.notesTooLong' : sortError(error).message);
      this.stage.set('ready');
    }
  }
}
