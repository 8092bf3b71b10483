import { HttpTestingController } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import type { ClientSettings } from '#contract/team-settings';
import { FakeRealtime } from '../chat/testing/fake-realtime';
import { provideChatTesting } from '../chat/testing/provide-chat-testing';
import { TeamSettings } from './team-settings';

describe('TeamSettings', () => {
  const settings: ClientSettings = { stages: ['Nuevo', 'Cliente'], contactFields: [], readReceipts: true };
  let realtime: FakeRealtime;
  let server: HttpTestingController;
  let team: TeamSettings;

  beforeEach(() => {
    realtime = new FakeRealtime();
    TestBed.configureTestingModule({ providers: provideChatTesting(realtime) });
    server = TestBed.inject(HttpTestingController);
    team = TestBed.inject(TeamSettings);
    TestBed.tick();
  });

  const answer = (change: Partial<ClientSettings> = {}) => {
    server.expectOne('/api/settings').flush({ settings: { ...settings, ...change } });
  };

  it('are unknown until they are fetched', () => {
    expect(team.all()).toBeUndefined();
    expect(team.stages()).toEqual([]);
    answer();

    expect(team.all()).toEqual(settings);
    expect(team.stages()).toEqual(['Nuevo', 'Cliente']);
  });

  it('follow what an admin changes elsewhere', () => {
    answer();
    realtime.emit('settings_changed', { clientCode: 'demo', at: '', seq: 1, kind: 'client' });
    answer({ readReceipts: false });

    expect(team.all()?.readReceipts).toBeFalse();
  });

  it('are changed one by one', () => {
    answer();
    team.change({ stages: ['Frío'] }).subscribe();
    const { request } = server.expectOne({ method: 'PATCH', url: '/api/settings' });
    expect(request.body).toEqual({ stages: ['Frío'] });
  });
});
