// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { openPart } from '../../testKit.tsx';
import { Facts } from './Facts.tsx';

const told = (term: string) => screen.getByText(term).nextElementSibling?.textContent;

it('what was set aside for a test is told to be released', async () => {
  const one = { minor: 1, currency: 'EUR' };
  await openPart(
    <Facts
      facts={[
        { fact: 'money', ...one },
        { fact: 'released', ...one },
      ]}
    />,
  );
  expect(told('Released')).toBe('€0.01');
});

it('why a terminal is away is told in words', async () => {
  await openPart(<Facts facts={[{ fact: 'stage', text: 'connect ECONNREFUSED' }]} />);
  expect(told('Detail')).toMatch(/^It is there, but takes no connection\. \(.*connect ECONNREFUSED.*\)$/);
});
