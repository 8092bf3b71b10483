/** Holds back what is to be done, in order, from `begin()` until `end()`. */
export class Hold {
  #held: (() => void)[] | undefined;

  get isOn(): boolean {
    return this.#held !== undefined;
  }

  /** Does it now, or when the hold ends. */
  pass(act: () => void): void {
    if (this.#held === undefined) act();
    else this.#held.push(act);
  }

  begin(): void {
    this.#held ??= [];
  }

  end(): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const act of held) act();
  }
}
