/** Every page, by a name for its pictures. */
export const pages: Readonly<Record<string, string>> = {
  fleet: '/',
  service: '/service/shop?from=now-15m&by=version',
  'service-heap': '/service/shop?type=heap&from=now-15m',
  compare:
    '/compare?service=shop&from=now-15m&base.match=%7Bversion%3D%22v1%22%7D&match=%7Bversion%3D%22v2%22%7D',
  'compare-sides':
    '/compare?service=shop&from=now-15m&show=sides&base.match=%7Bversion%3D%22v1%22%7D&match=%7Bversion%3D%22v2%22%7D',
  'compare-nothing': '/compare',
  'service-unknown': '/service/nobody',
  pgo: '/pgo',
  'pgo-service': '/pgo/catalogue',
  targets: '/targets',
  dropped: '/targets?state=dropped',
  captures: '/captures',
  traces: '/captures?list=stored',
  status: '/status',
  configuration: '/status?show=configuration',
  runtime: '/status?show=process',
};
