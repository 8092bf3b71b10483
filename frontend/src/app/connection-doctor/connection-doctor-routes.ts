import type { Routes } from '@angular/router';
import { provideDoctorTexts } from './doctor-texts';
import { StatusPage } from './status-page';

export const CONNECTION_DOCTOR_ROUTES: Routes = [{ path: '', component: StatusPage, providers: provideDoctorTexts() }];
