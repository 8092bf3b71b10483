import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import texts from '../../../public/i18n/shortcuts/es.json';
import { provideTestLanguages } from '../i18n/testing/provide-test-languages';
import { SignInStore } from '../sign-in';
import { everywhere, ofChat } from './listed-shortcuts';
import { shortcuts } from './shortcuts';
import { ShortcutsDialog } from './shortcuts-dialog';

describe('the list of shortcuts', () => {
  async function open(clientCode: string | null): Promise<string[]> {
    TestBed.configureTestingModule({
      providers: [
        provideTestLanguages({ 'shortcuts/es': texts }),
        { provide: SignInStore, useValue: { user: signal({ clientCode }) } },
      ],
    });
    const fixture = TestBed.createComponent(ShortcutsDialog);
    await fixture.whenStable();
    const rows = (fixture.nativeElement as HTMLElement).querySelectorAll('dl > div');
    return [...rows].map((row) => {
      const keys = [...row.querySelectorAll('kbd')].map((key) => key.textContent);
      return `${row.querySelector('dt')?.textContent ?? ''}: ${keys.join(' ')}`;
    });
  }

  it('has those of the chat for whoever has one', async () => {
    const rows = await open('demo');

    expect(rows).toContain('Ver estos atajos: ?');
    expect(rows).toContain('Buscar: /');
    expect(rows).toContain('Conversación anterior: Alt ↑');
    expect(rows).toContain('Línea nueva: Mayús Intro');
  });

  it('has only those of every screen for an operator', async () => {
    expect((await open(null)).map((row) => row.split(':')[0])).toEqual([
      'Ir a una conversación, pantalla o acción',
      'Ver estos atajos',
      'Cerrar lo que está encima',
    ]);
  });

  it('leaves out none that is listened for', () => {
    const listed = [everywhere, ...ofChat].flatMap((group) => group.shortcuts.flatMap(({ ways }) => ways));

    for (const keys of Object.values(shortcuts)) expect(listed).toContain(keys);
  });
});
