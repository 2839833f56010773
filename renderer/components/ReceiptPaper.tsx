import { memo, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type Row, receiptText } from '../../electron/receipt/receiptText.ts';
import type { ReceiptWords } from '../../locales/receiptWords.ts';
import type { Buyer } from '../../machines/buyer.ts';
import type { ReceiptView } from '../../machines/receiptView.ts';

type Props = {
  readonly receipt: ReceiptView;
  readonly buyer?: Buyer | null;
  readonly stationKey: string | null;
};

/** The receipt as it is printed: a strip of paper that is drawn up by its lower end. */
export const ReceiptPaper = memo(function ReceiptPaper({ receipt, buyer = null, stationKey }: Props) {
  const { i18n } = useTranslation('paper');
  const { language } = i18n;
  const text = useMemo(() => {
    const words: ReceiptWords = i18n.getResourceBundle(language, 'paper');
    return receiptText(receipt, { language, words }, { buyer, stationKey });
  }, [i18n, language, receipt, buyer, stationKey]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keys
    <article className="paper" tabIndex={0} aria-label={text.title}>
      <header>
        <h2>{text.title}</h2>
        <address>
          <strong>{text.operator.name}</strong>
          <span>{text.operator.address}</span>
          <span>{text.operator.vatId}</span>
        </address>
        {text.buyer && (
          <address>
            <span>{text.buyer.term}</span>
            <strong>{text.buyer.name}</strong>
            <span>{text.buyer.vatId}</span>
          </address>
        )}
      </header>
      <ul className="paper-prices">
        {text.prices.map(({ name, working, vat, amount }, i) => (
          <li key={i}>
            <span>{name}</span>
            <span className="amount">{amount}</span>
            <small>{[working, vat].filter(Boolean).join(' · ')}</small>
          </li>
        ))}
      </ul>
      <Rows rows={text.sums} />
      <Rows className="paper-total" rows={[text.total]} />
      {text.sections.map(({ kind, title, rows, note }) => (
        <section key={kind}>
          <h3>{title}</h3>
          <Rows rows={rows} />
          {note && <p>{note}</p>}
        </section>
      ))}
    </article>
  );
});

const Rows = ({ rows, className }: { readonly rows: readonly Row[]; readonly className?: string }) => (
  <dl className={className}>
    {rows.map(({ kind, term, value }) => (
      <div key={kind + term} data-row={kind}>
        <dt>{term}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
);
