import { type ComponentType, lazy } from 'react';
import type { Role } from '../../electron/maintenance/roles.ts';
import type { MaintenanceWords } from '../../locales/maintenanceWords.ts';
import {
  ActionsMark,
  AuditMark,
  BooksMark,
  OverviewMark,
  PeopleMark,
  ReportsMark,
  SettingsMark,
  TestsMark,
} from './parts/marks.tsx';

export type PageName = keyof MaintenanceWords['shell']['pages'];
export type PageEntry = {
  /** `shell:pages.<name>` is what it is called. */
  readonly name: PageName;
  readonly mark: ComponentType;
  /** Who sees it. What they may do there the station decides, request by request. */
  readonly roles: readonly Role[];
  readonly Page: ComponentType;
};

/** The pages, in the order of the navigation. Each is fetched when it is first opened and shows itself whole. */
export const pages: readonly PageEntry[] = [
  {
    name: 'overview',
    mark: OverviewMark,
    roles: ['technician', 'bookkeeper', 'administrator'],
    Page: lazy(() => import('./pages/Overview.tsx')),
  },
  {
    name: 'tests',
    mark: TestsMark,
    roles: ['technician', 'administrator'],
    Page: lazy(() => import('./pages/Tests.tsx')),
  },
  {
    name: 'actions',
    mark: ActionsMark,
    roles: ['technician', 'bookkeeper', 'administrator'],
    Page: lazy(() => import('./pages/Actions.tsx')),
  },
  {
    name: 'settings',
    mark: SettingsMark,
    roles: ['technician', 'administrator'],
    Page: lazy(() => import('./pages/Settings.tsx')),
  },
  {
    name: 'reports',
    mark: ReportsMark,
    roles: ['technician', 'bookkeeper', 'administrator'],
    Page: lazy(() => import('./pages/Reports.tsx')),
  },
  {
    name: 'books',
    mark: BooksMark,
    roles: ['bookkeeper', 'administrator'],
    Page: lazy(() => import('./pages/Books.tsx')),
  },
  {
    name: 'people',
    mark: PeopleMark,
    roles: ['administrator'],
    Page: lazy(() => import('./pages/People.tsx')),
  },
  {
    name: 'audit',
    mark: AuditMark,
    roles: ['technician', 'bookkeeper', 'administrator'],
    Page: lazy(() => import('./pages/Audit.tsx')),
  },
];
