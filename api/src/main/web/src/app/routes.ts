import type { ComponentType } from 'preact';
import { matchPath, type PathValues, toPath } from '../router/path.ts';

/** A page: where it is, what it is called, and its code, which is loaded when it is opened. */
export interface Route {
  readonly pattern: string;
  /** In the navigation and the window's title. */
  readonly title: string;
  /** Whether the navigation has it; others are reached from pages. */
  readonly listed: boolean;
  readonly load: () => Promise<{ readonly default: ComponentType<Readonly<Record<string, string>>> }>;
}

/** Every page, in the order of the navigation. The server answers the same paths: see `WebPages`. */
export const routes: readonly Route[] = [
  { pattern: '/', title: 'Fleet', listed: true, load: () => import('../pages/fleet/FleetPage.tsx') },
  { pattern: '/pgo', title: 'PGO', listed: true, load: () => import('../pages/pgo/PgoPage.tsx') },
  {
    pattern: '/pgo/:service',
    title: 'PGO',
    listed: false,
    load: () => import('../pages/pgo/ServicePgoPage.tsx'),
  },
  {
    pattern: '/service/:service',
    title: 'Service',
    listed: false,
    load: () => import('../pages/service/ServicePage.tsx'),
  },
  {
    pattern: '/compare',
    title: 'Compare',
    listed: true,
    load: () => import('../pages/compare/ComparePage.tsx'),
  },
  {
    pattern: '/targets',
    title: 'Targets',
    listed: true,
    load: () => import('../pages/targets/TargetsPage.tsx'),
  },
  {
    pattern: '/captures',
    title: 'Captures',
    listed: true,
    load: () => import('../pages/captures/CapturesPage.tsx'),
  },
  { pattern: '/status', title: 'Status', listed: true, load: () => import('../pages/status/StatusPage.tsx') },
];

export interface Found {
  readonly route: Route;
  readonly values: Readonly<Record<string, string>>;
}

/** The page at a path. */
export function find(path: string): Found | undefined {
  for (const route of routes) {
    const values = matchPath(route.pattern, path);
    if (values) {
      return { route, values };
    }
  }
  return undefined;
}

/** The paths of pages that others link to. */
export const paths = {
  fleet: '/',
  service: (service: string) => filled('/service/:service', { service }),
  compare: '/compare',
  pgo: '/pgo',
  pgoService: (service: string) => filled('/pgo/:service', { service }),
  targets: '/targets',
  captures: '/captures',
  status: '/status',
} as const;

function filled<Pattern extends string>(pattern: Pattern, values: PathValues<Pattern>): string {
  return toPath(pattern, values);
}
