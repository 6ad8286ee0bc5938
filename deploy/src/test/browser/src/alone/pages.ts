/** Every page of a Tributary that profiles only itself. */
export const pages: Readonly<Record<string, string>> = {
  fleet: '/',
  service: '/service/tributary',
  'service-heap': '/service/tributary?type=heap',
  'service-threads': '/service/tributary?type=threads',
  compare: '/compare?service=tributary',
  'compare-nothing': '/compare',
  pgo: '/pgo',
  'pgo-service': '/pgo/tributary',
  targets: '/targets',
  dropped: '/targets?state=dropped',
  captures: '/captures',
  traces: '/captures?list=stored',
  status: '/status',
  configuration: '/status?show=configuration',
  runtime: '/status?show=process',
};
