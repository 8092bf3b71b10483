import { TestBed } from '@angular/core/testing';
import { TranslocoService } from '@jsverse/transloco';

/** The texts of the chat and of a conversation, as a list gives them to its bubbles. */
export function bubbleWords(): (key: string) => string {
  const transloco = TestBed.inject(TranslocoService);
  for (const path of ['es', 'chat/es', 'conversation/es']) transloco.load(path).subscribe();
  return (key) => transloco.translate(key);
}
