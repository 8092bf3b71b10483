import { Component, computed, inject, input, linkedSignal, output, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import { Labels } from '../../labels';
import { SignInStore } from '../../sign-in';
import { Icon, LabelChip } from '../../ui';
import { FewLabels } from './few-labels';
import { labelsMatching } from './labels-matching';

/** From this many on they can be searched. */
const SEARCHED = 8;
/** The contract's limit for one conversation. */
const MOST = 20;

let pickers = 0;

/** The labels of a conversation, and on a click all there are, to put on and take off. */
@Component({
  selector: 'app-label-picker',
  imports: [FewLabels, Icon, LabelChip, RouterLink, TranslocoDirective],
  templateUrl: './label-picker.html',
  styleUrl: './label-picker.css',
  host: { '[class.roomy]': 'isRoomy()' },
})
export class LabelPicker {
  protected readonly labels = inject(Labels);
  protected readonly isAdmin = inject(SignInStore).isAdmin;

  readonly conversationId = input.required<string>();
  /** The ids of those it has. */
  readonly given = input.required<readonly string[]>();
  /** Whether there is room for all it has. */
  readonly isRoomy = input(false);
  /** All it is to have from now on. */
  readonly changed = output<string[]>();

  /** What nobody has asked for is not in the page. */
  protected readonly isOpen = signal(false);
  /** Without those of labels that are no longer there. */
  protected readonly ids = computed(() => this.labels.named(this.given()).map(({ id }) => id));
  protected readonly query = linkedSignal({ source: this.conversationId, computation: () => '' });
  protected readonly isSearched = computed(() => this.labels.all().length >= SEARCHED);
  protected readonly matching = computed(() => labelsMatching(this.labels.all(), this.query()));
  protected readonly isFull = computed(() => this.ids().length >= MOST);
  protected readonly most = MOST;
  protected readonly id = `label-picker-${++pickers}`;

  protected isGiven(id: string): boolean {
    return this.ids().includes(id);
  }

  protected give(id: string, isGiven: boolean): void {
    // Also those that this browser does not know yet.
    const others = this.given().filter((other) => other !== id);
    this.changed.emit(isGiven ? [...others, id] : others);
  }
}
