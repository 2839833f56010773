import { type PointerEvent, useEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import type { Said, Step } from '../../../../electron/maintenance/tests/course.ts';
import { Key } from '../../parts/Key.tsx';

const SHORT_SIDE = 5;
/** A finger that goes on over the glass is told of when it rests. */
const TELL_AFTER_MS = 150;
const INK_PX = 6;

/** The whole glass in fields: each that feels a finger is filled, and what the finger draws stays to be seen. */
export function TouchField(props: {
  step: Extract<Step, { step: 'touch' }>;
  say: (said: Said) => void;
  cancel: () => void;
}) {
  const { step, say, cancel } = props;
  const { t } = useTranslation('tests');
  const isWide = innerWidth >= innerHeight;
  const rows = isWide ? SHORT_SIDE : step.fields / SHORT_SIDE;
  const columns = step.fields / rows;
  const [felt, setFelt] = useState<ReadonlySet<number>>(() => new Set(step.touched));
  useEffect(() => {
    if (felt.size === 0) return;
    const timer = setTimeout(() => say({ said: 'touched', fields: [...felt] }), TELL_AFTER_MS);
    return () => clearTimeout(timer);
  }, [felt, say]);

  function feel({ clientX, clientY }: PointerEvent): void {
    const column = Math.min(columns - 1, Math.max(0, Math.floor((clientX / innerWidth) * columns)));
    const row = Math.min(rows - 1, Math.max(0, Math.floor((clientY / innerHeight) * rows)));
    const field = row * columns + column;
    if (!felt.has(field)) setFelt((before) => new Set(before).add(field));
  }
  const { ink, draw } = useInk();
  const onPointer = (event: PointerEvent): void => {
    feel(event);
    draw(event);
  };
  return createPortal(
    <div className="touch-test" onPointerDownCapture={onPointer} onPointerMoveCapture={onPointer}>
      <div
        className="touch-fields"
        aria-hidden="true"
        style={{ gridTemplate: `repeat(${rows}, 1fr) / repeat(${columns}, 1fr)` }}
      >
        {Array.from({ length: step.fields }, (_, field) => (
          <div key={field} data-felt={felt.has(field) || undefined} />
        ))}
      </div>
      <canvas ref={ink} />
      <div className="touch-test-words">
        <p role="status">{t('step.touch', { touched: felt.size, fields: step.fields })}</p>
        <div className="card-keys">
          <Key onPress={() => say({ said: 'no' })}>{t('step.touchEnd')}</Key>
          <Key onPress={cancel}>{t('cancel')}</Key>
        </div>
      </div>
    </div>,
    document.body,
  );
}

/** Lines where each finger goes, several at a time. */
function useInk() {
  const ink = useRef<HTMLCanvasElement>(null);
  const last = useRef(new Map<number, { readonly x: number; readonly y: number }>());
  useEffect(() => {
    const canvas = ink.current;
    if (!canvas) return;
    canvas.width = innerWidth;
    canvas.height = innerHeight;
  }, []);
  function draw({ type, pointerId, buttons, clientX: x, clientY: y }: PointerEvent): void {
    const context = ink.current?.getContext('2d');
    const from = type === 'pointerdown' ? { x, y } : last.current.get(pointerId);
    if (!context || !from || buttons === 0) {
      last.current.delete(pointerId);
      return;
    }
    context.lineWidth = INK_PX;
    context.lineCap = 'round';
    context.strokeStyle = getComputedStyle(context.canvas).color;
    context.beginPath();
    context.moveTo(from.x, from.y);
    context.lineTo(x, y);
    context.stroke();
    last.current.set(pointerId, { x, y });
  }
  return { ink, draw };
}
