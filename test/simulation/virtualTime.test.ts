import { describe, expect, it } from 'vitest';
import { createVirtualTime, type Owner } from './virtualTime.ts';

const owner = (name: string): Owner => ({ name, alive: true, wallOffsetMs: 0, turns: 0 });

describe('virtual time', () => {
  it('runs what is due in order, and at one instant in the order it was asked for', async () => {
    const time = createVirtualTime(1_000);
    const ran: string[] = [];
    const a = owner('a');
    time.post(a, 20, () => ran.push(`late ${time.nowMs}`));
    time.post(a, 10, () => ran.push(`first ${time.nowMs}`));
    time.post(a, 10, () => ran.push(`second ${time.nowMs}`));
    await time.run(() => false);
    expect(ran).toEqual(['first 1010', 'second 1010', 'late 1020']);
  });

  it('lets every promise go on before the next event', async () => {
    const time = createVirtualTime(0);
    const ran: string[] = [];
    const a = owner('a');
    time.post(a, 1, () => {
      void Promise.resolve()
        .then(() => Promise.resolve())
        .then(() => ran.push(`promise of ${time.current.name}`));
    });
    time.post(owner('b'), 1, () => ran.push('next'));
    await time.run(() => false);
    expect(ran).toEqual(['promise of a', 'next']);
  });

  it('takes from a dead owner all it had under way, and takes nothing new of it', async () => {
    const time = createVirtualTime(0);
    const ran: string[] = [];
    const [dead, other] = [owner('dead'), owner('other')];
    time.post(dead, 5, () => ran.push('never'));
    time.post(other, 6, () => ran.push('other'));
    time.kill(dead);
    expect(time.post(dead, 1, () => ran.push('nor this'))).toBeNull();
    await time.run(() => false);
    expect(ran).toEqual(['other']);
  });

  it('swallows what a process throws while it dies, and nothing else', async () => {
    const time = createVirtualTime(0);
    const [dying, alive] = [owner('dying'), owner('alive')];
    time.post(dying, 1, () => {
      time.kill(dying);
      throw new Error('last words');
    });
    await time.run(() => false);
    time.post(alive, 1, () => {
      throw new Error('a bug');
    });
    await expect(time.run(() => false)).rejects.toThrow('a bug');
  });
});
