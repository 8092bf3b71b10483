import type { Routes } from '@angular/router';
import { provideTranslocoScope } from '@jsverse/transloco';
import { askBeforeLeaving } from '../unsaved-changes';
import { BotPage } from './bot-page';
import { HoursSection } from './hours/hours-section';
import { LimitsSection } from './limits/limits-section';
import { OpeningSection } from './opening/opening-section';
import { PaceSection } from './pace/pace-section';
import { ResponderSection } from './responder/responder-section';
import { RulesSection } from './rules/rules-section';

export const BOT_ROUTES: Routes = [
  {
    path: '',
    component: BotPage,
    // A file of a reply is attached as in a bulk message.
    providers: [provideTranslocoScope('bot', 'bulk-messages')],
    canDeactivate: [askBeforeLeaving],
    children: [
      { path: '', pathMatch: 'full', redirectTo: 'rules' },
      { path: 'rules', component: RulesSection },
      { path: 'opening', component: OpeningSection },
      { path: 'hours', component: HoursSection },
      { path: 'pace', component: PaceSection },
      { path: 'limits', component: LimitsSection },
      { path: 'ai', component: ResponderSection },
    ],
  },
];
