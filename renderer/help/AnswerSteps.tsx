import type { ReactNode } from 'react';
import type { HelpTopic } from '../../machines/help.ts';
import type { ConnectorType, KioskView } from '../../machines/view.ts';
import { HoldPicture } from '../components/HoldPicture.tsx';
import { CarAtCharger } from '../drawings/CarAtCharger.tsx';
import { EmergencyButton } from '../drawings/EmergencyButton.tsx';
import { Plug } from '../drawings/Plug.tsx';
import { Reader } from '../drawings/Reader.tsx';
import { Scrolled } from './Scrolled.tsx';
import type { Answer } from './useAnswers.ts';

/** What to do, step by step, with a picture where one says more. */
export function AnswerSteps({ answer, view }: { answer: Answer; view: KioskView }) {
  const picture = pictureOf(answer.topic, view);
  return (
    <Scrolled>
      {picture && <div className="answer-picture">{picture}</div>}
      <ol className="answer-steps">
        {answer.steps.map((step) => (
          <li key={step}>
            <span>{step}</span>
          </li>
        ))}
      </ol>
    </Scrolled>
  );
}

/** Of the very hardware that stands here. */
function pictureOf(topic: HelpTopic, view: KioskView): ReactNode {
  const { screen, connectors } = view;
  const mine = connectors.find((tile) => 'connectorId' in screen && tile.connectorId === screen.connectorId);
  const label = mine?.label ?? connectors[0]?.label ?? '';
  switch (topic) {
    case 'whichCard':
    case 'keyUnknown':
      return <Reader prompt="presentCard" />;
    case 'cardDeclined':
      return <Reader prompt="insertCard" />;
    case 'hold':
    case 'howYouPay':
      return <HoldPicture />;
    case 'whichCable':
      return (mine ? [mine.connectorType] : kinds(view)).map((type) => <Plug key={type} type={type} />);
    case 'plugIn':
    case 'noStart':
    case 'howToCharge':
      return <CarAtCharger step="apart" label={label} />;
    case 'plugStuck':
    case 'idleFee':
      return <CarAtCharger step="over" label={label} />;
    case 'slow':
      return <CarAtCharger step="flowing" label={label} />;
    case 'outOfOrder':
      return <EmergencyButton />;
    default:
      return null;
  }
}

const kinds = ({ connectors }: KioskView): readonly ConnectorType[] => [
  ...new Set(connectors.map(({ connectorType }) => connectorType)),
];
