import { provideLocationMocks } from '@angular/common/testing';
import { HttpTestingController } from '@angular/common/http/testing';
import { Component, viewChild, ViewContainerRef } from '@angular/core';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import type { Problem } from '#contract/http';
import type { WhatsAppSession } from '#contract/whatsapp-sessions';
import { testSession } from '../../whatsapp-sessions/testing/test-session';
import { aConversation } from '../testing/chat-fixtures';
import { provideChatTesting } from '../testing/provide-chat-testing';
import { showNewConversation } from './show-new-conversation';

@Component({ template: '<ng-container #place />' })
class Page {
  readonly place = viewChild.required('place', { read: ViewContainerRef });
}

const ventas = testSession({ id: 's1', name: 'Ventas', state: 'open', lastPhoneNumber: '573009998877' });
const soporte = testSession({ id: 's2', name: 'Soporte', state: 'retrying', lastPhoneNumber: '5215512345678' });

describe('The dialog for a new conversation', () => {
  let fixture: ComponentFixture<Page>;
  let page: HTMLElement;
  let server: HttpTestingController;
  let navigate: jasmine.Spy;

  beforeEach(async () => {
    TestBed.configureTestingModule({ providers: [provideChatTesting(), provideLocationMocks()] });
    navigate = spyOn(TestBed.inject(Router), 'navigate').and.resolveTo(true);
    server = TestBed.inject(HttpTestingController);
    fixture = TestBed.createComponent(Page);
    page = fixture.nativeElement as HTMLElement;
    await fixture.whenStable();
  });

  async function show(...items: WhatsAppSession[]): Promise<void> {
    showNewConversation(fixture.componentInstance.place());
    TestBed.tick();
    server.expectOne('/api/whatsapp/sessions').flush({ items, epoch: 'e1', seq: 1 });
    await settled();
  }

  /** Texts that come with the code, and a dialog that closes, take a turn. */
  async function settled(): Promise<void> {
    await new Promise(requestAnimationFrame);
    await fixture.whenStable();
  }

  function found(selector: string): HTMLElement {
    const element = page.querySelector<HTMLElement>(selector);
    if (!element) throw new Error(`There is no ${selector}.`);
    return element;
  }

  const hint = () => found('.about').textContent.trim();
  const alert = () => page.querySelector('[role=alert]')?.textContent.trim();

  async function type(text: string): Promise<void> {
    const field = found('input[type=tel]') as HTMLInputElement;
    field.value = text;
    field.dispatchEvent(new Event('input'));
    await fixture.whenStable();
  }

  async function submit(): Promise<void> {
    found('button[type=submit]').click();
    await fixture.whenStable();
  }

  const asked = () => server.expectOne({ method: 'POST', url: '/api/conversations' });

  async function refuse(status: number, type: Problem['type'], headers: Record<string, string> = {}): Promise<void> {
    asked().flush({ type, title: '', status }, { status, statusText: 'x', headers });
    await fixture.whenStable();
  }

  it('opens the conversation with a number as it is dialled in the country of the line', async () => {
    await show(ventas);
    expect((found('dialog') as HTMLDialogElement).open).toBeTrue();
    expect(document.activeElement).toBe(found('input[type=tel]'));
    expect(hint()).toBe('Con el código de país delante, o como se marca en Colombia.');

    await type('300 123 4567');
    expect(hint()).toBe('+57 300 1234567 (Colombia)');
    await submit();
    expect(found('button[type=submit]').textContent).toContain('Preguntando a WhatsApp…');
    const request = asked();
    expect(request.request.body).toEqual({ phoneNumber: '573001234567', sessionId: 's1' });
    request.flush({ conversation: aConversation(7), epoch: 'e1', seq: 2 });
    await settled();

    expect(navigate).toHaveBeenCalledOnceWith(['/chat', 'c7']);
    expect(page.querySelector('dialog')).toBeNull();
  });

  it('says what is wrong with a number before anybody is asked', async () => {
    await show(ventas);
    await submit();
    expect(alert()).toBe('Escribe el número del teléfono.');
    await type('+34 612 34');
    expect(alert()).toBe('Faltan cifras para un número de España.');
    await type('+57 300 123 45678');
    expect(hint()).toContain('revísalo, los números de Colombia no suelen ser así');

    server.expectNone('/api/conversations');
  });

  it('says beside the number that nobody has it on WhatsApp, until another one is typed', async () => {
    await show(ventas);
    await type('+52 55 1234 5678');
    await submit();
    await refuse(422, 'not-on-whatsapp');
    expect(alert()).toBe('+52 55 1234 5678 no está en WhatsApp. Revisa el número.');

    await type('+52 55 1234 5679');
    expect(alert()).toBeUndefined();
  });

  it('asks on which line, one that is connected first, and says why one cannot', async () => {
    await show(soporte, ventas);
    const select = found('select') as HTMLSelectElement;
    expect(select.selectedOptions[0]?.textContent.trim()).toBe('Ventas');
    expect([...select.options].map(({ textContent }) => textContent.trim())).toEqual([
      'Soporte (sin conexión)',
      'Ventas',
    ]);

    select.value = 's2';
    select.dispatchEvent(new Event('change'));
    await type('55 1234 5678');
    expect(hint()).toBe('+52 55 1234 5678 (México)');
    await submit();
    await refuse(409, 'line-not-connected');
    expect(alert()).toContain('La línea «Soporte» no está conectada con WhatsApp');

    await submit();
    await refuse(429, 'too-many-requests', { 'Retry-After': '150' });
    expect(alert()).toContain('Espera 3 min.');
  });

  it('leads to the lines where there is none', async () => {
    await show();

    expect(found('dialog').textContent).toContain('Vincula primero una línea de WhatsApp');
    expect(found('dialog a').getAttribute('href')).toBe('/whatsapp');
  });

  it('is closed by its cross', async () => {
    await show(ventas);
    found('[aria-label=Cerrar]').click();
    await settled();

    expect(page.querySelector('dialog')).toBeNull();
  });
});
