import { alike } from '../pages.ts';

/** Every page of a Tributary that profiles only itself. */
export const pages: Readonly<Record<string, string>> = {
  ...alike,
  service: '/service/tributary',
  'service-heap': '/service/tributary?type=heap',
  'service-threads': '/service/tributary?type=threads',
  compare: '/compare?service=tributary',
  'pgo-service': '/pgo/tributary',
};
