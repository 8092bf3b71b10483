import { HttpTestingController } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import type { Label } from '#contract/team-settings';
import { FakeRealtime } from '../chat/testing/fake-realtime';
import { provideChatTesting } from '../chat/testing/provide-chat-testing';
import { Labels } from './labels';

describe('Labels', () => {
  let realtime: FakeRealtime;
  let server: HttpTestingController;
  let labels: Labels;

  beforeEach(() => {
    realtime = new FakeRealtime();
    TestBed.configureTestingModule({ providers: provideChatTesting(realtime) });
    server = TestBed.inject(HttpTestingController);
    labels = TestBed.inject(Labels);
    TestBed.tick();
  });

  const label = (id: string, name: string): Label => ({ id, name, colour: 'teal', createdAt: '' });
  const answer = (...items: Label[]) => {
    server.expectOne('/api/labels').flush({ items });
  };
  const names = () => labels.all().map(({ name }) => name);

  it('stand in the order of their names, as people read them', () => {
    expect(labels.isKnown()).toBeFalse();
    answer(label('1', 'zona 10'), label('2', 'Zona 9'), label('3', 'árbol'));

    expect(names()).toEqual(['árbol', 'Zona 9', 'zona 10']);
    expect(labels.isKnown()).toBeTrue();
  });

  it('are found for a conversation, without those that were removed', () => {
    answer(label('1', 'VIP'), label('2', 'Deuda'));

    expect(labels.named(['1', 'gone', '2']).map(({ name }) => name)).toEqual(['Deuda', 'VIP']);
  });

  it('follow what others do with them', () => {
    answer(label('1', 'VIP'));
    realtime.emit('settings_changed', { clientCode: 'demo', at: '', seq: 1, kind: 'labels' });
    answer(label('1', 'Muy VIP'));

    expect(names()).toEqual(['Muy VIP']);
  });

  it('are there as soon as they were made', () => {
    answer();
    labels.add({ name: 'VIP', colour: 'red' }).subscribe();
    server.expectOne({ method: 'POST', url: '/api/labels' }).flush({ label: label('1', 'VIP') });
    answer(label('1', 'VIP'));

    expect(names()).toEqual(['VIP']);
  });
});
