import { Service } from '@angular/core';

/** What is played stops when something else is played. */
@Service()
export class OnePlaysAtATime {
  #playing: HTMLMediaElement | null = null;

  began(player: HTMLMediaElement): void {
    if (this.#playing !== player) this.#playing?.pause();
    this.#playing = player;
  }
}
