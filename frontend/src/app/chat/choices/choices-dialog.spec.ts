import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { until } from '../../tabs/testing/until';
import { UnsavedChanges } from '../../unsaved-changes';
import type { Written } from '../sending';
import { MakerHarness } from '../testing/maker-harness';
import { provideChatTesting } from '../testing/provide-chat-testing';
import { ChoicesDialog } from './choices-dialog';

describe('The dialog for choices', () => {
  let fixture: ComponentFixture<ChoicesDialog>;
  let dialog: MakerHarness;
  let made: Written[];
  let closed: number;

  beforeEach(async () => {
    TestBed.configureTestingModule({ providers: provideChatTesting() });
    fixture = TestBed.createComponent(ChoicesDialog);
    made = [];
    closed = 0;
    fixture.componentInstance.made.subscribe((written) => made.push(written));
    fixture.componentInstance.closed.subscribe(() => (closed += 1));
    dialog = await TestbedHarnessEnvironment.harnessForFixture(fixture, MakerHarness);
  });

  it('makes buttons, and shows them as they will be read', async () => {
    await dialog.fill('choices-text', '¿Te los mandamos?');
    await dialog.fill('choices-choice-0', 'Sí');
    await dialog.fill('choices-choice-1', 'No');
    expect(await dialog.preview()).toContain('¿Te los mandamos?');
    await dialog.click('Enviar');

    const buttons = [
      { kind: 'reply', text: 'Sí' },
      { kind: 'reply', text: 'No' },
    ];
    expect(made).toEqual([jasmine.objectContaining({ text: '¿Te los mandamos?', interactive: { buttons } })]);
    await until(() => closed === 1);
  });

  it('says what is missing instead of sending it', async () => {
    await dialog.click('Enviar');

    expect(await dialog.faults()).toEqual(['Escribe el texto del mensaje.', 'Escribe al menos una opción.']);
    expect(made).toEqual([]);
  });

  it('does not send what is half made with Enter, which goes on to the next', async () => {
    await dialog.fill('choices-text', '¿Te los mandamos?');
    await dialog.fill('choices-choice-0', 'Sí');
    await dialog.pressEnterIn('choices-choice-0');
    expect(made).toEqual([]);

    await dialog.fill('choices-choice-1', 'No');
    await dialog.pressEnterIn('choices-choice-1');
    await dialog.fill('choices-choice-2', 'Luego');
    await dialog.pressEnterIn('choices-choice-2');

    expect(made).toEqual([]);
    expect(await dialog.text()).not.toContain('Otro botón');
  });

  it('asks before what was written is lost, however often Esc is pressed', async () => {
    await dialog.fill('choices-text', 'Casi');
    expect(TestBed.inject(UnsavedChanges).any()).toBeTrue();
    await dialog.pressEscape();
    expect(await dialog.text()).toContain('¿Descartar lo que escribiste?');
    expect(closed).toBe(0);

    await dialog.click('Descartar');

    await until(() => closed === 1);
  });
});
