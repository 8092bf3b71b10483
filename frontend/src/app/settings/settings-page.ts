import { afterRenderEffect, Component, computed, ElementRef, inject, untracked, viewChild } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, NavigationEnd, Router, RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import { filter, map } from 'rxjs';
import { settingsSectionsOf } from '../screens';
import { SignInStore } from '../sign-in';
import { ConfirmDialog, Icon } from '../ui';
import { UnsavedChanges } from '../unsaved-changes';
import { isNarrow } from './narrow-screen';

/** The settings: what there is, and beside it the section that is open. On a narrow screen one at a time. */
@Component({
  selector: 'app-settings-page',
  imports: [ConfirmDialog, Icon, RouterLink, RouterLinkActive, RouterOutlet, TranslocoDirective],
  templateUrl: './settings-page.html',
  styleUrl: './settings-page.css',
  host: { '[class.has-open]': 'openPath() !== null' },
})
export class SettingsPage {
  readonly #user = inject(SignInStore).user;
  readonly #route = inject(ActivatedRoute);
  readonly #element = inject<ElementRef<HTMLElement>>(ElementRef);
  protected readonly unsaved = inject(UnsavedChanges);
  protected readonly sections = computed(() => settingsSectionsOf(this.#user()?.role));
  /** The section that is open, by its place in the address. */
  protected readonly openPath = toSignal(
    inject(Router).events.pipe(
      filter((event) => event instanceof NavigationEnd),
      map(() => this.#pathNow()),
    ),
    { initialValue: this.#pathNow() },
  );
  private readonly back = viewChild<ElementRef<HTMLElement>>('back');
  #shownPath = this.openPath();

  constructor() {
    afterRenderEffect(() => {
      const path = this.openPath();
      untracked(() => {
        this.#bringFocus(path);
      });
    });
  }

  #pathNow(): string | null {
    return this.#route.snapshot.firstChild?.url[0]?.path ?? null;
  }

  /** Where one gives place to the other, the keyboard goes along: into the section, and back to where it came from. */
  #bringFocus(path: string | null): void {
    const before = this.#shownPath;
    this.#shownPath = path;
    if (path === before || !isNarrow()) return;
    const entry = this.#element.nativeElement.querySelector<HTMLElement>(`[data-section="${before ?? ''}"]`);
    (path === null ? entry : this.back()?.nativeElement)?.focus();
  }
}
