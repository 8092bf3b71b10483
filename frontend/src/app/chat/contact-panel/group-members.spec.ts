import { HttpTestingController } from '@angular/common/http/testing';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { provideTranslocoScope } from '@jsverse/transloco';
import type { GroupMember } from '#contract/groups';
import { provideChatTesting } from '../testing/provide-chat-testing';
import { GroupMembers } from './group-members';

describe('GroupMembers', () => {
  let fixture: ComponentFixture<GroupMembers>;
  let server: HttpTestingController;

  beforeEach(async () => {
    TestBed.configureTestingModule({ providers: [...provideChatTesting(), provideTranslocoScope('contact-panel')] });
    server = TestBed.inject(HttpTestingController);
    fixture = TestBed.createComponent(GroupMembers);
    fixture.componentRef.setInput('conversationId', 'c1');
    await fixture.whenStable();
  });

  const element = () => fixture.nativeElement as HTMLElement;
  const rows = () =>
    [...element().querySelectorAll('li')].map(({ textContent }) => textContent.replace(/\s+/g, ' ').trim());
  const aMember = (name: string, changes: Partial<GroupMember> = {}): GroupMember => ({
    name,
    phoneNumber: '573004445566',
    isAdmin: false,
    isMe: false,
    ...changes,
  });

  async function answer(members: GroupMember[] | null): Promise<void> {
    server.expectOne('/api/conversations/c1/members').flush({ members });
    await fixture.whenStable();
  }

  async function click(name: string): Promise<void> {
    [...element().querySelectorAll('button')].find(({ textContent }) => textContent.includes(name))?.click();
    await fixture.whenStable();
  }

  it('names who is known, gives the number of who is not, and says who is the line and who may change the group', async () => {
    await answer([
      aMember('', { phoneNumber: '573001112233', isMe: true }),
      aMember('Luz', { isAdmin: true }),
      aMember('+573004445577', { phoneNumber: '573004445577' }),
      aMember('', { phoneNumber: null }),
    ]);

    expect(element().querySelector('h3')?.textContent).toBe('Participantes: 4');
    const [me, luz, nameless, hidden] = rows();
    expect(me).toMatch(/2233 ?Tu línea$/);
    expect(luz).toMatch(/Luz ?\+57.*5566 ?Admin$/);
    expect(nameless?.match(/5577/g)?.length).toBe(1);
    expect(hidden).toContain('Número oculto');
  });

  it('shows a few of many until somebody wants all of them', async () => {
    await answer(Array.from({ length: 30 }, (_, index) => aMember(`Persona ${index}`)));
    expect(rows().length).toBe(8);
    await click('Ver los 30');

    expect(rows().length).toBe(30);
  });

  it('says that the line cannot be asked now, and asks again when somebody wants to', async () => {
    await answer(null);
    expect(element().textContent).toContain('La línea no está conectada');
    await click('Reintentar');
    server.expectOne('/api/conversations/c1/members').error(new ProgressEvent('error'));
    await fixture.whenStable();
    expect(element().textContent).toContain('No pudimos cargar');
    await click('Reintentar');
    await answer([aMember('Luz')]);

    expect(rows().length).toBe(1);
  });

  it('asks for those of the group that is opened', async () => {
    await answer([aMember('Luz')]);
    fixture.componentRef.setInput('conversationId', 'c2');
    await fixture.whenStable();
    expect(rows()).toEqual([]);

    server.expectOne('/api/conversations/c2/members').flush({ members: [aMember('Juan')] });
    await fixture.whenStable();
    expect(rows()[0]).toContain('Juan');
  });
});
