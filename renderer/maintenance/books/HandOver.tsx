import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Handed } from '../../../electron/maintenance/books.ts';
import type { InputOf } from '../../../electron/maintenance/requests.ts';
import { sentences } from '../../../locales/sentences.ts';
import type { Desk } from '../desk.ts';
import { useLook, useMaintenance } from '../page.ts';
import { Key } from '../parts/Key.tsx';
import { Panel } from '../parts/Page.tsx';
import { canDownload, download } from '../reports/download.ts';
import type { Choice } from '../reports/periods.ts';
import { useTrouble } from './trouble.ts';

type Format = InputOf<'books.download'>['format'];
const formats = ['csv', 'datev', 'ocpi', 'hledger', 'ubl'] as const satisfies readonly Format[];
const PLACES_EVERY_MS = 3_000;
const ASK_AGAIN_MS = 500;

type Outcome =
  | { readonly at: 'idle' }
  | { readonly at: 'working' }
  | { readonly at: 'done'; readonly handed: Handed; readonly name: string | null }
  | { readonly at: 'failed'; readonly code: string; readonly detail?: string | undefined };

/** As what, to where, and go. Where it goes to is a stick that is plugged in, or this browser. */
export function HandOver({ choice, against }: { choice: Choice; against: Readonly<Record<Format, string | null>> }) {
  const { t } = useTranslation('books');
  const { desk, format: written } = useMaintenance();
  const sentenceOf = useTrouble();
  const { value: places } = useLook('books.places', undefined, PLACES_EVERY_MS);
  const [format, setFormat] = useState<Format>('csv');
  const [outcome, setOutcome] = useState<Outcome>({ at: 'idle' });
  const isWorking = outcome.at === 'working';
  const hindrance = against[format];
  const sticks = places?.sticks ?? [];

  async function hand(stick: string | null): Promise<void> {
    setOutcome({ at: 'working' });
    const order = { id: crypto.randomUUID(), period: choice, format };
    const answer = await handedOver(desk, order, stick);
    if (!answer.ok) return setOutcome({ at: 'failed', code: answer.error.code, detail: detailOf(answer.error) });
    const { download: offered } = answer.value;
    const fetched = offered ? await fetchPieces(desk, offered.id) : null;
    if (offered && !fetched) return setOutcome({ at: 'failed', code: 'gone' });
    if (offered && fetched) download(offered.name, 'application/octet-stream', fetched);
    setOutcome({ at: 'done', handed: answer.value, name: offered?.name ?? null });
  }

  return (
    <Panel title={t('handOver')}>
      <p>{t('format')}</p>
      <div className="choice">
        {formats.map((each) => (
          <Key key={each} current={each === format} onPress={() => [setFormat(each), setOutcome({ at: 'idle' })]}>
            {t(`formats.${each}`)}
          </Key>
        ))}
      </div>
      {hindrance !== null ? (
        <p className="strip" data-tone="attention" lang="en" dir="ltr">
          {hindrance}
        </p>
      ) : (
        <>
          <p>{t('to')}</p>
          <div className="choice">
            {sticks.map(({ path, name, freeBytes }) => (
              <Key key={path} tone="primary" disabled={isWorking} onPress={() => void hand(path)}>
                {t('stick', { name, free: bytesText(freeBytes, written.tag) })}
              </Key>
            ))}
            {canDownload && format !== 'ubl' && (
              <Key disabled={isWorking} onPress={() => void hand(null)}>
                {t('download')}
              </Key>
            )}
          </div>
          {places && sticks.length === 0 && <p className="soft">{t('noSticks')}</p>}
        </>
      )}
      <div role="status">
        {isWorking && <p aria-busy="true">{t('working')}</p>}
        {outcome.at === 'failed' && (
          <div className="strip" data-tone="attention">
            <p>{sentenceOf(outcome.code)}</p>
            {outcome.detail && (
              <p lang="en" dir="ltr">
                {outcome.detail}
              </p>
            )}
          </div>
        )}
        {outcome.at === 'done' && (
          <p className="strip" data-tone="sound">
            {sentences(
              outcome.name
                ? t('downloaded', { name: outcome.name, size: bytesText(outcome.handed.bytes, written.tag) })
                : t('done', { folder: outcome.handed.folder, size: bytesText(outcome.handed.bytes, written.tag) }),
              outcome.handed.differences > 0 && t('doneDiffering'),
            )}
          </p>
        )}
      </div>
    </Panel>
  );
}

type Order = InputOf<'books.download'>;

/** A long export outlives the page's patience: then its outcome is asked for by the name of the wish. */
async function handedOver(desk: Desk, order: Order, stick: string | null) {
  const first = await (stick === null
    ? desk.ask('books.download', order)
    : desk.ask('books.handOver', { ...order, stick }));
  let answer = first;
  while (!answer.ok && (answer.error.code === 'working' || answer.error.code === 'away')) {
    await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS));
    if (desk.link.get() !== 'up') return answer;
    answer = await desk.ask('books.outcome', { id: order.id });
  }
  return answer;
}

/** The export in pieces; null when it is not there any more. */
async function fetchPieces(desk: Desk, id: string): Promise<BlobPart[] | null> {
  const parts: BlobPart[] = [];
  for (let from: number | null = 0; from !== null; ) {
    const piece: Awaited<ReturnType<typeof pieceOf>> = await pieceOf(desk, id, from);
    if (!piece.ok) return null;
    parts.push(Uint8Array.from(atob(piece.value.base64), (letter) => letter.charCodeAt(0)));
    from = piece.value.next;
  }
  return parts;
}
const pieceOf = (desk: Desk, id: string, from: number) => desk.ask('books.piece', { id, from });

const detailOf = (error: object): string | undefined =>
  'detail' in error && typeof error.detail === 'string' ? error.detail : undefined;

function bytesText(bytes: number, tag: string): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
  const step = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(bytes, 1)) / 3)));
  const options = { style: 'unit', unit: units[step], unitDisplay: 'short', maximumFractionDigits: 1 } as const;
  return new Intl.NumberFormat(tag, options).format(bytes / 1_000 ** step);
}
