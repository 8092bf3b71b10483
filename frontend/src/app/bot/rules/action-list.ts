import { afterNextRender, Component, computed, ElementRef, inject, Injector, input, output } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { BotAction } from '#contract/bot';
import { BOT_LIMITS } from '#contract/bot-limits';
import { Colleagues } from '../../colleagues';
import { Labels } from '../../labels';
import { TeamSettings } from '../../team-settings';
import { Icon } from '../../ui';
import { BotDraft } from '../draft/bot-draft';
import { FaultNote } from '../fields/fault-note';

type Kind = BotAction['kind'];
const EMPTY: Readonly<Record<Kind, BotAction>> = {
  label: { kind: 'label', labelId: '' },
  stage: { kind: 'stage', stage: '' },
  assign: { kind: 'assign', userId: '' },
  hand_over: { kind: 'hand_over' },
  note: { kind: 'note', text: '' },
};

/** What is done beside the reply. */
@Component({
  selector: 'app-action-list',
  imports: [FaultNote, Icon, TranslocoDirective],
  templateUrl: './action-list.html',
  styleUrl: './action-list.css',
})
export class ActionList {
  readonly #colleagues = inject(Colleagues);
  readonly #draft = inject(BotDraft);
  readonly #element = inject<ElementRef<HTMLElement>>(ElementRef);
  readonly #injector = inject(Injector);
  readonly #labels = inject(Labels);
  readonly #team = inject(TeamSettings);

  readonly ruleId = input.required<string>();
  readonly actions = input.required<readonly BotAction[]>();
  readonly changed = output<BotAction[]>();

  protected readonly kinds = Object.keys(EMPTY) as Kind[];
  protected readonly most = BOT_LIMITS.actions;
  /** What each kind is chosen from. */
  readonly #choices = computed<Partial<Record<Kind, readonly { id: string; name: string }[]>>>(() => ({
    label: this.#labels.all(),
    stage: this.#team.stages(),
    assign: this.#colleagues.active(),
  }));

  protected choicesOf(action: BotAction): readonly { id: string; name: string }[] | undefined {
    return this.#choices()[action.kind];
  }

  protected placeOf(index: number): string {
    return `rules.${this.ruleId()}.actions.${index}`;
  }

  protected isWrong(index: number): boolean {
    return this.#draft.isWrongAt(this.placeOf(index));
  }

  /** Nothing where it is gone: that is chosen anew. */
  protected chosen(action: BotAction): string {
    const id = idIn(action);
    return this.choicesOf(action)?.some((choice) => choice.id === id) ? id : '';
  }

  protected noteOf(action: BotAction): string {
    return action.kind === 'note' ? action.text : '';
  }

  protected add(): void {
    const kinds = this.actions().map(({ kind }) => kind);
    const kind = this.kinds.find((each) => !kinds.includes(each)) ?? 'label';
    this.changed.emit([...this.actions(), EMPTY[kind]]);
    this.#focus('li:last-child select');
  }

  protected setKind(index: number, kind: string): void {
    this.#replace(index, EMPTY[kind as Kind]);
  }

  protected choose(index: number, kind: Kind, id: string): void {
    if (kind === 'label') this.#replace(index, { kind, labelId: id });
    if (kind === 'stage') this.#replace(index, { kind, stage: id });
    if (kind === 'assign') this.#replace(index, { kind, userId: id });
  }

  protected write(index: number, text: string): void {
    this.#replace(index, { kind: 'note', text });
  }

  protected remove(index: number): void {
    this.changed.emit(this.actions().filter((_, place) => place !== index));
    this.#focus('.add');
  }

  #replace(index: number, action: BotAction): void {
    this.changed.emit(this.actions().map((each, place) => (place === index ? action : each)));
  }

  #focus(selector: string): void {
    afterNextRender(
      () => {
        this.#element.nativeElement.querySelector<HTMLElement>(selector)?.focus();
      },
      { injector: this.#injector },
    );
  }
}

function idIn(action: BotAction): string {
  if (action.kind === 'label') return action.labelId;
  if (action.kind === 'stage') return action.stage;
  return action.kind === 'assign' ? action.userId : '';
}
