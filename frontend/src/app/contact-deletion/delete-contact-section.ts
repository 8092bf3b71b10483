import { Component, inject, input, signal } from '@angular/core';
import { provideTranslocoScope, TranslocoDirective } from '@jsverse/transloco';
import type { Contact } from '#contract/conversations';
import { SignInStore } from '../sign-in';
import { Icon } from '../ui';
import { DeleteContactDialog } from './delete-contact-dialog';

/** Where admins delete all that is known of a contact; nothing for anybody else. */
@Component({
  selector: 'app-delete-contact-section',
  imports: [DeleteContactDialog, Icon, TranslocoDirective],
  providers: [provideTranslocoScope('contact-deletion')],
  template: `
    @if (isAdmin()) {
      <ng-container *transloco="let t; prefix: 'contactDeletion'">
        <button type="button" class="button" (click)="asking.set(true)">
          <svg appIcon="trash"></svg>{{ t(contact().kind === 'group' ? 'deleteGroup' : 'delete') }}
        </button>
        @if (asking()) {
          <!-- What closes the dialog closes nothing behind it. -->
          <app-delete-contact-dialog
            [contactId]="contact().id"
            (closed)="asking.set(false)"
            (keydown.escape)="$event.stopPropagation()"
          />
        }
      </ng-container>
    }
  `,
  styles: `
    .button {
      color: var(--color-danger);
    }
  `,
})
export class DeleteContactSection {
  protected readonly isAdmin = inject(SignInStore).isAdmin;

  readonly contact = input.required<Contact>();

  protected readonly asking = signal(false);
}
