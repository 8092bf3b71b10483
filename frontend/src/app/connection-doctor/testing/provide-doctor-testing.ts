import { provideHttpClient } from '@angular/common/http';
import { provideHttpClientTesting } from '@angular/common/http/testing';
import { type EnvironmentProviders, inject, provideEnvironmentInitializer, type Provider } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import es from '../../../../public/i18n/connection-doctor/es.json';
import { provideTestLanguages } from '../../i18n/testing/provide-test-languages';
import { BrowserPorts } from '../browser-ports';
import { provideDoctorTexts } from '../doctor-texts';
import type { FakePorts } from './fake-ports';

/** What the doctor needs around it: Spanish texts that are there from the start, a server to answer for, and a world. */
export function provideDoctorTesting(ports: () => FakePorts): (Provider | EnvironmentProviders)[] {
  return [
    provideHttpClient(),
    provideHttpClientTesting(),
    provideTestLanguages({ 'connection-doctor/es': es }),
    provideEnvironmentInitializer(() => {
      const transloco = inject(TranslocoService);
      for (const path of ['es', 'connection-doctor/es']) transloco.load(path).subscribe();
    }),
    provideDoctorTexts(),
    { provide: BrowserPorts, useFactory: ports },
  ];
}
