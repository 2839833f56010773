import { Fragment } from 'react';

/**
 * Facts side by side, each in its own direction: an address in an Arabic line keeps the order of its parts. The dot stays
 * with what it follows, so that no line begins with one.
 */
export function Dotted({ parts }: { parts: readonly (string | number | false | null)[] }) {
  const known = parts.filter((part) => part !== false && part !== null && part !== '');
  return known.map((part, at) => (
    <Fragment key={String(part)}>
      {at > 0 && '\u00a0· '}
      <bdi>{part}</bdi>
    </Fragment>
  ));
}
