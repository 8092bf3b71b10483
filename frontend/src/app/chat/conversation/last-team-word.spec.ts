import { aMessage } from '../testing/chat-fixtures';
import { lastTeamWord } from './last-team-word';

describe('The last word of the team', () => {
  const at = (minute: number) => `2026-11-20T12:0${minute}:00.000Z`;

  it('is what somebody has written last, in the browser or on the phone, whatever came after', () => {
    const said = [
      aMessage(1, { author: 'user', direction: 'out', sentAt: at(1) }),
      aMessage(2, { author: 'phone', direction: 'out', sentAt: at(2) }),
      aMessage(3, { author: 'contact', direction: 'in', sentAt: at(3) }),
      aMessage(4, { author: 'bot', direction: 'out', sentAt: at(4) }),
    ];
    expect(lastTeamWord(said)).toBe(at(2));
  });

  it('is neither a note nor what did not leave', () => {
    const said = [
      aMessage(1, { author: 'user', direction: 'out', type: 'note', sentAt: at(1) }),
      aMessage(2, { author: 'user', direction: 'out', status: 'failed', sentAt: at(2) }),
    ];
    expect(lastTeamWord(said)).toBeNull();
  });
});
