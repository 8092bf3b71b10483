import { Service } from '@angular/core';

/** Two soft notes, one after the other: frequency in hertz, beginning and length in seconds. */
const NOTES = [
  { frequency: 660, at: 0, length: 0.16 },
  { frequency: 880, at: 0.12, length: 0.26 },
] as const;
const LOUDNESS = 0.08;

/** The sound of a new message, made by the browser itself. Silent until the person has touched the page, as browsers want. */
@Service()
export class NoticeSound {
  #context: AudioContext | undefined;

  play(): void {
    this.#context ??= new AudioContext();
    const context = this.#context;
    if (context.state === 'suspended') void context.resume().catch(() => undefined);
    const now = context.currentTime;
    for (const { frequency, at, length } of NOTES) {
      const note = new OscillatorNode(context, { frequency });
      const volume = new GainNode(context, { gain: 0 });
      volume.gain.setValueAtTime(0, now + at);
      volume.gain.linearRampToValueAtTime(LOUDNESS, now + at + 0.02);
      volume.gain.exponentialRampToValueAtTime(0.000_1, now + at + length);
      note.connect(volume).connect(context.destination);
      note.start(now + at);
      note.stop(now + at + length);
    }
  }
}
