import { afterNextRender, Component, type ElementRef, input, output, viewChild } from '@angular/core';
import { TranslocoDirective, TranslocoPipe } from '@jsverse/transloco';
import { placeBeside, stepOf } from '../../ui';
import type { Column } from './column';

/** The stages that a contact can be moved to. Shown for as long as it exists, beside what opened it. */
@Component({
  selector: 'app-move-menu',
  imports: [TranslocoDirective, TranslocoPipe],
  template: `
    <div
      #menu
      class="card"
      popover
      role="menu"
      *transloco="let t; prefix: 'contacts.board'"
      [attr.aria-label]="t('moveTo')"
      (toggle)="followToggle($event)"
    >
      <p aria-hidden="true">{{ t('moveTo') }}</p>
      @for (column of columns(); track column.stage) {
        <button type="button" role="menuitem" (click)="choose(column)">
          {{ column.name || ('contacts.noStage' | transloco) }}
        </button>
      }
      <p class="keys" aria-hidden="true">{{ t('moveKeys') }}</p>
    </div>
  `,
  styles: `
    div {
      position: fixed;
      inset: auto;
      min-width: 180px;
      max-width: 280px;
      max-height: 60dvh;
      margin: 0;
      padding: var(--space-2);
      overflow: auto;
      color: var(--color-text);
      box-shadow: var(--shadow-floating);
    }
    p {
      padding: var(--space-1) var(--space-3);
      color: var(--color-text-muted);
      font-size: var(--text-13);
    }
    @media (hover: none) {
      .keys {
        display: none;
      }
    }
    button {
      display: block;
      width: 100%;
      min-height: 40px;
      padding: 0 var(--space-3);
      overflow: hidden;
      border: 0;
      border-radius: var(--radius-control);
      background: none;
      color: inherit;
      text-align: start;
      text-overflow: ellipsis;
      cursor: pointer;
    }
    button:hover {
      background: var(--color-hover);
    }
    button:focus-visible {
      outline-offset: -2px;
    }
  `,
  host: { '(keydown)': 'moveFocus($event)' },
})
export class MoveMenu {
  /** Where to. */
  readonly columns = input.required<readonly Column[]>();
  /** What opened it. */
  readonly opener = input.required<HTMLElement>();
  readonly chosen = output<Column>();
  readonly closed = output();

  private readonly menu = viewChild<ElementRef<HTMLElement>>('menu');

  constructor() {
    afterNextRender(() => {
      const menu = this.menu()?.nativeElement;
      if (!menu) return;
      menu.showPopover();
      placeBeside(menu, this.opener());
      menu.querySelector('button')?.focus();
    });
  }

  protected choose(column: Column): void {
    this.menu()?.nativeElement.hidePopover();
    this.chosen.emit(column);
  }

  protected moveFocus(event: KeyboardEvent): void {
    const step = stepOf(event.key);
    if (step === undefined) return;
    event.preventDefault();
    const items = [...(this.menu()?.nativeElement.querySelectorAll('button') ?? [])];
    const at = items.findIndex((item) => item.matches(':focus'));
    items[(at + step + items.length) % items.length]?.focus();
  }

  protected followToggle({ newState }: ToggleEvent): void {
    if (newState === 'closed') this.closed.emit();
  }
}
