import { expect, test } from 'vitest';
import { createOrderQueue } from './orderQueue.ts';

const later = <T>(value: T) => new Promise<T>((resolve) => setTimeout(() => resolve(value), 5));

test('one at a time, the most urgent first, then in the order of calling', async () => {
  const queue = createOrderQueue();
  const order: string[] = [];
  const task = (name: string) => async () => {
    order.push(`${name} begins`);
    await later(null);
    order.push(`${name} ends`);
  };
  await Promise.all([
    queue.run('driver', task('first')),
    queue.run('poll', task('poll')),
    queue.run('driver', task('driver')),
    queue.run('settlement', task('one')),
    queue.run('settlement', task('two')),
  ]);
  const expected = ['first', 'one', 'two', 'driver', 'poll'];
  expect(order).toEqual(expected.flatMap((name) => [`${name} begins`, `${name} ends`]));
});

test('who waits is told; who leaves the line is not run', async () => {
  const queue = createOrderQueue();
  const told: string[] = [];
  const leave = new AbortController();
  const first = queue.run('driver', () => later('first'), { onWait: () => told.push('first') });
  const second = queue.run('driver', () => later('second'), {
    onWait: () => told.push('second'),
    signal: leave.signal,
  });
  leave.abort();
  expect(await Promise.all([first, second, queue.run('poll', () => later('third'))])).toEqual(['first', null, 'third']);
  expect(told).toEqual(['second']);
});

test('a task that throws does not block the next', async () => {
  const queue = createOrderQueue();
  const broken = queue.run('driver', () => Promise.reject(new Error('bug')));
  const next = queue.run('driver', () => later('next'));
  await expect(broken).rejects.toThrow('bug');
  expect(await next).toBe('next');
});
