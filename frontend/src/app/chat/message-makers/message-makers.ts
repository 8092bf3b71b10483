import { Component, inject, input, linkedSignal, output } from '@angular/core';
import { LateParts, type PartCode } from '../../screens';
import { ChoicesDialog } from '../choices/choices-dialog';
import type { Written } from '../sending';
import { TemplateDialog } from '../templates/template-dialog';
import { choicesDialogCode, templateDialogCode } from './makers-code';

/** The dialogs in which something else than a text is made ready to be sent, one at a time; their code comes late. */
@Component({
  selector: 'app-message-makers',
  imports: [ChoicesDialog, TemplateDialog],
  template: `
    @defer (when making() === 'template') {
      @if (making() === 'template') {
        <app-template-dialog [sessionId]="sessionId()" (made)="made.emit($event)" (closed)="making.set(null)" />
      }
    } @error {}
    @defer (when making() === 'choices') {
      @if (making() === 'choices') {
        <app-choices-dialog (made)="made.emit($event)" (closed)="making.set(null)" />
      }
    } @error {}
  `,
})
export class MessageMakers {
  readonly #parts = inject(LateParts);

  readonly conversationId = input.required<string>();
  /** The line it will leave on. */
  readonly sessionId = input.required<string>();
  readonly made = output<Written>();

  protected readonly making = linkedSignal<string, 'template' | 'choices' | null>({
    source: this.conversationId,
    computation: () => null,
  });

  async make(what: 'template' | 'choices'): Promise<void> {
    const conversationId = this.conversationId();
    const needed: PartCode = what === 'template' ? templateDialogCode : choicesDialogCode;
    const code = await this.#parts.need(needed);
    // The code may take its time, and the person may have gone on meanwhile.
    if (code && conversationId === this.conversationId()) this.making.set(what);
  }
}
