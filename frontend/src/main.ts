import { bootstrapApplication } from '@angular/platform-browser';
import { App } from './app/app';
import { appProviders } from './app/app-providers';

bootstrapApplication(App, { providers: appProviders }).catch((error: unknown) => {
  // Nothing of the app runs yet, so the console is the only place left to say it.
  console.error(error);
});
