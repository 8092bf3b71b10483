import { afterRenderEffect, Component, computed, type ElementRef, inject, signal, viewChild } from '@angular/core';
import { TranslocoDirective, TranslocoPipe } from '@jsverse/transloco';
import { momentOf } from '#contract/time-zones';
import { FormattedText, textTokens } from '../../formatted-text';
import { Icon } from '../../ui';
import { BotState } from '../bot-state';
import { PreviewTalk } from './preview-talk';
import { VerdictNote } from './verdict-note';

/** A conversation in which the bot is tried before it is saved: one writes as a contact would, and sees which rule answers. */
@Component({
  selector: 'app-preview-panel',
  imports: [FormattedText, Icon, TranslocoDirective, TranslocoPipe, VerdictNote],
  providers: [PreviewTalk],
  templateUrl: './preview-panel.html',
  styleUrl: './preview-panel.css',
})
export class PreviewPanel {
  readonly #state = inject(BotState);
  protected readonly talk = inject(PreviewTalk);

  protected readonly text = signal('');
  protected readonly name = signal('');
  /** As a field for date and time has it, by the clocks of the client; empty for now. */
  protected readonly at = signal('');
  protected readonly isBusy = computed(() => ['reading', 'typing'].includes(this.talk.stage()));
  protected readonly tokens = textTokens;
  private readonly box = viewChild.required<ElementRef<HTMLInputElement>>('box');
  private readonly log = viewChild<ElementRef<HTMLElement>>('log');

  constructor() {
    afterRenderEffect(() => {
      const log = this.log()?.nativeElement;
      this.talk.lines();
      this.talk.stage();
      log?.scrollTo({ top: log.scrollHeight });
    });
  }

  /** What asked for it goes with what was said; the keyboard stays where one writes. */
  protected beginAnew(): void {
    this.talk.beginAnew();
    this.box().nativeElement.focus();
  }

  protected write(event: Event, box: HTMLInputElement): void {
    event.preventDefault();
    const text = this.text().trim();
    const timeZone = this.#state.bot()?.timeZone;
    if (text === '' || timeZone === undefined) return;
    this.text.set('');
    // What was typed and sent within one frame has never been drawn, so nothing would empty the field.
    box.value = '';
    const at = this.at() === '' ? undefined : new Date(momentOf(this.at(), timeZone)).toISOString();
    this.talk.write(text, { name: this.name().trim(), at });
  }
}
