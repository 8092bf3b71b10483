import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { until } from '../../tabs/testing/until';
import { UnsavedChanges } from '../../unsaved-changes';
import type { Written } from '../sending';
import { MakerHarness } from '../testing/maker-harness';
import { provideChatTesting } from '../testing/provide-chat-testing';
import { StickerDialog } from './sticker-dialog';
import { aMovingWebP, aPicture } from './testing/pictures';

describe('The dialog for a sticker', () => {
  let fixture: ComponentFixture<StickerDialog>;
  let dialog: MakerHarness;
  let made: Written[];
  let closed: number;

  beforeEach(async () => {
    TestBed.configureTestingModule({ providers: provideChatTesting() });
    fixture = TestBed.createComponent(StickerDialog);
    made = [];
    closed = 0;
    fixture.componentInstance.made.subscribe((written) => made.push(written));
    fixture.componentInstance.closed.subscribe(() => (closed += 1));
    dialog = await TestbedHarnessEnvironment.harnessForFixture(fixture, MakerHarness);
  });

  const element = () => fixture.nativeElement as HTMLElement;
  const shown = () => element().querySelector('figure img');

  /** Chooses a file as the dialog of the browser does. */
  function choose(file: File): void {
    const chooser = element().querySelector<HTMLInputElement>('input[type=file]');
    const chosen = new DataTransfer();
    chosen.items.add(file);
    if (chooser) chooser.files = chosen.files;
    chooser?.dispatchEvent(new Event('change'));
  }

  it('shows a picture as the sticker it becomes, and sends that', async () => {
    choose(await aPicture(300, 600));
    await until(shown);
    await dialog.click('Enviar');

    const file = jasmine.objectContaining({ name: 'foto.webp', type: 'sticker', width: 512, height: 512 });
    expect(made).toEqual([{ text: '', file }]);
    await until(() => closed === 1);
  });

  it('says what is missing or wrong instead of sending it', async () => {
    await dialog.click('Enviar');
    expect(await dialog.faults()).toEqual(['Elige una imagen.']);
    choose(aMovingWebP(600_000));
    await until(() => element().textContent.includes('Es demasiado grande para un sticker'));
    await dialog.click('Enviar');

    expect(await dialog.faults()).toEqual([jasmine.stringContaining('Es demasiado grande para un sticker')]);
    expect(made).toEqual([]);
  });

  it('asks before what was made is lost', async () => {
    choose(await aPicture(40, 40));
    await until(shown);
    expect(TestBed.inject(UnsavedChanges).any()).toBeTrue();
    await dialog.pressEscape();

    expect(await dialog.text()).toContain('¿Descartar lo que escribiste?');
    expect(closed).toBe(0);
  });
});
