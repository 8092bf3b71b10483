import { Component, computed, inject, input, linkedSignal, signal } from '@angular/core';
import { takeUntilDestroyed, toObservable } from '@angular/core/rxjs-interop';
import { TranslocoDirective } from '@jsverse/transloco';
import { catchError, map, type Observable, of, startWith, switchMap } from 'rxjs';
import type { GroupMember, GroupMembersResponse } from '#contract/groups';
import { ApiClient } from '../../api';
import { formatPhoneNumber } from '../../i18n';
import { Avatar, Badge, Skeleton } from '../../ui';
import { isNamed } from '../../contact-names';

/** So many are shown at once; groups have up to a thousand. */
const FEW = 8;

type Members =
  | { state: 'loading' | 'failed' | 'unknown'; members?: undefined }
  | { state: 'ready'; members: readonly GroupMember[] };

/** Who is in a group, as WhatsApp tells it now. */
@Component({
  selector: 'app-group-members',
  imports: [Avatar, Badge, Skeleton, TranslocoDirective],
  templateUrl: './group-members.html',
  styleUrl: './group-members.css',
})
export class GroupMembers {
  readonly #api = inject(ApiClient);

  readonly conversationId = input.required<string>();

  readonly #asked = signal(0);
  readonly #wanted = computed(() => ({ id: this.conversationId(), asked: this.#asked() }));
  readonly #answer = signal<Members>({ state: 'loading' });
  protected readonly isWhole = linkedSignal({ source: this.conversationId, computation: () => false });
  protected readonly state = computed(() => this.#answer().state);
  protected readonly all = computed(() => (this.#answer().members ?? []).map(shownMember));
  protected readonly shown = computed(() => (this.isWhole() ? this.all() : this.all().slice(0, FEW)));

  constructor() {
    toObservable(this.#wanted)
      .pipe(
        switchMap(({ id }) => this.#read(id)),
        takeUntilDestroyed(),
      )
      .subscribe((answer) => {
        this.#answer.set(answer);
      });
  }

  protected tryAgain(): void {
    this.#asked.update((times) => times + 1);
  }

  #read(id: string): Observable<Members> {
    return this.#api.get<GroupMembersResponse>(`/conversations/${encodeURIComponent(id)}/members`).pipe(
      map(({ members }): Members => (members ? { state: 'ready', members } : { state: 'unknown' })),
      catchError(() => of<Members>({ state: 'failed' })),
      startWith<Members>({ state: 'loading' }),
    );
  }
}

/** With what it is called, and what else is known of it. */
function shownMember({ contactId, name, phoneNumber, isAdmin, isMe }: GroupMember) {
  const number = phoneNumber === null ? '' : formatPhoneNumber(phoneNumber);
  const isCalled = isNamed({ name, phoneNumber });
  return {
    id: contactId ?? phoneNumber ?? '',
    name: isCalled ? name : number,
    number: isCalled ? number : '',
    isAdmin,
    isMe,
  };
}
