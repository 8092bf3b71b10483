import { answerPage } from '../../../table-files/worker-words';
import { RecipientReading } from './recipient-reading';

// Beside the page, which stays free while many rows are read.
answerPage(new RecipientReading());
