import { useState } from 'react';
import { Key } from '../parts/Key.tsx';

/** One of a few, each a key. */
export function Choice<T extends string | number>(props: {
  options: readonly T[];
  now: T | null;
  wordOf: (value: T) => string;
  set: (value: T) => void;
}) {
  const { options, now, wordOf, set } = props;
  const [chosen, setChosen] = useState(now);
  return (
    <div className="choice setting-choice">
      {options.map((option) => (
        <Key
          key={option}
          current={option === chosen}
          onPress={() => {
            setChosen(option);
            set(option);
          }}
        >
          {wordOf(option)}
        </Key>
      ))}
    </div>
  );
}

const times = Array.from({ length: 48 }, (_, half) => {
  const hour = String(Math.floor(half / 2)).padStart(2, '0');
  return `${hour}:${half % 2 === 0 ? '00' : '30'}`;
});

/** A time of day, to the half hour. */
export function Time({ now, set }: { now: string | null; set: (time: string) => void }) {
  const [chosen, setChosen] = useState(now);
  const offered = now === null || times.includes(now) ? times : [now, ...times];
  return (
    <div className="times">
      {offered.map((time) => (
        <Key
          key={time}
          current={time === chosen}
          onPress={() => {
            setChosen(time);
            set(time);
          }}
        >
          {time}
        </Key>
      ))}
    </div>
  );
}
