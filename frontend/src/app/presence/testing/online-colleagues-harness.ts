import { ComponentHarness } from '@angular/cdk/testing';

/** Reads the stack of avatars as a person does. */
export class OnlineColleaguesHarness extends ComponentHarness {
  static readonly hostSelector = 'app-online-colleagues';

  readonly #marks = this.locatorForAll('[role=img]');

  /** What is said of each mark, on hover and to a screen reader. */
  async names(): Promise<(string | null)[]> {
    const marks = await this.#marks();
    return Promise.all(marks.map((mark) => mark.getAttribute('aria-label')));
  }

  /** What is seen of each: initials, and the number of the rest. */
  async texts(): Promise<string[]> {
    const marks = await this.#marks();
    return Promise.all(marks.map((mark) => mark.text()));
  }
}
