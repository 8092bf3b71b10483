import { Component, signal } from '@angular/core';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { TranslocoDirective } from '@jsverse/transloco';
import type { Message } from '#contract/messages';
import type { Bubble } from '../conversation/bubble';
import { aMessage } from '../testing/chat-fixtures';
import { provideChatTesting } from '../testing/provide-chat-testing';
import { MessageBubble } from './message-bubble';
import type { MessageRow } from './message-rows';

/** A bubble with its texts, as the list has it. */
@Component({
  imports: [MessageBubble, TranslocoDirective],
  template: `
    @if (row(); as row) {
      <app-message-bubble
        *transloco="let t"
        [words]="t"
        [row]="row"
        [isLineRemoved]="isLineRemoved()"
        (cancelled)="cancels = cancels + 1"
      />
    }
  `,
})
class BubbleOfAList {
  readonly row = signal<MessageRow | null>(null);
  readonly isLineRemoved = signal(false);
  cancels = 0;

  show(bubble: Bubble): void {
    this.row.set({ key: 'k', bubble, newDay: null, unread: 0, startsGroup: false });
  }
}

describe('the bubble of a message that failed', () => {
  async function show(
    state: Bubble['state'],
    isLineRemoved: boolean,
    status: Message['status'] = 'failed',
    changes: Partial<Message> = {},
    refusal?: string,
  ): Promise<HTMLElement> {
    TestBed.configureTestingModule({ providers: provideChatTesting() });
    const fixture = TestBed.createComponent(BubbleOfAList);
    const message = aMessage(1, { direction: 'out', author: 'user', status, ...changes });
    fixture.componentInstance.show({ message, state, refusal });
    fixture.componentInstance.isLineRemoved.set(isLineRemoved);
    await fixture.whenStable();
    return fixture.nativeElement as HTMLElement;
  }

  const buttons = (bubble: HTMLElement) => [...bubble.querySelectorAll('.link')].map((button) => button.textContent);

  it('offers to send it again', async () => {
    expect(buttons(await show('stored', false))).toEqual(['Reintentar']);
  });

  it('offers it too where nobody knows what became of it, and says what may come of that', async () => {
    const bubble = await show('stored', false, 'uncertain');

    expect(bubble.textContent).toContain('puede que le llegue dos veces');
    expect(buttons(bubble)).toEqual(['Enviar de nuevo', 'Dejarlo así']);
  });

  it('asks no more once a person has left it as it is, and still says how it stands', async () => {
    const bubble = await show('stored', false, 'uncertain', { error: { code: 'left', title: 'Left' } });

    expect(buttons(bubble)).toEqual([]);
    expect(bubble.textContent).not.toContain('WhatsApp no respondió');
    expect(bubble.querySelector('app-message-tick')?.getAttribute('aria-label')).toBe('No se sabe si llegó');
  });

  it('says of one that WhatsApp has not confirmed until when that is waited for', async () => {
    const until = new Date(2026, 10, 20, 15, 42).toISOString();
    const error = { code: 'unanswered', title: 'No answer yet', until };
    const bubble = await show('stored', false, 'queued', { error });

    expect(bubble.querySelector('.waiting')?.textContent).toMatch(/aún no ha confirmado.* plazo: (15|0?3):42/);
    expect(buttons(bubble)).toEqual([]);
  });

  it('offers nothing that could not work, and says why', async () => {
    const template = { name: 'aviso', language: 'es' };
    const bubble = await show('refused', false, 'failed', { template }, 'bad-request');

    expect(bubble.textContent).toContain('la plantilla ya no está aprobada');
    expect(buttons(bubble)).toEqual(['Descartar']);
  });

  it('offers nothing where the line was removed, and says why', async () => {
    const bubble = await show('stored', true);

    expect(buttons(bubble)).toEqual([]);
    expect(bubble.textContent).toContain('La línea se quitó: no se puede reintentar.');
  });

  it('lets a text that never left be given up, though its line was removed', async () => {
    expect(buttons(await show('refused', true))).toEqual(['Descartar']);
  });
});

describe('the bubble of a text that waits to be sent', () => {
  const now = new Date('2026-11-20T12:00:00Z');
  let fixture: ComponentFixture<BubbleOfAList>;

  beforeEach(() => {
    jasmine.clock().install().mockDate(now);
    TestBed.configureTestingModule({ providers: provideChatTesting() });
    fixture = TestBed.createComponent(BubbleOfAList);
  });

  afterEach(() => {
    jasmine.clock().uninstall();
  });

  function show(state: Bubble['state'], status: 'queued' | 'failed' | 'sent' = 'queued'): void {
    const message = aMessage(1, { direction: 'out', author: 'user', status, createdAt: now.toISOString() });
    fixture.componentInstance.show({ message, state });
    TestBed.tick();
  }

  function pass(milliseconds: number): void {
    jasmine.clock().tick(milliseconds);
    TestBed.tick();
  }

  const text = () => (fixture.nativeElement as HTMLElement).textContent;
  const button = () => (fixture.nativeElement as HTMLElement).querySelector<HTMLButtonElement>('.link');

  it('says nothing of its own for the moment that sending takes', () => {
    show('waiting');
    pass(999);

    expect(button()).toBeNull();
  });

  it('offers to cancel what was never tried', () => {
    show('waiting');
    pass(1_000);

    expect(button()?.textContent).toBe('Cancelar envío');
    button()?.click();

    expect(fixture.componentInstance.cancels).toBe(1);
  });

  it('says why what may have left cannot be cancelled', () => {
    show('trying');
    pass(1_000);

    expect(button()).toBeNull();
    expect(text()).toContain('Puede que ya haya salido');
  });

  it('offers it at once when it has been waiting for longer, as after a reload', () => {
    jasmine.clock().mockDate(new Date(now.getTime() + 5_000));
    show('waiting');

    expect(button()?.textContent).toBe('Cancelar envío');
  });

  it('has nothing more to say once the server has it', () => {
    show('waiting');
    pass(1_000);
    show('stored', 'sent');

    expect(button()).toBeNull();
    expect(text()).not.toContain('Puede que ya haya salido');
  });
});
