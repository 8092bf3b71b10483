import { Component, computed, type ElementRef, inject, viewChild, ViewContainerRef } from '@angular/core';
import { RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { SendQueue } from '../chat/sending';
import { EnhancedErrorHandlerService, LOAD_TOASTS } from '../errors';
import { LinesBadge } from '../lines';
import { NoticeOffer } from '../notifications';
import { WhatsAppRealtimeService } from '../realtime';
import { LateParts, sectionsOf } from '../screens';
import { onShortcut, shortcutsCode } from '../shortcuts';
import { UnreadBadge } from '../figures';
import { SignInStore } from '../sign-in';
import { SystemMessages } from '../system-messages';
import { paletteCode } from '../palette';
import { followOwnName } from './follow-own-name';
import { OwnMenu } from './own-menu';
import { PageTitle } from '../page-title';
import { Preferences } from '../preferences';
import { OnlineColleagues } from '../presence';
import { Icon } from '../ui';
import { RealtimeBadge } from './realtime-badge';

/** What stands around every page of a signed-in person: sections, connection, own menu. */
@Component({
  selector: 'app-frame',
  imports: [
    Icon,
    LinesBadge,
    NoticeOffer,
    OnlineColleagues,
    OwnMenu,
    RealtimeBadge,
    RouterLink,
    RouterLinkActive,
    RouterOutlet,
    TranslocoPipe,
    UnreadBadge,
  ],
  templateUrl: './frame.html',
  styleUrl: './frame.css',
})
export class Frame {
  protected readonly user = inject(SignInStore).user;
  protected readonly pageName = inject(PageTitle).page;
  protected readonly sections = computed(() => sectionsOf(this.user()?.role));
  readonly #parts = inject(LateParts);
  private readonly main = viewChild.required<ElementRef<HTMLElement>>('main');
  private readonly dialog = viewChild.required('dialog', { read: ViewContainerRef });

  constructor() {
    // What waits from before goes out whichever page is opened first.
    inject(SendQueue);
    inject(SystemMessages);
    inject(Preferences);
    followOwnName();
    this.#parts.fetchAhead([inject(LOAD_TOASTS), paletteCode, shortcutsCode], ['palette', 'shortcuts', 'settings']);
    onShortcut('palette', (event) => {
      event.preventDefault();
      void this.openPalette();
    });
    onShortcut('help', () => void this.showShortcuts());
    const { connection } = inject(WhatsAppRealtimeService);
    inject(EnhancedErrorHandlerService).follow(
      () => !this.user()?.clientCode || ['live', 'polling'].includes(connection().kind),
    );
  }

  protected async openPalette(): Promise<void> {
    const code = await this.#parts.need(paletteCode);
    code?.showPalette(this.dialog());
  }

  protected async showShortcuts(): Promise<void> {
    const code = await this.#parts.need(shortcutsCode);
    code?.showShortcuts(this.dialog());
  }

  protected skipToContent(event: Event): void {
    event.preventDefault();
    this.main().nativeElement.focus();
  }
}
