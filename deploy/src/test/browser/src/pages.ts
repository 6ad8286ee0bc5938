/** Every page, by a name for its pictures. */
export const pages: Readonly<Record<string, string>> = {
  fleet: '/',
  pgo: '/pgo',
  'pgo-service': '/pgo/catalogue',
  targets: '/targets',
  dropped: '/targets?state=dropped',
  captures: '/captures',
  traces: '/captures?list=stored',
  status: '/status',
  configuration: '/status?show=configuration',
};
