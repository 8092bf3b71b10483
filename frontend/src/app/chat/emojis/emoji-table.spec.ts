import { HttpTestingController } from '@angular/common/http/testing';
import { ApplicationRef } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import en from '../../../../public/emojis/en.json';
import es from '../../../../public/emojis/es.json';
import { Language } from '../../i18n';
import { provideChatTesting } from '../testing/provide-chat-testing';
import { EMOJI_GROUPS } from './emoji-groups';
import { EmojiTable } from './emoji-table';

describe('EmojiTable', () => {
  it('has all emojis in the language in use, and follows it', async () => {
    TestBed.configureTestingModule({ providers: provideChatTesting() });
    const [server, language, app] = [
      TestBed.inject(HttpTestingController),
      TestBed.inject(Language),
      TestBed.inject(ApplicationRef),
    ];
    const table = TestBed.inject(EmojiTable);
    const answer = async (code: string, file: object) => {
      app.tick();
      server.expectOne(`emojis/${code}.json`).flush(file);
      await app.whenStable();
    };
    expect(table.groups()).toBeUndefined();
    await answer('es', es);

    expect(table.groups()?.smileys[0]).toEqual(jasmine.objectContaining({ emoji: '😀', name: 'cara sonriendo' }));
    language.use('en');
    await answer('en', en);

    expect(table.groups()?.smileys[0]).toEqual(jasmine.objectContaining({ emoji: '😀', name: 'grinning face' }));
    for (const [group] of EMOJI_GROUPS) expect(table.groups()?.[group].length).toBeGreaterThan(50);
    language.use('es');
  });
});
