import type { BenchState } from '../../../electron/ipc/contract.ts';
import type { Act } from '../benchStore.ts';
import { nameAndDetail } from '../words.ts';
import { CardPicture } from './CardPicture.tsx';

type Props = { cards: BenchState['cards']; presented: string | null; act: Act };

/** Everything a driver may have in the pocket. A press holds it to the reader, where it stays until read or taken away. */
export function Wallet({ cards, presented, act }: Props) {
  return (
    <fieldset className="wallet">
      <legend>Wallet</legend>
      <div className="wallet-cards">
        {cards.map((card) => (
          <button
            key={card.id}
            type="button"
            className="wallet-card"
            data-testid={`card-${card.id}`}
            aria-current={card.id === presented}
            title={card.label}
            onClick={() => act({ type: 'presentCard', card: card.id })}
          >
            <CardPicture kind={card.kind} />
            <CardName label={card.label} />
          </button>
        ))}
      </div>
    </fieldset>
  );
}

function CardName({ label }: { label: string }) {
  const { name, detail } = nameAndDetail(label);
  return (
    <span>
      {name}
      {detail && <small> {detail}</small>}
    </span>
  );
}
