import { Component, computed, inject, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoDirective, TranslocoPipe } from '@jsverse/transloco';
import type { ListedContact } from '#contract/contacts';
import { AgentRunLine } from '../../agent-runs';
import { contactName, isNamed } from '../../contact-names';
import { Formats, formatPhoneNumber } from '../../i18n';
import { Avatar, Icon } from '../../ui';
import { ContactLabels } from '../list/contact-labels';
import { ContactSelection } from '../selection/contact-selection';
import { SelectionBox } from '../selection/selection-box';

/** A contact on the board. The name opens the contact; the arrow keys with Shift move it, and so does its menu. */
@Component({
  selector: 'app-contact-card',
  imports: [AgentRunLine, Avatar, ContactLabels, Icon, RouterLink, SelectionBox, TranslocoDirective, TranslocoPipe],
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
        @if (contact().agentRun; as run) {
          <app-agent-run-line [run]="run" room="lines" />
        }
      </div>
      <div class="actions">
        <app-selection-box [contacts]="[contact()]" [label]="t('selection.one', { name: name() || t('nameless') })" />
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
        <button
          type="button"
          class="button button-icon"
          [attr.aria-label]="'agentRuns.runWith' | transloco: { name: name() || t('nameless') }"
          [title]="'agentRuns.run' | transloco"
          (click)="selection.ask([contact()])"
        >
          <svg appIcon="bot"></svg>
        </button>
      </div>
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
  protected readonly selection = inject(ContactSelection);

  readonly contact = input.required<ListedContact>();
  /** To the column before or the next. */
  readonly stepped = output<1 | -1>();
  /** The stages to choose from are wanted, beside this button. */
  readonly menuWanted = output<HTMLElement>();

  protected readonly name = computed(() => contactName(this.contact()));
  /** Empty for whoever is called by it. */
  protected readonly number = computed(() => {
    const { name, phoneNumber } = this.contact();
    return phoneNumber !== null && isNamed({ name, phoneNumber }) ? formatPhoneNumber(phoneNumber) : '';
  });

  protected step(event: Event, by: 1 | -1): void {
    event.preventDefault();
    this.stepped.emit(by);
  }
}
