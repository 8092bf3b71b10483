import { Location } from '@angular/common';
import { computed, DestroyRef, DOCUMENT, inject, Service, signal } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { NavigationEnd, Router } from '@angular/router';
import { filter, map } from 'rxjs';
import { SignInStore } from '../../sign-in';

const STORAGE_KEY = 'condorito.contact-panel';
/** The same widths as in `contact-panel.css` and `chat-page.css`. */
const WIDTHS = { beside: '(min-width: 1180px)', page: '(max-width: 700px)' };
const PARAMETER = 'panel';
const OPEN = 'contact';

/** `beside`: a column more · `instead`: the list makes room for it · `page`: on top of the conversation. */
export type PanelForm = 'beside' | 'instead' | 'page';

/**
 * Whether the panel is open. Where there is room for all it is folded or not as each person has left it on this device. Else it
 * is a place in the history: going back closes it, as does opening another conversation.
 */
@Service()
export class PanelPlace {
  readonly #router = inject(Router);
  readonly #location = inject(Location);
  readonly #storage = inject(DOCUMENT).defaultView?.localStorage;
  readonly #user = inject(SignInStore).user;
  readonly #key = computed(() => `${STORAGE_KEY}/${this.#user()?.id ?? ''}`);
  readonly #fitsBeside = matches(WIDTHS.beside);
  readonly #fitsAlone = matches(WIDTHS.page);
  /** What was folded or not since the page was loaded, by whom. */
  readonly #unfolded = signal<ReadonlyMap<string, boolean>>(new Map());
  readonly #url = toSignal(
    this.#router.events.pipe(
      filter((event) => event instanceof NavigationEnd),
      map(() => this.#router.url),
    ),
    { initialValue: this.#router.url },
  );
  /** The place in the history that opening it made: what lies before that is the conversation. */
  #ownPlace: string | null = null;

  readonly form = computed<PanelForm>(() => (this.#fitsBeside() ? 'beside' : this.#fitsAlone() ? 'page' : 'instead'));
  readonly isOpen = computed(() => (this.form() === 'beside' ? this.#isUnfolded() : this.#isInAddress()));

  open(): void {
    if (this.form() === 'beside') this.#fold(false);
    else void this.#openInHistory();
  }

  close(): void {
    if (this.form() === 'beside') this.#fold(true);
    else if (this.#ownPlace === this.#router.url) this.#location.back();
    else void this.#navigate(null, { replaceUrl: true });
  }

  #isUnfolded(): boolean {
    const key = this.#key();
    return this.#unfolded().get(key) ?? this.#storage?.getItem(key) === 'open';
  }

  #isInAddress(): boolean {
    return this.#router.parseUrl(this.#url()).queryParams[PARAMETER] === OPEN;
  }

  #fold(isFolded: boolean): void {
    const key = this.#key();
    this.#unfolded.update((unfolded) => new Map(unfolded).set(key, !isFolded));
    if (isFolded) this.#storage?.removeItem(key);
    else this.#storage?.setItem(key, 'open');
  }

  async #openInHistory(): Promise<void> {
    if (await this.#navigate(OPEN)) this.#ownPlace = this.#router.url;
  }

  #navigate(panel: string | null, extras: { replaceUrl?: boolean } = {}): Promise<boolean> {
    const address = this.#router.parseUrl(this.#router.url);
    const { [PARAMETER]: _before, ...others } = address.queryParams;
    address.queryParams = panel === null ? others : { ...others, [PARAMETER]: panel };
    return this.#router.navigateByUrl(address, extras);
  }
}

/** Whether the window is so wide, as long as whatever asks exists. */
function matches(width: string) {
  const list = inject(DOCUMENT).defaultView?.matchMedia(width);
  const isSo = signal(list?.matches ?? false);
  const follow = ({ matches }: MediaQueryListEvent) => {
    isSo.set(matches);
  };
  list?.addEventListener('change', follow);
  inject(DestroyRef).onDestroy(() => list?.removeEventListener('change', follow));
  return isSo.asReadonly();
}
