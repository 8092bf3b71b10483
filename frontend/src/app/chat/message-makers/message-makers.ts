import { Component, inject, input, linkedSignal, output } from '@angular/core';
import { LateParts, type PartCode } from '../../screens';
import { ChoicesDialog } from '../choices/choices-dialog';
import type { Attachable } from '../composer/attach-menu';
import { ContactCardsDialog } from '../contact-cards/contact-cards-dialog';
import { LocationDialog } from '../locations/location-dialog';
import { MergedConversations } from '../removed/merged-conversations';
import type { Written } from '../sending';
import { StickerDialog } from '../stickers/sticker-dialog';
import { TemplateDialog } from '../templates/template-dialog';
import {
  choicesDialogCode,
  contactCardsDialogCode,
  locationDialogCode,
  stickerDialogCode,
  templateDialogCode,
} from './makers-code';

type Made = Attachable | 'template' | 'choices';

const codes: Record<Made, PartCode> = {
  template: templateDialogCode,
  choices: choicesDialogCode,
  location: locationDialogCode,
  contacts: contactCardsDialogCode,
  sticker: stickerDialogCode,
};

/** The dialogs in which something else than a text is made ready to be sent, one at a time; their code comes late. */
@Component({
  selector: 'app-message-makers',
  imports: [ChoicesDialog, ContactCardsDialog, LocationDialog, StickerDialog, TemplateDialog],
  template: `
    @defer (when making() === 'template') {
      @if (making() === 'template') {
        <app-template-dialog
          [sessionId]="sessionId()"
          [contactName]="contactName()"
          (made)="made.emit($event)"
          (closed)="making.set(null)"
        />
      }
    } @error {}
    @defer (when making() === 'choices') {
      @if (making() === 'choices') {
        <app-choices-dialog (made)="made.emit($event)" (closed)="making.set(null)" />
      }
    } @error {}
    @defer (when making() === 'location') {
      @if (making() === 'location') {
        <app-location-dialog (made)="made.emit($event)" (closed)="making.set(null)" />
      }
    } @error {}
    @defer (when making() === 'contacts') {
      @if (making() === 'contacts') {
        <app-contact-cards-dialog [sessionId]="sessionId()" (made)="made.emit($event)" (closed)="making.set(null)" />
      }
    } @error {}
    @defer (when making() === 'sticker') {
      @if (making() === 'sticker') {
        <app-sticker-dialog (made)="made.emit($event)" (closed)="making.set(null)" />
      }
    } @error {}
  `,
})
export class MessageMakers {
  readonly #parts = inject(LateParts);

  readonly conversationId = input.required<string>();
  /** The line it will leave on. */
  readonly sessionId = input.required<string>();
  /** Whom it is for; empty where the name is not known. */
  readonly contactName = input('');
  readonly made = output<Written>();

  protected readonly making = linkedSignal<string, Made | null>({
    source: this.conversationId,
    computation: inject(MergedConversations).goesAlong<Made | null>(null),
  });

  async make(what: Made): Promise<void> {
    const conversationId = this.conversationId();
    const code = await this.#parts.need(codes[what]);
    // The code may take its time, and the person may have gone on meanwhile.
    if (code && conversationId === this.conversationId()) this.making.set(what);
  }
}
