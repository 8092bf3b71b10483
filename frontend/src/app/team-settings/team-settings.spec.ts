import { HttpTestingController } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import type { ClientSettings } from '#contract/team-settings';
import { FakeRealtime } from '../chat/testing/fake-realtime';
import { provideChatTesting } from '../chat/testing/provide-chat-testing';
import { TeamSettings } from './team-settings';

describe('TeamSettings', () => {
  const stages = ['Nuevo', 'Cliente'].map((name) => ({ id: name, name }));
  const settings: ClientSettings = { stages, contactFields: [], readReceipts: true, timeZone: 'America/Bogota' };
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
    expect(team.stages()).toEqual(stages);
  });

  it('follow what an admin changes elsewhere', () => {
    answer();
    realtime.emit('settings_changed', { clientCode: 'demo', at: '', seq: 1, kind: 'client' });
    answer({ readReceipts: false });

    expect(team.all()?.readReceipts).toBeFalse();
  });

  it('are changed one by one, and are so as soon as the server says it', () => {
    answer();
    const cold = [{ id: 's1', name: 'Frío' }];
    team.change({ stages: cold }).subscribe();
    const sent = server.expectOne({ method: 'PATCH', url: '/api/settings' });
    expect(sent.request.body).toEqual({ stages: cold });
    sent.flush({ settings: { ...settings, stages: cold } });

    expect(team.stages()).toEqual(cold);
    answer({ stages: cold });
  });

  it('say where the contacts of a stage that is removed go; a field has nothing to say', () => {
    answer();
    team.remove('stages', 'Nuevo', 'Cliente').subscribe();
    const stage = server.expectOne({ method: 'DELETE', url: '/api/settings/stages/Nuevo' });
    expect(stage.request.body).toEqual({ moveTo: 'Cliente' });
    stage.flush(null);
    answer();
    team.remove('contactFields', 'f1', null).subscribe();
    const field = server.expectOne({ method: 'DELETE', url: '/api/settings/contact-fields/f1' });
    expect(field.request.body).toBeNull();
  });
});
