import { Component, inject } from '@angular/core';
import { RouterLink, RouterLinkActive } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import { SignInStore } from '../sign-in';

/** For admins, who see how the work is spread over the team too. */
@Component({
  selector: 'app-dashboard-tabs',
  imports: [RouterLink, RouterLinkActive, TranslocoDirective],
  template: `
    @if (isAdmin()) {
      <nav *transloco="let t; prefix: 'dashboard.tabs'" [attr.aria-label]="t('label')">
        <a
          routerLink="/dashboard"
          routerLinkActive="active"
          ariaCurrentWhenActive="page"
          [routerLinkActiveOptions]="ofPath"
          >{{ t('summary') }}</a
        >
        <a routerLink="/dashboard/team" routerLinkActive="active" ariaCurrentWhenActive="page">{{ t('team') }}</a>
      </nav>
    }
  `,
  styles: `
    :host:empty {
      display: none;
    }
    nav {
      display: flex;
      gap: var(--space-4);
      border-bottom: 1px solid var(--color-border);
    }
    a {
      padding: var(--space-2) var(--space-1);
      border-bottom: 2px solid transparent;
      color: var(--color-text-muted);
      font-weight: 550;
      text-decoration: none;
    }
    a:hover {
      color: var(--color-text);
    }
    .active {
      border-color: var(--color-accent);
      color: var(--color-text);
    }
  `,
})
export class DashboardTabs {
  protected readonly isAdmin = inject(SignInStore).isAdmin;
  /** Whatever the range. */
  protected readonly ofPath = {
    paths: 'exact',
    queryParams: 'ignored',
    fragment: 'ignored',
    matrixParams: 'ignored',
  } as const;
}
