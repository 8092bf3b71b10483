import {
  afterRenderEffect,
  Component,
  computed,
  DestroyRef,
  effect,
  type ElementRef,
  inject,
  output,
  viewChild,
} from '@angular/core';
import { provideTranslocoScope, TranslocoDirective } from '@jsverse/transloco';
import type { Media } from '#contract/messages';
import type { UnsentFile } from '../../offline';
import { Icon } from '../../ui';
import { AudioPlayer } from '../message-contents/audio-player';
import { UnsavedChanges } from '../../unsaved-changes';
import { Microphone } from './microphone';
import { VoiceRecording } from './voice-recording';

/**
 * A voice note, from the question for the microphone to sending. It records from the moment it is shown, and what it has
 * recorded is gone with it.
 */
@Component({
  selector: 'app-voice-note',
  imports: [AudioPlayer, Icon, TranslocoDirective],
  templateUrl: './voice-note.html',
  styleUrl: './voice-note.css',
  providers: [provideTranslocoScope('conversation', 'voice-note')],
  host: { '(keydown.escape)': '$event.preventDefault()' },
})
export class VoiceNote {
  readonly sent = output<UnsentFile>();
  readonly discarded = output();

  protected readonly recording = new VoiceRecording(inject(Microphone));
  protected readonly state = this.recording.state;
  protected readonly isUnderWay = computed(() => ['recording', 'paused'].includes(this.state().is));
  protected readonly clock = computed(() => {
    const whole = Math.floor(this.recording.seconds());
    return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
  });
  /** As the player takes it; null before there is something to play. */
  protected readonly recorded = computed<Media | null>(() => {
    const state = this.state();
    if (state.is !== 'recorded') return null;
    const { blob, voice } = state.file;
    const url = URL.createObjectURL(blob);
    const what = { id: '', url, mimeType: blob.type, bytes: blob.size, state: 'ready' } as const;
    return { ...what, seconds: state.seconds, ...(voice && { voice }) };
  });
  /** What is done next, which gets the focus. */
  private readonly next = viewChild<ElementRef<HTMLElement>>('next');

  constructor() {
    void this.recording.start();
    inject(UnsavedChanges).watch(() => !['asking', 'failed'].includes(this.state().is));
    effect((onCleanup) => {
      const url = this.recorded()?.url;
      onCleanup(() => {
        if (url !== undefined) URL.revokeObjectURL(url);
      });
    });
    afterRenderEffect(() => {
      this.next()?.nativeElement.focus();
    });
    inject(DestroyRef).onDestroy(() => {
      this.recording.giveUp();
    });
  }

  protected send(): void {
    const state = this.state();
    if (state.is === 'recorded') this.sent.emit(state.file);
  }
}
