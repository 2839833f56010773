import type { BenchState } from '../../../electron/ipc/contract.ts';
import type { Act } from '../benchStore.ts';
import { FaultChips } from '../controls.tsx';
import { nameAndDetail, plainWords } from '../words.ts';
import { BayPicture } from './BayPicture.tsx';
import { EmergencyStop } from './EmergencyStop.tsx';
import { Readouts } from './Readouts.tsx';

export type BenchEvse = BenchState['charger']['evses'][number];
type Props = { evse: BenchEvse; cars: BenchState['cars']; act: Act };

/** One parking bay: the charger's outlet, the car at it, and all a person or misfortune can do there. */
export function EvsePanel({ evse, cars, act }: Props) {
  const id = `evse-${evse.evse}`;
  const car = cars.find((each) => each.id === evse.car) ?? null;
  return (
    <section className="evse" aria-label={`EVSE ${evse.evse}, connector ${evse.label}`} data-testid={id}>
      <header>
        <h3>
          <b>{evse.label}</b> EVSE {evse.evse}
        </h3>
        <span className="evse-state" data-testid={`${id}-state`} data-state={evse.state}>
          {plainWords(evse.state)}
        </span>
      </header>
      <BayPicture
        label={evse.label}
        car={car ? nameAndDetail(car.label).name : evse.car}
        socPercent={evse.socPercent}
        flowing={evse.powerW > 0}
      />
      <Readouts evse={evse} testIdPrefix={id} />
      <div className="evse-work">
        <fieldset className="cars">
          <legend>Car</legend>
          <div className="chips">
            {cars.map((each) => (
              <button
                key={each.id}
                type="button"
                className="chip"
                data-testid={`${id}-plug-${each.id}`}
                aria-label={`Plug in ${each.label}`}
                title={each.label}
                aria-current={each.id === evse.car}
                disabled={evse.car !== null}
                onClick={() => act({ type: 'plugIn', evse: evse.evse, car: each.id })}
              >
                {nameAndDetail(each.label).name}
              </button>
            ))}
          </div>
          <div className="car-work">
            <button
              type="button"
              className="press"
              data-testid={`${id}-unplug`}
              disabled={evse.car === null}
              onClick={() => act({ type: 'unplug', evse: evse.evse })}
            >
              Pull out
            </button>
            <button
              type="button"
              className="press"
              data-testid={`${id}-car-stops`}
              disabled={evse.car === null}
              onClick={() => act({ type: 'carStops', evse: evse.evse })}
            >
              Car stops
            </button>
          </div>
        </fieldset>
        <EmergencyStop
          pressed={evse.emergencyStopPressed}
          testId={`${id}-emergency`}
          onChange={(pressed) => act({ type: 'emergencyStop', evse: evse.evse, pressed })}
        />
      </div>
      <FaultChips
        label="Charger faults"
        faults={evse.faults}
        testIdPrefix={`${id}-fault`}
        onChange={(fault, on) => act({ type: 'chargerFault', evse: evse.evse, fault, on })}
      />
    </section>
  );
}
