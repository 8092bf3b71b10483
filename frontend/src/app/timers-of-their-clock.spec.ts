import { timer } from 'rxjs';
import { intervalProvider } from 'rxjs/internal/scheduler/intervalProvider';

/**
 * A timer that was set by one clock can only be cleared by it. RxJS takes whichever stands there in the moment: what one spec
 * leaves running, such as the time limit of a request nobody answers, would then fire for ever, and throw, once it has ended
 * while another spec has `jasmine.clock()` installed.
 */
interface Timer {
  id: number;
  clear: typeof clearInterval;
}

const clearOfBrowser = clearInterval;

intervalProvider.delegate = {
  setInterval: (handler, ...timing) => {
    const made: Timer = { clear: clearInterval, id: setInterval(handler, ...timing) };
    return made as never;
  },
  clearInterval: (handle) => {
    const { id, clear } = handle as unknown as Timer;
    // The timers of a clock that is uninstalled are gone with it.
    if (clear === clearOfBrowser || clear === clearInterval) clear(id);
  },
};

describe('a timer that outlives the spec it was set in', () => {
  it('fires once, also while another clock is installed', async () => {
    const thrown = jasmine.createSpy<(event: Event) => void>();
    window.addEventListener('error', thrown);
    const frame = () => new Promise(requestAnimationFrame);
    let fired = 0;
    timer(1).subscribe(() => fired++);
    jasmine.clock().install();

    while (fired === 0) await frame();
    await frame();
    await frame();

    jasmine.clock().uninstall();
    window.removeEventListener('error', thrown);
    expect(fired).toBe(1);
    expect(thrown).not.toHaveBeenCalled();
  });
});
