import { Component, computed, type ElementRef, inject, input, output, viewChild } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { BotReply, BotRule } from '#contract/bot';
import { type Attached, AttachedFile, VariableChips, type VariableWords } from '../../bulk-messages';
import { SwitchField } from '../../switches';
import { BotDraft } from '../draft/bot-draft';
import { FaultNote } from '../fields/fault-note';
import { OwnVariables } from '../fields/own-variables';
import { capturesOf } from '../patterns';
import { RuleWords } from './rule-words';

/** What a rule says: a text with variables, a file, both, or nothing. */
@Component({
  selector: 'app-reply-fields',
  imports: [AttachedFile, FaultNote, SwitchField, TranslocoDirective, VariableChips],
  template: `
    <ng-container *transloco="let t; prefix: 'bot.rules'">
      <app-switch-field [label]="t('says')" [checked]="reply() !== null" (wanted)="turn($event)" />
      @if (reply(); as reply) {
        <div class="field">
          <label class="field-label" [for]="id()">{{ t(reply.mediaId ? 'caption' : 'text') }}</label>
          <textarea
            #area
            class="input"
            rows="4"
            [id]="id()"
            [value]="reply.text"
            [attr.aria-invalid]="isWrong() || null"
            [attr.aria-describedby]="id() + '-note'"
            (input)="write(area.value)"
          ></textarea>
          <app-fault-note [noteId]="id() + '-note'" [place]="place()" [hint]="t('marks')" />
        </div>
        <app-variable-chips [names]="variables()" [words]="words()" (chosen)="putIn($event)" />
        <app-attached-file [label]="t('file')" [attached]="attached()" (changed)="attach($event)" />
      }
    </ng-container>
  `,
  styles: `
    :host {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: var(--space-3);
    }
    textarea {
      min-height: 96px;
      max-height: min(40dvh, 300px);
      line-height: 1.45;
      resize: vertical;
      field-sizing: content;
    }
  `,
})
export class ReplyFields {
  readonly #draft = inject(BotDraft);
  readonly #own = inject(OwnVariables);
  readonly #words = inject(RuleWords);

  readonly rule = input.required<BotRule>();
  readonly changed = output<BotReply | null>();

  protected readonly reply = computed(() => this.rule().reply);
  protected readonly id = computed(() => `reply-${this.rule().id}`);
  protected readonly place = computed(() => `rules.${this.rule().id}.reply`);
  protected readonly isWrong = computed(() => this.#draft.isWrongAt(this.place()));
  /** What the regular expression of this rule captures, by number. */
  readonly #captured = computed<Readonly<Record<string, VariableWords>>>(() => {
    const { when } = this.rule();
    const captures = when.kind === 'pattern' ? capturesOf(when.pattern) : [];
    return Object.fromEntries(
      captures.map((example, place) => [place + 1, { label: this.#words.captured(place + 1), example }]),
    );
  });
  /** What texts may name: the contact, and what was captured. */
  protected readonly variables = computed(() => [
    ...['nombre', 'primer_nombre', 'telefono', ...this.#own.names()],
    ...Object.keys(this.#captured()),
  ]);
  protected readonly words = computed(() => ({ ...this.#own.words(), ...this.#captured() }));
  protected readonly attached = computed<Attached | null>(() => {
    const mediaId = this.reply()?.mediaId;
    if (mediaId === undefined) return null;
    return { mediaId, name: this.#chosen?.mediaId === mediaId ? this.#chosen.name : '' };
  });
  /** The file that was chosen here last: of others the name is not known. */
  #chosen: Attached | null = null;
  /** What was written before it was turned off. */
  #before: BotReply = { text: '' };
  private readonly area = viewChild<ElementRef<HTMLTextAreaElement>>('area');

  protected turn(on: boolean): void {
    const reply = this.reply();
    if (reply) this.#before = reply;
    this.changed.emit(on ? this.#before : null);
  }

  protected write(text: string): void {
    this.changed.emit({ ...this.reply(), text });
  }

  protected attach(file: Attached | null): void {
    this.#chosen = file;
    const text = this.reply()?.text ?? '';
    this.changed.emit(file ? { text, mediaId: file.mediaId } : { text });
  }

  /** Where the caret is, or in place of what is marked. */
  protected putIn(variable: string): void {
    const area = this.area()?.nativeElement;
    if (!area) return;
    area.focus();
    area.setRangeText(variable, area.selectionStart, area.selectionEnd, 'end');
    this.write(area.value);
  }
}
