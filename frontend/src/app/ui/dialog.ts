import {
  afterNextRender,
  Component,
  computed,
  ElementRef,
  inject,
  input,
  output,
  signal,
  viewChild,
} from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { hasKeyboard } from './has-keyboard';
import { Icon } from './icon';
import { ConfirmDialog } from './confirm-dialog';
import { Modal } from './modal';

let count = 0;

/** A dialog with a heading and a cross, on top of the page for as long as it exists. */
@Component({
  selector: 'app-dialog',
  imports: [ConfirmDialog, Icon, Modal, TranslocoPipe],
  template: `
    <dialog
      appModal
      #dialog
      class="card"
      [attr.aria-labelledby]="id"
      (cancel)="leaveByKey($event)"
      (close)="closed.emit()"
    >
      <div class="top">
        <h2 [id]="id">{{ heading() }}</h2>
        <button class="button button-icon" type="button" [attr.aria-label]="'ui.close' | transloco" (click)="leave()">
          <svg appIcon="x"></svg>
        </button>
      </div>
      <ng-content />
    </dialog>
    @for (question of questions(); track question) {
      <app-confirm-dialog
        [heading]="'ui.discard.heading' | transloco"
        [text]="'ui.discard.text' | transloco"
        [action]="'ui.discard.action' | transloco"
        (confirmed)="discard()"
        (declined)="leaving.set(null)"
      />
    }
  `,
  styles: `
    /* It stands in front of the page, and takes no place in its grid. */
    :host {
      display: contents;
    }
    dialog {
      width: min(780px, calc(100vw - 32px));
      max-height: calc(100dvh - 32px);
      padding: var(--space-4) var(--space-6) var(--space-6);
      color: var(--color-text);
      box-shadow: var(--shadow-floating);
      overflow: auto;
    }
    dialog::backdrop {
      background: rgb(0 0 0 / 45%);
    }
    .top {
      display: flex;
      gap: var(--space-2);
      align-items: center;
      justify-content: space-between;
      margin-bottom: var(--space-3);
    }
    @media (max-width: 700px) {
      dialog {
        padding: var(--space-3) var(--space-4) var(--space-4);
      }
    }
  `,
  host: { '(keydown.escape)': 'leaveByKey($event)' },
})
export class Dialog {
  readonly heading = input.required<string>();
  /** Whether something in it would be lost, which is asked about before. */
  readonly holdsWork = input(false);
  readonly closed = output();

  /** What is to be done once somebody has agreed to lose it. */
  protected readonly leaving = signal<(() => void) | null>(null);
  /** One at most. Each time it is asked anew: a question that has been answered does not open again. */
  protected readonly questions = computed(() => [this.leaving()].filter((go) => go !== null));
  protected readonly id = `dialog-${(count += 1)}`;
  private readonly dialog = viewChild.required<ElementRef<HTMLDialogElement>>('dialog');

  constructor() {
    const element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
    afterNextRender(() => {
      if (!hasKeyboard()) return;
      // A dialog gives the focus to the first there is, which is the cross, when it opens: behind that, to the first field.
      queueMicrotask(() => element.querySelector<HTMLElement>('.input')?.focus());
    });
  }

  /** Does what leaves it, such as closing it; asks before where something would be lost. */
  leave(
    go = () => {
      this.close();
    },
  ): void {
    if (this.holdsWork()) this.leaving.set(go);
    else go();
  }

  /** A browser closes a dialog at the second Esc whatever a page says to `cancel`: the key itself is taken. */
  protected leaveByKey(event: Event): void {
    if (!this.holdsWork() || this.leaving() !== null) return;
    event.preventDefault();
    this.leave();
  }

  protected discard(): void {
    this.leaving()?.();
    this.leaving.set(null);
  }

  /** The browser gives the focus back to whatever had it before. */
  close(): void {
    this.dialog().nativeElement.close();
  }
}
