import type { BenchState } from '../../../electron/ipc/contract.ts';

/** A bank card, a phone or a key fob, drawn in the line of the page. */
export function CardPicture({ kind }: { kind: BenchState['cards'][number]['kind'] }) {
  return (
    <svg className="card-picture" viewBox="0 0 28 20" aria-hidden="true" data-kind={kind}>
      {pictures[kind]}
    </svg>
  );
}

const pictures = {
  bankCard: (
    <>
      <rect x="1" y="1.5" width="26" height="17" rx="2.5" />
      <rect x="4.5" y="7" width="5.5" height="4.5" rx="1" />
      <path d="M4.5 15h9M19 15h4.5" />
    </>
  ),
  phone: (
    <>
      <rect x="8.5" y="0.75" width="11" height="18.5" rx="2.2" />
      <path d="M12.5 3h3M11.5 10a4 4 0 0 1 0 4M14 8.6a6.5 6.5 0 0 1 0 6.8" />
    </>
  ),
  chargingKey: (
    <>
      <path d="M14 6.5c4 0 6.5 2.6 6.5 6.2 0 3.4-2.6 6-6.5 6s-6.5-2.6-6.5-6c0-3.6 2.5-6.2 6.5-6.2Z" />
      <circle cx="14" cy="4" r="2.8" />
      <path d="m14.8 9-3 4.4h4.4l-3 4" />
    </>
  ),
};
