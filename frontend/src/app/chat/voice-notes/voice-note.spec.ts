import { type ComponentFixture, TestBed } from '@angular/core/testing';
import type { UnsentFile } from '../../offline';
import { until } from '../../tabs/testing/until';
import { Composer } from '../composer/composer';
import { ReplyTargets } from '../composer/reply-targets';
import type { Written } from '../sending';
import { aMessage } from '../testing/chat-fixtures';
import { provideChatTesting } from '../testing/provide-chat-testing';
import type { MicrophoneTrouble } from './microphone';
import { FakeMicrophone, provideFakeMicrophone } from './testing/fake-microphone';

describe('VoiceNote', () => {
  let fixture: ComponentFixture<Composer>;
  let microphone: FakeMicrophone;
  let written: Written[];

  beforeEach(() => {
    jasmine.clock().install().mockDate(new Date('2026-11-20T12:00:00Z'));
    microphone = new FakeMicrophone();
    TestBed.configureTestingModule({ providers: [...provideChatTesting(), provideFakeMicrophone(microphone)] });
    fixture = TestBed.createComponent(Composer);
    fixture.componentRef.setInput('conversationId', 'c1');
    written = [];
    fixture.componentInstance.sent.subscribe((each) => written.push(each));
    fixture.detectChanges();
  });

  afterEach(() => {
    fixture.destroy();
    jasmine.clock().uninstall();
  });

  const element = () => fixture.nativeElement as HTMLElement;
  const button = (name: string) => element().querySelector<HTMLButtonElement>(`button[aria-label="${name}"]`);
  const note = () => element().querySelector('app-voice-note');
  const shown = () => note()?.textContent ?? '';

  /** Presses the button with this name once it is there. */
  async function press(name: string): Promise<void> {
    await see(() => button(name));
    button(name)?.click();
    fixture.detectChanges();
  }

  /** Lets the view follow until this is so; no clock moves meanwhile. */
  async function see(condition: () => unknown): Promise<void> {
    await until(() => {
      fixture.detectChanges();
      return Boolean(condition());
    });
  }

  function pass(milliseconds: number): void {
    jasmine.clock().tick(milliseconds);
    fixture.detectChanges();
  }

  it('is recorded, listened to and sent as a voice note in the format of WhatsApp', async () => {
    await press('Grabar una nota de voz');
    await see(() => button('Terminar'));
    pass(2_300);
    expect(note()?.querySelector('.time')?.textContent).toBe('0:02');
    expect(note()?.querySelectorAll('.levels span').length).toBe(23);
    expect(document.activeElement).toBe(button('Terminar'));

    await press('Terminar');
    await see(() => note()?.querySelector('app-audio-player'));

    expect(microphone.isOpen).toBeFalse();
    expect(note()?.querySelector('.time')?.textContent).toBe('0:02');
    await press('Enviar nota de voz');
    const [sent] = written;

    expect(sent?.text).toBe('');
    expect(sent?.file).toEqual(jasmine.objectContaining<UnsentFile>({ type: 'audio', voice: true, seconds: 2 }));
    expect(sent?.file?.blob.type).toBe('audio/ogg');
    expect(await sent?.file?.blob.slice(0, 4).text()).toBe('OggS');
    expect(note()).toBeNull();
    expect(document.activeElement).toBe(element().querySelector('textarea'));
  });

  it('counts only what is recorded, not its pauses', async () => {
    await press('Grabar una nota de voz');
    await see(() => button('Pausar'));
    pass(3_000);
    await press('Pausar');
    pass(60_000);
    expect(note()?.querySelector('.time')?.textContent).toBe('0:03');

    await press('Seguir grabando');
    pass(2_000);
    expect(note()?.querySelector('.time')?.textContent).toBe('0:05');
    expect(microphone.recorder.did).toEqual(['start', 'pause', 'resume']);
  });

  it('answers what is being answered', async () => {
    TestBed.inject(ReplyTargets).answer(aMessage(7, { conversationId: 'c1' }));
    await press('Grabar una nota de voz');
    await press('Terminar');
    await press('Enviar nota de voz');

    expect(written[0]?.quoted?.id).toBe('m7');
    expect(TestBed.inject(ReplyTargets).of('c1')).toBeNull();
  });

  it('is deleted, and lets go of the microphone at once', async () => {
    await press('Grabar una nota de voz');
    await see(() => button('Terminar'));
    await press('Borrar la grabación');

    expect(microphone.isOpen).toBeFalse();
    expect(note()).toBeNull();
    expect(written).toEqual([]);
  });

  it('ends with the conversation it was begun in', async () => {
    await press('Grabar una nota de voz');
    await see(() => button('Terminar'));
    fixture.componentRef.setInput('conversationId', 'c2');
    fixture.detectChanges();

    expect(microphone.isOpen).toBeFalse();
    expect(note()).toBeNull();
  });

  it('is finished after an hour, which is what WhatsApp takes', async () => {
    await press('Grabar una nota de voz');
    await see(() => button('Terminar'));
    pass(3_600_000);

    await see(() => button('Enviar nota de voz'));
    expect(note()?.querySelector('.time')?.textContent).toBe('60:00');
  });

  it('is an audio file where the browser records nothing that phones take as a voice note, and says so', async () => {
    microphone.recorder.mimeType = 'audio/mp4';
    microphone.recorder.recorded = 'aac';
    await press('Grabar una nota de voz');
    await press('Terminar');
    await see(() => button('Enviar nota de voz'));
    expect(shown()).toContain('llegará como audio, no como nota de voz');

    await press('Enviar nota de voz');

    expect(written[0]?.file).toEqual(jasmine.objectContaining({ type: 'audio', name: 'audio.m4a' }));
    expect(written[0]?.file?.voice).toBeUndefined();
  });

  it('says when what was recorded is of no use', async () => {
    microphone.recorder.recorded = 'no sound';
    await press('Grabar una nota de voz');
    await press('Terminar');

    await see(() => shown().includes('Vuelve a grabarla'));
  });

  const troubles: [MicrophoneTrouble, string][] = [
    ['refused', 'Permítelo para esta página'],
    ['missing', 'ningún micrófono'],
    ['insecure', 'https://'],
    ['unsupported', 'no puede grabar'],
    ['busy', 'otro programa'],
  ];
  for (const [trouble, words] of troubles) {
    it(`says what to do where the microphone is ${trouble}`, async () => {
      microphone.trouble = trouble;
      await press('Grabar una nota de voz');
      await see(() => shown().includes(words));
      const close = [...(note()?.querySelectorAll('button') ?? [])].find(({ textContent }) => textContent === 'Cerrar');
      close?.click();
      fixture.detectChanges();

      expect(note()).toBeNull();
    });
  }

  it('is offered only where nothing else is about to be sent', () => {
    expect(button('Grabar una nota de voz')).not.toBeNull();
    const textarea = element().querySelector('textarea');
    if (textarea) textarea.value = 'Hola';
    textarea?.dispatchEvent(new Event('input'));
    fixture.detectChanges();

    expect(button('Grabar una nota de voz')).toBeNull();
    expect(button('Enviar')).not.toBeNull();
  });
});
