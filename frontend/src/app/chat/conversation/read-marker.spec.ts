import { aConversation } from '../testing/chat-fixtures';
import { ReadMarker } from './read-marker';

describe('ReadMarker', () => {
  const opened = { conversation: aConversation(1, { unread: 3 }), isLoaded: true, isVisible: true, atEnd: false };

  it('marks a conversation when it is opened, once', () => {
    const marker = new ReadMarker();

    expect(marker.isDue(opened)).toBeTrue();
    expect(marker.isDue(opened)).toBeFalse();
  });

  it('waits until the tab is visible', () => {
    const marker = new ReadMarker();

    expect(marker.isDue({ ...opened, isVisible: false })).toBeFalse();
    expect(marker.isDue(opened)).toBeTrue();
  });

  it('marks what comes in later only when the end is in view', () => {
    const marker = new ReadMarker();
    marker.isDue(opened);
    const later = { ...opened, conversation: aConversation(1, { unread: 1, version: 50 }) };

    expect(marker.isDue(later)).toBeFalse();
    expect(marker.isDue({ ...later, atEnd: true })).toBeTrue();
  });

  it('has nothing to do where nothing is unread', () => {
    expect(new ReadMarker().isDue({ ...opened, conversation: aConversation(1) })).toBeFalse();
  });
});
