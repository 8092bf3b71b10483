import { Component, type ElementRef, inject, output, viewChild } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { NavigationStart, Router } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import { filter } from 'rxjs';
import { Icon, Modal } from '../ui';
import { provideDoctorTexts } from './doctor-texts';
import { DoctorView } from './doctor-view';

/** The doctor on top of the page. Shown for as long as it exists; Esc, the cross and leaving the page close it. */
@Component({
  selector: 'app-connection-doctor-dialog',
  imports: [DoctorView, Icon, Modal, TranslocoDirective],
  template: `
    <dialog appModal #dialog class="card" aria-labelledby="doctor-heading" (close)="closed.emit()" *transloco="let t">
      <div class="top">
        <h2 id="doctor-heading">{{ t('connectionDoctor.heading') }}</h2>
        <button class="button button-icon" type="button" [attr.aria-label]="t('ui.close')" (click)="close()">
          <svg appIcon="x"></svg>
        </button>
      </div>
      <app-doctor-view />
    </dialog>
  `,
  styleUrl: './connection-doctor-dialog.css',
  providers: provideDoctorTexts(),
})
export class ConnectionDoctorDialog {
  readonly closed = output();
  private readonly dialog = viewChild<ElementRef<HTMLDialogElement>>('dialog');

  constructor() {
    inject(Router)
      .events.pipe(
        filter((event) => event instanceof NavigationStart),
        takeUntilDestroyed(),
      )
      .subscribe(() => {
        this.close();
      });
  }

  /** The browser gives the focus back to whatever had it before. */
  protected close(): void {
    this.dialog()?.nativeElement.close();
  }
}
