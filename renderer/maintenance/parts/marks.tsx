import type { ReactNode } from 'react';

/** Line marks of the navigation, 24 × 24, always beside a word. */
const Mark = ({ children, directed = false }: { children: ReactNode; directed?: boolean }) => (
  <svg className={directed ? 'mark directed' : 'mark'} viewBox="0 0 24 24" aria-hidden="true">
    {children}
  </svg>
);

export const OverviewMark = () => (
  <Mark>
    <path d="M2.5 12h4l2.5-7 5 14 3-9 1.2 2h3.3" />
  </Mark>
);
export const TestsMark = () => (
  <Mark>
    <path d="M4 5.5h9M4 12h9M4 18.5h9M16 5.5l1.8 1.8L21.5 3.6M16 12l1.8 1.8 3.7-3.7M16 18.5l1.8 1.8 3.7-3.7" />
  </Mark>
);
export const ActionsMark = () => (
  <Mark>
    <path d="M14.5 6.5a4.5 4.5 0 0 1 6-4l-3 3 1 2.5 2.5 1 .1-.1a4.5 4.5 0 0 1-6.3 4.6L7 21.3a2.3 2.3 0 0 1-3.3-3.3l7.8-7.8a4.5 4.5 0 0 1 3-3.7z" />
  </Mark>
);
export const SettingsMark = () => (
  <Mark>
    <path d="M3 6h10m4 0h4M3 12h3m4 0h11M3 18h8m4 0h6" />
    <circle cx="15" cy="6" r="2" />
    <circle cx="8" cy="12" r="2" />
    <circle cx="13" cy="18" r="2" />
  </Mark>
);
export const ReportsMark = () => (
  <Mark>
    <path d="M3 21h18M6 21v-7m4 7V8m4 13v-9m4 9V4" />
  </Mark>
);
export const BooksMark = () => (
  <Mark>
    <path d="M12 6.5C9.500 4.500 6 4.500 3 5v14c3-.5 6.500-.5 9 1.500 2.500-2 6-2 9-1.500V5c-3-.5-6.500-.5-9 1.500zm0 0v14" />
  </Mark>
);
export const PeopleMark = () => (
  <Mark>
    <circle cx="9" cy="8" r="3.700" />
    <path d="M2 20c.5-4 3-6.500 7-6.500s6.500 2.500 7 6.500M16 4.800a3.500 3.500 0 0 1 0 6.500m2.500 3c2 .9 3.200 2.900 3.500 5.700" />
  </Mark>
);
export const AuditMark = () => (
  <Mark>
    <path d="M5 2.500h10l4 4v15H5zM15 2.500v4h4M8.500 11.500h7m-7 4h7" />
  </Mark>
);
export const SignOutMark = () => (
  <Mark directed>
    <path d="M14 4H4v16h10M10 12h11m0 0-4-4m4 4-4 4" />
  </Mark>
);
