import { Component, computed, type ElementRef, inject, viewChild } from '@angular/core';
import { RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { LucideBuilding, LucideMessageCircle, LucideSettings, LucideSmartphone } from '@lucide/angular';
import type { Role } from '#contract/accounts';
import { SendQueue } from '../chat/sending';
import { EnhancedErrorHandlerService, LOAD_TOASTS } from '../errors';
import { LinesBadge } from '../lines';
import { NoticeOffer } from '../notifications';
import { WhatsAppRealtimeService } from '../realtime';
import { LateParts } from '../screens';
import { UnreadBadge } from '../figures';
import { SignInStore } from '../sign-in';
import { SystemMessages } from '../system-messages';
import { followOwnName } from './follow-own-name';
import { OwnMenu } from './own-menu';
import { PageTitle } from '../page-title';
import { Preferences } from '../preferences';
import { OnlineColleagues } from '../presence';
import { RealtimeBadge } from './realtime-badge';

interface Section {
  readonly path: string;
  readonly name: string;
  readonly icon: 'chat' | 'whatsapp' | 'clients' | 'settings';
  readonly roles: readonly Role[];
}

const sections: readonly Section[] = [
  { path: '/chat', name: 'pages.chat', icon: 'chat', roles: ['agent', 'admin'] },
  { path: '/whatsapp', name: 'pages.whatsapp', icon: 'whatsapp', roles: ['admin'] },
  { path: '/clients', name: 'pages.clients', icon: 'clients', roles: ['operator'] },
  { path: '/settings', name: 'pages.settings', icon: 'settings', roles: ['agent', 'admin', 'operator'] },
];

/** What stands around every page of a signed-in person: sections, connection, own menu. */
@Component({
  selector: 'app-frame',
  imports: [
    RouterLink,
    RouterLinkActive,
    RouterOutlet,
    TranslocoPipe,
    LinesBadge,
    NoticeOffer,
    OnlineColleagues,
    OwnMenu,
    RealtimeBadge,
    UnreadBadge,
    LucideBuilding,
    LucideMessageCircle,
    LucideSettings,
    LucideSmartphone,
  ],
  templateUrl: './frame.html',
  styleUrl: './frame.css',
})
export class Frame {
  protected readonly user = inject(SignInStore).user;
  protected readonly pageName = inject(PageTitle).page;
  protected readonly sections = computed(() => {
    const role = this.user()?.role;
    return sections.filter((section) => role && section.roles.includes(role));
  });
  private readonly main = viewChild.required<ElementRef<HTMLElement>>('main');

  constructor() {
    // What waits from before goes out whichever page is opened first.
    inject(SendQueue);
    inject(SystemMessages);
    inject(Preferences);
    followOwnName();
    inject(LateParts).fetchAhead([inject(LOAD_TOASTS)]);
    const { connection } = inject(WhatsAppRealtimeService);
    inject(EnhancedErrorHandlerService).follow(
      () => !this.user()?.clientCode || ['live', 'polling'].includes(connection().kind),
    );
  }

  protected skipToContent(event: Event): void {
    event.preventDefault();
    this.main().nativeElement.focus();
  }
}
