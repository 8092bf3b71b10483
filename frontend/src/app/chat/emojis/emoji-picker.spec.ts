import { TestKey } from '@angular/cdk/testing';
import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { HttpTestingController } from '@angular/common/http/testing';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { EmojiPickerHarness } from '../testing/emoji-picker-harness';
import { provideChatTesting } from '../testing/provide-chat-testing';
import type { EmojiFile } from './emoji-groups';
import { EmojiPicker } from './emoji-picker';

const file: EmojiFile = {
  smileys: Array.from({ length: 20 }, (_, n) => [String.fromCodePoint(0x1f600 + n), `cara ${n}`, 'alegre'] as const),
  people: [['👍', 'pulgar hacia arriba', 'bien mano', 1]],
  nature: [['🐻', 'oso', 'animal cara']],
  food: [],
  travel: [['✈️', 'avión', 'viaje']],
  activities: [],
  objects: [],
  symbols: [],
  flags: [],
};

describe('EmojiPicker', () => {
  let fixture: ComponentFixture<EmojiPicker>;
  let picker: EmojiPickerHarness;
  let opener: HTMLButtonElement;
  let picked: string[];
  let closed: number;

  beforeEach(() => {
    localStorage.removeItem('condorito.emojis');
    TestBed.configureTestingModule({ providers: provideChatTesting() });
    opener = document.createElement('button');
    document.body.append(opener);
    picked = [];
    closed = 0;
  });

  afterEach(() => {
    opener.remove();
    localStorage.removeItem('condorito.emojis');
  });

  async function open(): Promise<void> {
    fixture = TestBed.createComponent(EmojiPicker);
    fixture.componentRef.setInput('opener', opener);
    fixture.componentInstance.picked.subscribe((emoji) => picked.push(emoji));
    fixture.componentInstance.closed.subscribe(() => (closed += 1));
    fixture.detectChanges();
    picker = await TestbedHarnessEnvironment.harnessForFixture(fixture, EmojiPickerHarness);
  }

  async function openWithEmojis(): Promise<void> {
    const opened = open();
    answerWith(file);
    await opened;
    await fixture.whenStable();
  }

  const answerWith = (answer: EmojiFile) => {
    TestBed.tick();
    TestBed.inject(HttpTestingController).expectOne('emojis/es.json').flush(answer);
  };

  it('shows the first group, then the one that is chosen', async () => {
    await openWithEmojis();

    expect((await picker.emojis()).length).toBe(20);
    expect(await picker.groups()).not.toContain('Recientes');
    await picker.choose('Animales y naturaleza');

    expect(await picker.emojis()).toEqual(['🐻']);
  });

  it('finds by name and by other words, without accents, what is so named first', async () => {
    await openWithEmojis();
    await picker.search('AVION');
    expect(await picker.emojis()).toEqual(['✈️']);

    await picker.search('cara 1');
    expect((await picker.emojis())[0]).toBe(String.fromCodePoint(0x1f601));

    await picker.search('cara ani');
    expect(await picker.emojis()).toEqual(['🐻']);

    await picker.search('nada');
    expect(await picker.text()).toContain('Ningún emoji para «nada».');
  });

  it('gives the first that was found on Enter, and closes', async () => {
    await openWithEmojis();
    await picker.search('oso');
    await picker.pressInSearch(TestKey.ENTER);
    await fixture.whenStable();

    expect(picked).toEqual(['🐻']);
    expect((fixture.nativeElement as HTMLElement).querySelector(':popover-open')).toBeNull();
  });

  it('is walked through with the arrows, by rows of eight', async () => {
    await openWithEmojis();
    const smiley = (n: number) => String.fromCodePoint(0x1f600 + n);
    await picker.pressInSearch(TestKey.DOWN_ARROW);
    expect(await picker.focused()).toBe(smiley(0));

    await picker.press(TestKey.RIGHT_ARROW, TestKey.DOWN_ARROW);
    expect(await picker.focused()).toBe(smiley(9));

    await picker.press(TestKey.END, TestKey.RIGHT_ARROW);
    expect(await picker.focused()).toBe(smiley(19));

    await picker.press(TestKey.HOME, TestKey.UP_ARROW);
    expect(await picker.focused()).toBeNull();
  });

  it('keeps what was picked, the last first, and the tone of skin, for the next time', async () => {
    await openWithEmojis();
    await picker.choose('Medio');
    await picker.choose('Personas y cuerpo');
    await picker.click('👍🏽');
    await open();
    expect(await picker.groups()).toContain('Recientes');
    expect(await picker.emojis()).toEqual(['👍🏽']);

    await picker.search('avión');
    await picker.click('✈️');
    await open();

    expect(picked).toEqual(['👍🏽', '✈️']);
    expect(await picker.emojis()).toEqual(['✈️', '👍🏽']);
  });

  it('says when they could not be had, and asks again', async () => {
    const opened = open();
    TestBed.tick();
    const server = TestBed.inject(HttpTestingController);
    server.expectOne('emojis/es.json').flush(null, { status: 503, statusText: 'Service Unavailable' });
    await opened;
    expect(await picker.text()).toContain('No pudimos cargar los emojis.');

    const element = fixture.nativeElement as HTMLElement;
    element.querySelector<HTMLButtonElement>('[role=alert] button')?.click();
    answerWith(file);
    await fixture.whenStable();

    expect((await picker.emojis()).length).toBe(20);
  });

  it('tells when it was closed without a choice', async () => {
    await openWithEmojis();
    const panel = (fixture.nativeElement as HTMLElement).querySelector<HTMLElement>('[popover]');
    const toggled = new Promise((resolve) => panel?.addEventListener('toggle', resolve));
    panel?.hidePopover();
    await toggled;

    expect(closed).toBe(1);
    expect(picked).toEqual([]);
  });
});
