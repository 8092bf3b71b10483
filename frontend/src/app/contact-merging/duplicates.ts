import { afterNextRender, Component, computed, ElementRef, inject, Injector, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { RouterLink } from '@angular/router';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';
import { filter, type Observable } from 'rxjs';
import type { DistinctContactsPage } from '#contract/contact-merging';
import type { ListedContact } from '#contract/contacts';
import type { Contact } from '#contract/conversations';
import { contactName } from '../contact-names';
import { Notices, sortError } from '../errors';
import { fetchPhoneNumberGroups, formatPhoneNumber, Formats } from '../i18n';
import { WhatsAppRealtimeService } from '../realtime';
import { TeamSettings } from '../team-settings';
import { Avatar, EmptyState, ErrorState, Icon, Skeleton } from '../ui';
import { DuplicatesStore, type Suggested } from './duplicates-store';
import { MergeDialog, type Merged } from './merge-dialog';
import { MergingApi } from './merging-api';

const MOST_DISTINCT = 100;

/** Contacts who may be one person, with why: made one, or said to be two. */
@Component({
  selector: 'app-duplicates',
  imports: [Avatar, EmptyState, ErrorState, Icon, MergeDialog, RouterLink, Skeleton, TranslocoDirective],
  templateUrl: './duplicates.html',
  styleUrl: './duplicates.css',
})
export class Duplicates {
  readonly #api = inject(MergingApi);
  readonly #element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  readonly #injector = inject(Injector);
  readonly #notices = inject(Notices);
  readonly #settings = inject(TeamSettings);
  readonly #transloco = inject(TranslocoService);
  protected readonly formats = inject(Formats);
  protected readonly store = inject(DuplicatesStore);

  /** Those who were said to be two people; null while they are not shown. */
  protected readonly distinct = signal<DistinctContactsPage['items'] | null>(null);
  /** What is being told of to the server, by its key. */
  readonly #saying = signal<ReadonlySet<string>>(new Set());
  protected readonly fieldNames = computed(
    () => new Map(this.#settings.contactFields().map(({ id, name }) => [id, name])),
  );

  constructor() {
    void fetchPhoneNumberGroups();
    inject(WhatsAppRealtimeService)
      .on('settings_changed')
      .pipe(
        filter(({ kind }) => kind === 'distinctContacts' && this.distinct() !== null),
        takeUntilDestroyed(),
      )
      .subscribe(() => {
        this.readDistinct();
      });
  }

  protected end({ isDone }: Merged, { key }: Suggested): void {
    this.store.decide(key, isDone ? 'merged' : 'slow');
    this.#focusDecision(key);
  }

  protected sayDistinct({ key, contacts: [one, other] }: Suggested): void {
    this.#say(key, this.#api.sayDistinct(one.id, other.id), () => {
      this.store.decide(key, 'distinct');
      this.#focusDecision(key);
    });
  }

  protected takeBack({ key, contacts: [one, other] }: Suggested): void {
    this.#say(key, this.#api.takeBackDistinct(one.id, other.id), () => {
      this.store.decide(key, null);
      this.#focusDecision(key);
    });
  }

  protected takeBackOld([one, other]: readonly [Contact, Contact]): void {
    this.#say(`${one.id} ${other.id}`, this.#api.takeBackDistinct(one.id, other.id), () => {
      this.distinct.update((pairs) => pairs?.filter(({ contacts }) => contacts[0] !== one) ?? null);
      this.store.look();
      this.#focus('.distinct button');
    });
  }

  protected readDistinct(): void {
    this.#api.distinct(MOST_DISTINCT).subscribe({
      next: ({ items }) => {
        this.distinct.set(items);
      },
      error: (error: unknown) => {
        this.#notices.error(sortError(error).message);
      },
    });
  }

  protected why({ reason, fieldId }: Suggested): string {
    const field = this.fieldNames().get(fieldId ?? '') ?? '';
    return this.#transloco.translate(`contactMerging.duplicates.reason.${reason}`, { field });
  }

  protected nameOf(contact: Contact): string {
    return contactName(contact) || this.#transloco.translate('contactMerging.nameless');
  }

  protected numberOf({ phoneNumber }: Contact): string {
    return phoneNumber === null
      ? this.#transloco.translate('contactMerging.numberUnknown')
      : formatPhoneNumber(phoneNumber);
  }

  protected stageOf({ stage }: Contact): string {
    const known = this.#settings.stages().find(({ id }) => id === stage);
    return known?.name ?? this.#transloco.translate('contactMerging.noStage');
  }

  protected lastOf({ conversations: [newest] }: ListedContact): string {
    return newest
      ? this.formats.dateTime(newest.updatedAt)
      : this.#transloco.translate('contactMerging.dialog.noConversation');
  }

  protected isSaying({ key }: Suggested): boolean {
    return this.#saying().has(key);
  }

  #say(key: string, saying: Observable<unknown>, said: () => void): void {
    if (this.#saying().has(key)) return;
    this.#saying.update((keys) => new Set([...keys, key]));
    const end = () => {
      this.#saying.update((keys) => new Set([...keys].filter((other) => other !== key)));
    };
    saying.subscribe({
      next: () => {
        end();
        said();
      },
      error: (error: unknown) => {
        end();
        this.#notices.error(sortError(error).message);
      },
    });
  }

  /** What had the focus has gone with the decision. */
  #focusDecision(key: string): void {
    this.#focus(`[data-key="${key}"] button, [data-key="${key}"] [tabindex]`);
  }

  #focus(selector: string): void {
    const focus = () => {
      this.#element.querySelector<HTMLElement>(selector)?.focus();
    };
    afterNextRender(focus, { injector: this.#injector });
  }
}
