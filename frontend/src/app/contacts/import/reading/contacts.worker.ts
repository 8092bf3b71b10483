import { answerPage } from '../../../table-files/worker-words';
import { ContactReading } from './contact-reading';

// Beside the page, which stays free while many rows are read.
answerPage(new ContactReading());
