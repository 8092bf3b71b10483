import { Component } from '@angular/core';
import { RouterOutlet } from '@angular/router';
import { MissedScreenNote } from './screens';

@Component({
  selector: 'app-root',
  imports: [MissedScreenNote, RouterOutlet],
  template: '<router-outlet /><app-missed-screen-note />',
})
export class App {}
