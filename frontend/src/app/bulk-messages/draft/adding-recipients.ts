import { Injectable, signal } from '@angular/core';

/** Whether recipients are being added to the draft that is looked at. */
@Injectable()
export class AddingRecipients {
  readonly isOn = signal(false);
}
