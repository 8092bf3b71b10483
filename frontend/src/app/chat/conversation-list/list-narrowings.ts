import {
  afterNextRender,
  Component,
  computed,
  effect,
  ElementRef,
  inject,
  Injector,
  output,
  signal,
} from '@angular/core';
import { ActivatedRoute, Router } from '@angular/router';
import { provideTranslocoScope, TranslocoDirective } from '@jsverse/transloco';
import { waitingRange } from '#contract/waiting-range';
import { Colleagues } from '../../colleagues';
import { durationWords } from '../../i18n';
import { Lines } from '../../lines';
import { Icon } from '../../ui';
import { ConversationListStore } from './conversation-list-store';
import type { ListView } from './list-view';

/** How often it is looked who waits longer by now, in milliseconds: nothing tells of that. */
const LOOK = 30_000;

type Narrowing = 'agent' | 'session' | 'waiting';

/**
 * What narrows the list down that no field of its own shows, each to be taken away. What is narrowed down, or is no more, is told
 * to those who do not see it.
 */
@Component({
  selector: 'app-list-narrowings',
  imports: [Icon, TranslocoDirective],
  providers: [provideTranslocoScope('list-narrowings')],
  template: `
    <ng-container *transloco="let t; prefix: 'listNarrowings'">
      @if (narrowings().length > 0) {
        <ul [attr.aria-label]="t('label')">
          @for (one of narrowings(); track one.of) {
            @let name = t(one.key, one.params);
            <li>
              <button type="button" [attr.aria-label]="t('remove', { name })" (click)="leave(one.of, $index)">
                {{ name }}<svg appIcon="x"></svg>
              </button>
            </li>
          }
        </ul>
      }
      <p class="visually-hidden" role="status">
        @if (isThere()) {
          @for (one of narrowings(); track one.of) {
            {{ t(one.key, one.params) }}
          } @empty {
            {{ t('none') }}
          }
        }
      </p>
    </ng-container>
  `,
  styles: `
    ul {
      display: flex;
      flex-wrap: wrap;
      gap: var(--space-1);
    }
    button {
      display: inline-flex;
      gap: var(--space-1);
      align-items: center;
      min-height: 28px;
      padding: 0 var(--space-2) 0 var(--space-3);
      border: 0;
      border-radius: var(--radius-round);
      background: var(--color-accent-soft);
      color: var(--color-on-accent-soft);
      font-size: var(--text-12);
      font-weight: 550;
      cursor: pointer;
    }
    svg {
      width: 14px;
      height: 14px;
    }
  `,
})
export class ListNarrowings {
  readonly #colleagues = inject(Colleagues);
  readonly #element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  readonly #injector = inject(Injector);
  readonly #lines = inject(Lines);
  readonly #route = inject(ActivatedRoute);
  readonly #router = inject(Router);
  readonly #store = inject(ConversationListStore);

  protected readonly narrowings = computed(() => {
    const { agent, session, waiting } = this.#store.view();
    return [
      ...(agent === null ? [] : [{ of: 'agent' as const, ...named('agent', this.#colleagues.nameOf(agent)) }]),
      ...(session === null
        ? []
        : [{ of: 'session' as const, ...named('session', this.#lines.find(session)?.name ?? null) }]),
      ...(waiting === null ? [] : [{ of: 'waiting' as const, ...waitWords(waiting) }]),
    ];
  });
  /** The last one was taken away: there is nothing here any more that could have the focus. */
  readonly lastLeft = output();
  /** What stands in a live region from its beginning is not read out. */
  protected readonly isThere = signal(false);
  /** Whether who belongs changes with the time alone. */
  readonly #ages = computed(() => !['0', null].includes(this.#store.view().waiting));

  constructor() {
    afterNextRender(() => {
      this.isThere.set(true);
    });
    effect((onCleanup) => {
      if (!this.#ages()) return;
      const timer = setInterval(() => {
        if (!document.hidden) this.#store.lookWhoWaits();
      }, LOOK);
      onCleanup(() => {
        clearInterval(timer);
      });
    });
  }

  /** Out of the address too, should it stand there. The focus goes on to the next one. */
  protected leave(of: Narrowing, index: number): void {
    this.#store.look({ [of]: null } satisfies Partial<ListView>);
    afterNextRender(
      () => {
        const others = this.#element.querySelectorAll('button');
        const next = others[Math.min(index, others.length - 1)];
        if (next) next.focus();
        else this.lastLeft.emit();
      },
      { injector: this.#injector },
    );
    if (!this.#route.snapshot.queryParamMap.has(of)) return;
    void this.#router.navigate([], { queryParams: { [of]: null }, queryParamsHandling: 'merge', replaceUrl: true });
  }
}

function named(of: 'agent' | 'session', name: string | null): { key: string; params: Record<string, string> } {
  return name === null && of === 'agent' ? { key: 'anyAgent', params: {} } : { key: of, params: { name: name ?? '…' } };
}

function waitWords(waiting: string): { key: string; params: Record<string, string> } {
  const { least, most } = waitingRange(waiting);
  const hasEnd = most !== Infinity;
  const params = { from: durationWords(least), to: hasEnd ? durationWords(most) : '' };
  if (hasEnd) return { key: least === 0 ? 'lessThan' : 'between', params };
  return { key: least === 0 ? 'waiting' : 'moreThan', params };
}
