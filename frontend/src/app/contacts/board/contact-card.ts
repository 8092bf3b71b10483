import { Component, computed, inject, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import type { ListedContact } from '#contract/contacts';
import { contactName } from '../../contact-names';
import { Formats, formatPhoneNumber } from '../../i18n';
import { Avatar, Icon } from '../../ui';
import { ContactLabels } from '../list/contact-labels';

/** A contact on the board. The name opens the contact; the arrow keys with Shift move it, and so does its menu. */
@Component({
  selector: 'app-contact-card',
  imports: [Avatar, ContactLabels, Icon, RouterLink, TranslocoDirective],
  template: `
    <ng-container *transloco="let t; prefix: 'contacts'">
      <app-avatar [name]="name()" [id]="contact().id" [size]="32" />
      <div class="about">
        <a
          [id]="'contact-' + contact().id"
          [routerLink]="[contact().id]"
          queryParamsHandling="preserve"
          aria-keyshortcuts="Shift+ArrowLeft Shift+ArrowRight"
          >{{ name() || t('nameless') }}</a
        >
        <span class="detail">{{ number() }}</span>
        <app-contact-labels [contact]="contact()" />
        <span class="detail">
          @if (contact().conversations[0]; as last) {
            <time [attr.datetime]="last.updatedAt">{{ formats.dateTime(last.updatedAt) }}</time>
          } @else {
            {{ t('never') }}
          }
        </span>
      </div>
      <button
        #menu
        type="button"
        class="button button-icon"
        aria-haspopup="menu"
        [attr.aria-label]="t('board.moveOne', { name: name() || t('nameless') })"
        [title]="t('board.moveTo')"
        (click)="menuWanted.emit(menu)"
      >
        <svg appIcon="ellipsis"></svg>
      </button>
    </ng-container>
  `,
  styleUrl: './contact-card.css',
  host: {
    class: 'card',
    '(keydown.shift.arrowleft)': 'step($event, -1)',
    '(keydown.shift.arrowright)': 'step($event, 1)',
  },
})
export class ContactCard {
  protected readonly formats = inject(Formats);

  readonly contact = input.required<ListedContact>();
  /** To the column before or the next. */
  readonly stepped = output<1 | -1>();
  /** The stages to choose from are wanted, beside this button. */
  readonly menuWanted = output<HTMLElement>();

  protected readonly name = computed(() => contactName(this.contact()));
  protected readonly number = computed(() => {
    const { phoneNumber } = this.contact();
    return phoneNumber === null ? '' : formatPhoneNumber(phoneNumber);
  });

  protected step(event: Event, by: 1 | -1): void {
    event.preventDefault();
    this.stepped.emit(by);
  }
}
