// @vitest-environment happy-dom
import { fireEvent, screen } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { answered, openPart } from '../../testKit.tsx';
import { Cables } from './Cables.tsx';

const cable = { connectorId: 1, label: 'A', evseId: 'ES*SUR*E1' };

it('is told to be back only beside a cable that is free again', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  let looks = 0;
  let isOut = true;
  await openPart(<Cables />, {
    'connector.list': () => {
      if (!isOut) looks += 1;
      const status = looks > 2 ? 'free' : 'unavailable';
      return answered([{ ...cable, status, outOfService: isOut ? 'repair' : null }]);
    },
    'connector.bringBack': () => {
      isOut = false;
      return answered(null);
    },
  });
  fireEvent.click(await screen.findByRole('button', { name: 'Put back into service' }));
  const seen: string[] = [];
  const watch = new MutationObserver(() => seen.push(document.body.textContent ?? ''));
  watch.observe(document.body, { childList: true, subtree: true, characterData: true });
  await screen.findByText('Back in service.', {}, { timeout: 5_000 });
  watch.disconnect();
  expect(seen.some((text) => text.includes('Back in service.') && text.includes('cannot be used'))).toBe(false);
  screen.getByText('free');
});

it('a controller that does not free it is not passed over', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true, advanceTimeDelta: 200 });
  let outOfService: string | null = 'repair';
  await openPart(<Cables />, {
    'connector.list': () => answered([{ ...cable, status: 'unavailable', outOfService }]),
    'connector.bringBack': () => {
      outOfService = null;
      return answered(null);
    },
  });
  fireEvent.click(await screen.findByRole('button', { name: 'Put back into service' }));
  await screen.findByText('No longer blocked. The charge controller has not freed it yet.', {}, { timeout: 8_000 });
});
