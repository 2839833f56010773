// @vitest-environment happy-dom
import { fireEvent, screen } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { openPart } from '../testKit.tsx';
import { MoneyField, NumberField } from './typed.tsx';

const eur = (minor: number) => ({ minor, currency: 'EUR' });
const type = (value: string) => fireEvent.change(screen.getByRole('textbox'), { target: { value } });

it('80 is €80.00, and is said so while it is typed', async () => {
  const set = vi.fn();
  await openPart(<MoneyField now={6000} least={eur(150)} most={eur(30_000)} set={set} />);
  screen.getByLabelText('Amount: €60.00');
  type('80');
  screen.getByLabelText('Amount: €80.00');
  expect(set).toHaveBeenLastCalledWith(8000);
  screen.getByRole('button', { name: 'Full stop' });
  type('80.555');
  expect(set).toHaveBeenLastCalledWith(8000);
});

it('what is refused says why, in money', async () => {
  const set = vi.fn();
  await openPart(<MoneyField now={6000} least={eur(150)} most={eur(30_000)} set={set} />, {}, 'de');
  type('301');
  expect(screen.getByRole('alert').textContent).toBe('Höchstens 300,00\u00a0€.');
  expect(set).toHaveBeenLastCalledWith(undefined);
  type('1,4');
  expect(screen.getByRole('alert').textContent).toBe('Mindestens 1,50\u00a0€.');
  type('1,5');
  expect(screen.getByRole('alert').textContent).toBe('');
  expect(set).toHaveBeenLastCalledWith(150);
});

it('a whole number has no decimal key, and its bounds are said too', async () => {
  const set = vi.fn();
  await openPart(<NumberField label="Minutes" now={5} least={0} most={1440} set={set} />);
  expect(screen.queryByRole('button', { name: 'Full stop' })).toBeNull();
  type('1441');
  expect(screen.getByRole('alert').textContent).toBe('At most 1,440.');
  expect(set).toHaveBeenLastCalledWith(undefined);
});
