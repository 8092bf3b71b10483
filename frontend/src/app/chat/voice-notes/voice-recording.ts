import { signal } from '@angular/core';
import type { UnsentFile } from '../../offline';
import { type Microphone, MicrophoneError, type MicrophoneTrouble, type OpenMicrophone } from './microphone';
import { asOggOpus } from './opus/as-ogg-opus';

/** How often time and level are brought up to date, in milliseconds. */
const TICK = 100;
/** An hour: then it ends by itself, because WhatsApp takes 16 MB. */
const LONGEST_SECONDS = 3_600;
/** How many levels are shown. */
const LEVELS = 40;

export type RecordingState =
  | { readonly is: 'asking' | 'recording' | 'paused' | 'finishing' }
  | { readonly is: 'recorded'; readonly file: UnsentFile; readonly seconds: number }
  | { readonly is: 'failed'; readonly trouble: MicrophoneTrouble | 'unreadable' };

/** One recording, from the question for the microphone to the file. It is over when it is given up. */
export class VoiceRecording {
  readonly #microphone: Microphone;
  readonly #state = signal<RecordingState>({ is: 'asking' });
  readonly #seconds = signal(0);
  readonly #levels = signal<readonly number[]>([]);
  #open: OpenMicrophone | null = null;
  #ticks: ReturnType<typeof setInterval> | undefined;
  #isGivenUp = false;
  /** What was recorded before the last pause, in milliseconds, and when that ended. */
  #before = 0;
  #since = 0;

  readonly state = this.#state.asReadonly();
  /** How long it is by now. */
  readonly seconds = this.#seconds.asReadonly();
  /** How loud it was lately, each from 0 to 1, the newest last. */
  readonly levels = this.#levels.asReadonly();

  constructor(microphone: Microphone) {
    this.#microphone = microphone;
  }

  async start(): Promise<void> {
    try {
      const open = await this.#microphone.open();
      if (this.#isGivenUp) {
        open.close();
        return;
      }
      this.#open = open;
      this.#record(open);
    } catch (error) {
      this.#letGo();
      this.#fail(error instanceof MicrophoneError ? error.trouble : 'busy');
    }
  }

  pause(): void {
    if (this.#state().is !== 'recording') return;
    this.#open?.recorder.pause();
    this.#stopClock();
    this.#state.set({ is: 'paused' });
  }

  resume(): void {
    if (this.#state().is !== 'paused') return;
    this.#open?.recorder.resume();
    this.#startClock();
    this.#state.set({ is: 'recording' });
  }

  finish(): void {
    if (!['recording', 'paused'].includes(this.#state().is)) return;
    this.#stopClock();
    this.#state.set({ is: 'finishing' });
    this.#open?.recorder.stop();
  }

  /** Lets go of the microphone, whatever was recorded. */
  giveUp(): void {
    this.#isGivenUp = true;
    this.#letGo();
  }

  #letGo(): void {
    this.#stopClock();
    this.#open?.close();
    this.#open = null;
  }

  #record({ recorder }: OpenMicrophone): void {
    const parts: Blob[] = [];
    recorder.addEventListener('dataavailable', ({ data }) => parts.push(data));
    // It also stops by itself, when the microphone is unplugged: what there is by then is not lost.
    recorder.addEventListener('stop', () => {
      this.#letGo();
      if (!this.#isGivenUp) void this.#keep(new Blob(parts, { type: recorder.mimeType }));
    });
    recorder.start();
    this.#startClock();
    this.#state.set({ is: 'recording' });
  }

  async #keep(recorded: Blob): Promise<void> {
    const type = recorded.type.split(';', 1)[0] ?? '';
    const seconds = Math.max(1, Math.round(this.#seconds()));
    try {
      const blob = type === 'audio/webm' ? await asOggOpus(recorded) : new Blob([recorded], { type });
      if (blob.size === 0) throw new Error('Nothing was recorded.');
      const isVoice = blob.type === 'audio/ogg';
      const name = isVoice ? 'voice.ogg' : 'audio.m4a';
      const file: UnsentFile = { blob, name, type: 'audio', seconds, ...(isVoice && { voice: true }) };
      if (!this.#isGivenUp) this.#state.set({ is: 'recorded', file, seconds });
    } catch {
      this.#fail('unreadable');
    }
  }

  #fail(trouble: MicrophoneTrouble | 'unreadable'): void {
    if (!this.#isGivenUp) this.#state.set({ is: 'failed', trouble });
  }

  #startClock(): void {
    this.#since = Date.now();
    this.#ticks = setInterval(() => {
      this.#seconds.set((this.#before + Date.now() - this.#since) / 1_000);
      const level = this.#open?.level() ?? 0;
      this.#levels.update((levels) => [...levels, level].slice(-LEVELS));
      if (this.#seconds() >= LONGEST_SECONDS) this.finish();
    }, TICK);
  }

  /** What is being recorded is counted to the end. */
  #stopClock(): void {
    if (this.#ticks === undefined) return;
    clearInterval(this.#ticks);
    this.#ticks = undefined;
    this.#before += Date.now() - this.#since;
    this.#seconds.set(this.#before / 1_000);
  }
}
