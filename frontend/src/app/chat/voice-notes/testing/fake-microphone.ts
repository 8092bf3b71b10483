import { Microphone, MicrophoneError, type MicrophoneTrouble, type OpenMicrophone } from '../microphone';
import { packet, simpleBlock, webm } from './made-webm';

/** Records what it is told to, at once, and only what a test asks of it. */
class FakeRecorder extends EventTarget {
  readonly did: string[] = [];
  mimeType = 'audio/webm;codecs=opus';
  recorded: BlobPart = webm(simpleBlock(packet(30)));

  start(): void {
    this.did.push('start');
  }

  pause(): void {
    this.did.push('pause');
  }

  resume(): void {
    this.did.push('resume');
  }

  stop(): void {
    this.did.push('stop');
    const data = new Blob([this.recorded]);
    this.dispatchEvent(Object.assign(new Event('dataavailable'), { data }));
    this.dispatchEvent(new Event('stop'));
  }
}

/** A microphone that hears half of what is possible. */
export class FakeMicrophone {
  readonly recorder = new FakeRecorder();
  trouble: MicrophoneTrouble | null = null;
  isOpen = false;

  open(): Promise<OpenMicrophone> {
    if (this.trouble) return Promise.reject(new MicrophoneError(this.trouble));
    this.isOpen = true;
    return Promise.resolve({
      recorder: this.recorder as unknown as MediaRecorder,
      level: () => 0.5,
      close: () => {
        if (!this.isOpen) throw new Error('It is closed already.');
        this.isOpen = false;
      },
    });
  }
}

export const provideFakeMicrophone = (microphone: FakeMicrophone) => ({ provide: Microphone, useValue: microphone });
