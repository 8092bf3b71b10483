import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Subject } from 'rxjs';
import type { BulkCampaign, UpdateCampaignRequest } from '#contract/bulk-campaigns';
import { ApiError } from '../../api';
import { UnsavedChanges } from '../../unsaved-changes';
import { CampaignStore } from '../campaigns/campaign-store';
import { CampaignsApi } from '../campaigns/campaigns-api';
import { testCampaign } from '../testing/test-campaign';
import { DraftChanges } from './draft-changes';

describe('DraftChanges', () => {
  let sent: { change: UpdateCampaignRequest; answer: Subject<BulkCampaign> }[];
  let isDirty: () => boolean;
  let changes: DraftChanges;

  beforeEach(() => {
    jasmine.clock().install();
    sent = [];
    const change = (_id: string, change: UpdateCampaignRequest) => {
      const answer = new Subject<BulkCampaign>();
      sent.push({ change, answer });
      return answer;
    };
    TestBed.configureTestingModule({
      providers: [
        DraftChanges,
        { provide: CampaignsApi, useValue: { change } },
        { provide: CampaignStore, useValue: { id: signal('c1'), take: () => undefined } },
        { provide: UnsavedChanges, useValue: { watch: (look: () => boolean) => (isDirty = look) } },
      ],
    });
    changes = TestBed.inject(DraftChanges);
  });

  afterEach(() => {
    jasmine.clock().uninstall();
  });

  async function answer(index: number): Promise<void> {
    sent[index]?.answer.next(testCampaign());
    sent[index]?.answer.complete();
    await settled();
  }

  async function settled(): Promise<void> {
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
  }

  it('are saved together once somebody pauses', async () => {
    changes.change({ name: 'Uno' });
    jasmine.clock().tick(599);
    changes.change({ name: 'Dos', message: { text: 'Hola' } });
    jasmine.clock().tick(599);
    expect(sent).toEqual([]);
    expect(isDirty()).toBeTrue();

    jasmine.clock().tick(1);
    expect(sent.map(({ change }) => change)).toEqual([{ name: 'Dos', message: { text: 'Hola' } }]);
    await answer(0);

    expect(changes.state()).toBe('saved');
    expect(isDirty()).toBeFalse();
  });

  it('go one after the other, so that the last one holds', async () => {
    changes.change({ name: 'Uno' });
    jasmine.clock().tick(600);
    changes.change({ name: 'Dos' });
    jasmine.clock().tick(600);
    await settled();
    expect(sent.length).toBe(1);

    await answer(0);
    expect(changes.state()).not.toBe('saved');
    expect(sent.map(({ change }) => change.name)).toEqual(['Uno', 'Dos']);
    await answer(1);

    expect(changes.state()).toBe('saved');
  });

  it('stay until they are saved, and what came later stands above them', async () => {
    changes.change({ name: 'Uno', message: null });
    const saving = changes.save();
    changes.change({ name: 'Dos' });
    sent[0]?.answer.error(new ApiError('network'));

    expect(await saving).toBeFalse();
    expect(changes.failure()).toBe('errors.network');
    expect(isDirty()).toBeTrue();
    void changes.save();
    await settled();
    expect(sent[1]?.change).toEqual({ name: 'Dos', message: null });
  });

  it('are known until the server has them too', async () => {
    changes.change({ name: 'Uno', message: null });
    void changes.save();
    changes.change({ name: 'Dos' });
    expect(changes.unsaved()).toEqual({ name: 'Dos', message: null });

    await answer(0);
    expect(changes.unsaved()).toEqual({ name: 'Dos' });
    void changes.save();
    await settled();
    await answer(1);

    expect(changes.unsaved()).toEqual({});
  });

  it('are gone for good once they are dropped, whatever becomes of those on their way', async () => {
    changes.change({ name: 'Uno' });
    const saving = changes.save();
    changes.change({ name: 'Dos' });
    changes.drop();
    expect(changes.unsaved()).toEqual({});
    sent[0]?.answer.error(new ApiError('network'));
    await saving;
    jasmine.clock().tick(600);
    await settled();

    expect(sent.length).toBe(1);
    expect(isDirty()).toBeFalse();
  });
});
