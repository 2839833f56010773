import type { ReactNode } from 'react';
import { Attention } from '../drawings/marks.tsx';

/** One sentence that matters now: colour, mark and words together. */
export function Notice({ tone, children }: { tone: 'attention' | 'danger' | 'plain'; children: ReactNode }) {
  return (
    <p className="notice" data-tone={tone} role={tone === 'plain' ? 'status' : 'alert'}>
      {tone !== 'plain' && <Attention />}
      <span>{children}</span>
    </p>
  );
}
