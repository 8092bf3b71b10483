import { Component, computed, effect, type ElementRef, inject, untracked, viewChild } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { BotOpening } from '#contract/bot';
import { EVERYBODYS, gapVariables, textFor } from '#contract/campaign-rules';
import { LineTemplates, TemplateMessage, VariableChips } from '../../bulk-messages';
import { FormattedText, textTokens } from '../../formatted-text';
import { Lines } from '../../lines';
import { SwitchField } from '../../switches';
import { BotState } from '../bot-state';
import { BotDraft } from '../draft/bot-draft';
import { FaultNote } from '../fields/fault-note';
import { OwnVariables } from '../fields/own-variables';
import { OpeningNeeds } from './opening-needs';
import { OpeningPace } from './opening-pace';

/** As whom the text is shown. */
const EXAMPLE = 'Luz';
const EXAMPLE_NUMBER = '+573001234567';

/** What the bot says where somebody of the team has it write to a contact first, and through which line. */
@Component({
  selector: 'app-opening-section',
  imports: [
    FaultNote,
    FormattedText,
    OpeningNeeds,
    OpeningPace,
    SwitchField,
    TemplateMessage,
    TranslocoDirective,
    VariableChips,
  ],
  providers: [LineTemplates],
  templateUrl: './opening-section.html',
  styleUrls: ['../section.css', './opening-section.css'],
})
export class OpeningSection {
  readonly #draft = inject(BotDraft);
  readonly #templates = inject(LineTemplates);
  protected readonly isBotOn = inject(BotState).enabled;
  protected readonly lines = inject(Lines);
  protected readonly own = inject(OwnVariables);
  protected readonly example = EXAMPLE;
  protected readonly tokens = textTokens;
  /** What was written before it was turned off. */
  #before: BotOpening = { text: '' };
  private readonly area = viewChild<ElementRef<HTMLTextAreaElement>>('area');

  protected readonly opening = computed(() => this.#draft.content()?.opening ?? null);
  /** What texts may name. */
  protected readonly variables = computed(() => ['nombre', 'primer_nombre', 'telefono', ...this.own.names()]);
  /** What the places of the template name and nobody has. */
  protected readonly unknown = computed(() => {
    const known = Object.fromEntries([...EVERYBODYS, ...this.own.names()].map((name) => [name, 1]));
    return gapVariables(Object.values(this.opening()?.template?.parameters ?? {}), known);
  });
  /** As somebody would read it of whom nothing but the name and number is known. */
  protected readonly read = computed(() => {
    const known = { nombre: EXAMPLE, name: EXAMPLE, telefono: EXAMPLE_NUMBER, phone: EXAMPLE_NUMBER };
    return textFor(this.opening()?.text ?? '', known).trim();
  });
  /** The line for contacts without a conversation: the one that is set, else the only one. */
  readonly #line = computed(() => {
    const [only, another] = this.lines.all();
    const { sessionId } = this.opening() ?? {};
    if (sessionId !== undefined) return this.lines.find(sessionId) ?? null;
    return only && !another ? only : null;
  });
  protected readonly cloudLine = computed(() => (this.#line()?.kind === 'cloud-api' ? this.#line() : null));
  /** One that is set and gone. */
  protected readonly lostLine = computed(() => {
    const { sessionId } = this.opening() ?? {};
    return sessionId !== undefined && this.lines.find(sessionId) === null ? sessionId : null;
  });
  /** Whether one of several has to be chosen still. */
  protected readonly isLineOpen = computed(
    () => this.opening()?.sessionId === undefined && this.lines.all().length > 1,
  );

  constructor() {
    effect(() => {
      const line = this.cloudLine();
      if (line) {
        untracked(() => {
          this.#templates.follow(line.id);
        });
      }
    });
  }

  protected isWrong(field: 'text' | 'sessionId'): boolean {
    return this.#draft.isWrongAt(`opening.${field}`);
  }

  protected turn(isOn: boolean): void {
    const opening = this.opening();
    if (opening) this.#before = opening;
    this.#draft.change({ opening: isOn ? this.#before : null });
  }

  protected change(change: Partial<BotOpening>): void {
    const opening = this.opening();
    if (opening) this.#draft.change({ opening: { ...opening, ...change } });
  }

  /** A template belongs to its line. */
  protected chooseLine(sessionId: string): void {
    const opening = this.opening();
    if (!opening) return;
    const { sessionId: _, template: __, ...rest } = opening;
    this.#draft.change({ opening: sessionId === '' ? rest : { ...rest, sessionId } });
  }

  protected chooseTemplate(template: BotOpening['template'] | null): void {
    const opening = this.opening();
    if (!opening) return;
    const { template: _, ...rest } = opening;
    this.#draft.change({ opening: template ? { ...rest, template } : rest });
  }

  /** Where the caret is, or in place of what is marked. */
  protected putIn(variable: string): void {
    const area = this.area()?.nativeElement;
    if (!area) return;
    area.focus();
    area.setRangeText(variable, area.selectionStart, area.selectionEnd, 'end');
    this.change({ text: area.value });
  }
}
