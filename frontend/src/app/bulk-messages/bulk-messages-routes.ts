import type { Routes } from '@angular/router';
import { provideTranslocoScope } from '@jsverse/transloco';
import { CampaignPage } from './campaign-page';
import { CampaignsPage } from './campaigns/campaigns-page';
import { saveBeforeLeaving } from './draft/draft-changes';
import { MessageStep } from './message/message-step';
import { PaceStep } from './pace/pace-step';
import { ProgressView } from './progress/progress-view';
import { RecipientsStep } from './recipients/recipients-step';
import { ReviewStep } from './review/review-step';

export const BULK_MESSAGES_ROUTES: Routes = [
  {
    path: '',
    providers: [provideTranslocoScope('bulk-messages', 'table-files')],
    children: [
      { path: '', pathMatch: 'full', component: CampaignsPage },
      {
        path: ':campaignId',
        component: CampaignPage,
        children: [
          { path: '', pathMatch: 'full', component: ProgressView },
          { path: 'recipients', component: RecipientsStep, canDeactivate: [saveBeforeLeaving] },
          { path: 'message', component: MessageStep, canDeactivate: [saveBeforeLeaving] },
          { path: 'pace', component: PaceStep, canDeactivate: [saveBeforeLeaving] },
          { path: 'review', component: ReviewStep },
        ],
      },
    ],
  },
];
