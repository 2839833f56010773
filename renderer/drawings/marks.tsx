import type { ReactNode } from 'react';

/** Small line marks, 24 × 24, always beside a word or with a label on their button. */
const Mark = ({ children, directed = false }: { children: ReactNode; directed?: boolean }) => (
  <svg className={directed ? 'mark directed' : 'mark'} viewBox="0 0 24 24" aria-hidden="true">
    {children}
  </svg>
);

export const QuestionMark = () => (
  <Mark>
    <circle cx="12" cy="12" r="9.5" />
    <path d="M9 9.5a3 3 0 1 1 4.2 2.7c-.8.4-1.2.9-1.2 1.8M12 17.2v.1" />
  </Mark>
);
export const LargeText = () => (
  <Mark>
    <path d="M2 19 8 4l6 15M4.2 14h7.6M15.5 19l3.5-8.5 3.5 8.5M16.8 16h4.4" />
  </Mark>
);
export const AccessMark = () => (
  <Mark>
    <circle cx="12" cy="12" r="10" />
    <circle className="solid" cx="12" cy="6.6" r="1.1" />
    <path d="M6.8 9.6c3.4 1.2 7 1.2 10.4 0M12 10.5v3.6m0 0-2.4 4.6m2.4-4.6 2.4 4.6" />
  </Mark>
);
export const ContrastMark = () => (
  <Mark>
    <circle cx="12" cy="12" r="9.5" />
    <path className="solid" d="M12 2.5a9.5 9.5 0 0 1 0 19z" />
  </Mark>
);
export const LowReachMark = () => (
  <Mark>
    <path d="M6 2.5h12v19H6zM6 13h12M12 5v4.5m0 0-2-2m2 2 2-2" />
  </Mark>
);
export const Globe = () => (
  <Mark>
    <circle cx="12" cy="12" r="9.5" />
    <path d="M2.5 12h19M12 2.5c3 3 4 6 4 9.5s-1 6.5-4 9.5c-3-3-4-6-4-9.5s1-6.5 4-9.5" />
  </Mark>
);
export const MinusMark = () => (
  <Mark>
    <path d="M4 12h16" />
  </Mark>
);
export const PlusMark = () => (
  <Mark>
    <path d="M4 12h16M12 4v16" />
  </Mark>
);
export const CardMark = () => (
  <Mark>
    <path d="M2.5 5h19v14h-19zM2.5 9.5h19M6 15h4" />
  </Mark>
);
export const ReceiptMark = () => (
  <Mark>
    <path d="M5 2.5h14v19l-2.3-2-2.4 2-2.3-2-2.3 2-2.4-2-2.3 2zM8.5 7.5h7M8.5 11.5h7" />
  </Mark>
);
export const DeleteMark = () => (
  <Mark>
    <path d="M8.5 5H21v14H8.5L2.5 12zM11.5 9l6 6m0-6-6 6" />
  </Mark>
);
export const ShiftMark = () => (
  <Mark>
    <path d="M12 3.5 20.5 12H16v8.5H8V12H3.5z" />
  </Mark>
);
export const StopMark = () => (
  <Mark>
    <rect className="solid" x="5" y="5" width="14" height="14" rx="1.5" />
  </Mark>
);
/** Onwards, whichever way the language runs. */
export const Arrow = () => (
  <Mark directed>
    <path d="M4 12h15M13 6l6 6-6 6" />
  </Mark>
);
export const Attention = () => (
  <Mark>
    <path d="M12 3 22.5 21h-21zM12 10v5M12 18v.1" />
  </Mark>
);
export const Check = () => (
  <Mark>
    <path d="m4 12.5 5.5 5.5L20 6.5" />
  </Mark>
);
export const HourglassMark = () => (
  <Mark>
    <path d="M6 2.5h12M6 21.5h12M7.5 2.5c0 5 9 6.5 9 9.5s-9 4.5-9 9.5M16.5 2.5c0 5-9 6.5-9 9.5s9 4.5 9 9.5" />
  </Mark>
);
export const SpeakMark = () => (
  <Mark>
    <path d="M3 9.5v5h4l5 4.5v-14l-5 4.5zM15.5 9a4.2 4.2 0 0 1 0 6M18.2 6.2a8.2 8.2 0 0 1 0 11.6" />
  </Mark>
);
export const PhoneMark = () => (
  <Mark>
    <path d="M7 2.5h10v19H7zM11 18.5h2" />
  </Mark>
);
