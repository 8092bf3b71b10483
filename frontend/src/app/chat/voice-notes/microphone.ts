import { DOCUMENT, inject, Service } from '@angular/core';

/** Why nothing can be recorded: the person or the browser said no, there is no microphone, or something else has it. */
export type MicrophoneTrouble = 'refused' | 'missing' | 'insecure' | 'unsupported' | 'busy';

export class MicrophoneError extends Error {
  override readonly name = 'MicrophoneError';
  readonly trouble: MicrophoneTrouble;

  constructor(trouble: MicrophoneTrouble) {
    super(trouble);
    this.trouble = trouble;
  }
}

export interface OpenMicrophone {
  readonly recorder: MediaRecorder;
  /** How loud it is now, from 0 to 1. */
  level(): number;
  /** Nothing is heard from then on, and the browser shows so. */
  close(): void;
}

/** What WhatsApp plays as a voice note, directly or once it is wrapped anew; then what is only an audio file to it. */
const TYPES = ['audio/ogg;codecs=opus', 'audio/webm;codecs=opus', 'audio/mp4'];
/** Enough for speech, and an hour of it stays below the 16 MB that WhatsApp takes. */
const BITS_PER_SECOND = 32_000;

/** The microphone of this device. */
@Service()
export class Microphone {
  readonly #window = inject(DOCUMENT).defaultView ?? window;

  /** Asks the person where they have not answered yet. Fails with a `MicrophoneError`. */
  async open(): Promise<OpenMicrophone> {
    if (!this.#window.isSecureContext) throw new MicrophoneError('insecure');
    const mimeType = TYPES.find((type) => typeof MediaRecorder !== 'undefined' && MediaRecorder.isTypeSupported(type));
    if (mimeType === undefined) throw new MicrophoneError('unsupported');
    const stream = await this.#listen();
    try {
      return listenTo(stream, mimeType);
    } catch {
      stopAll(stream);
      throw new MicrophoneError('busy');
    }
  }

  async #listen(): Promise<MediaStream> {
    try {
      const audio = { channelCount: 1, echoCancellation: true, noiseSuppression: true, autoGainControl: true };
      return await this.#window.navigator.mediaDevices.getUserMedia({ audio });
    } catch (error) {
      throw new MicrophoneError(troubleOf(error));
    }
  }
}

function listenTo(stream: MediaStream, mimeType: string): OpenMicrophone {
  const recorder = new MediaRecorder(stream, { mimeType, audioBitsPerSecond: BITS_PER_SECOND });
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  context.createMediaStreamSource(stream).connect(analyser);
  const heard = new Float32Array(analyser.fftSize);
  return {
    recorder,
    level: () => {
      analyser.getFloatTimeDomainData(heard);
      return loudness(heard);
    },
    close: () => {
      stopAll(stream);
      void context.close();
    },
  };
}

function stopAll(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

function troubleOf(error: unknown): MicrophoneTrouble {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'refused';
  return name === 'NotFoundError' || name === 'OverconstrainedError' ? 'missing' : 'busy';
}

/** Speech lies around a tenth of what is possible: its root, so that it is seen. */
function loudness(samples: Float32Array): number {
  const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
  return Math.min(1, Math.sqrt(Math.sqrt(power)));
}
