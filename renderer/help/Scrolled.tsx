import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { ShiftMark } from '../drawings/marks.tsx';

/** What may be longer than its place: two buttons move it, for nothing here has to be dragged. */
export function Scrolled({ children }: { children: ReactNode }) {
  const { t } = useTranslation('help');
  const box = useRef<HTMLDivElement>(null);
  const [more, setMore] = useState({ above: false, below: false });
  function look(): void {
    const { current } = box;
    if (!current) return;
    const { scrollTop, scrollHeight, clientHeight } = current;
    const [above, below] = [scrollTop > 2, scrollTop + clientHeight < scrollHeight - 2];
    setMore((was) => (was.above === above && was.below === below ? was : { above, below }));
  }
  useEffect(() => {
    look();
    const observer = new ResizeObserver(look);
    if (box.current) observer.observe(box.current);
    for (const child of box.current?.children ?? []) observer.observe(child);
    return () => observer.disconnect();
  });
  const move = (pages: number) => {
    const { current } = box;
    current?.scrollBy({ top: pages * current.clientHeight * 0.8 });
  };
  return (
    <div className="scrolled" data-more={more.above || more.below}>
      <div ref={box} className="scrolled-box" tabIndex={more.above || more.below ? 0 : undefined} onScroll={look}>
        {children}
      </div>
      {(more.above || more.below) && (
        <div className="scroll-keys">
          <Button className="touch" aria-label={t('up')} isDisabled={!more.above} onPress={() => move(-1)}>
            <ShiftMark />
          </Button>
          <Button className="touch turned" aria-label={t('down')} isDisabled={!more.below} onPress={() => move(1)}>
            <ShiftMark />
          </Button>
        </div>
      )}
    </div>
  );
}
