/** Every page, by a name for its pictures. */
export const pages: Readonly<Record<string, string>> = {
  fleet: '/',
  targets: '/targets',
  dropped: '/targets?state=dropped',
  captures: '/captures',
  traces: '/captures?list=stored',
  status: '/status',
  configuration: '/status?show=configuration',
};
