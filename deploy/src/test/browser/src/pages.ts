/** The pages that have the same address whatever is profiled, by a name for their pictures. */
export const alike = {
  fleet: '/',
  'compare-nothing': '/compare',
  pgo: '/pgo',
  targets: '/targets',
  dropped: '/targets?state=dropped',
  captures: '/captures',
  traces: '/captures?list=stored',
  status: '/status',
  configuration: '/status?show=configuration',
  runtime: '/status?show=process',
};

/** Every page. */
export const pages: Readonly<Record<string, string>> = {
  ...alike,
  service: '/service/shop?from=now-15m&by=version',
  'service-heap': '/service/shop?type=heap&from=now-15m',
  compare:
    '/compare?service=shop&from=now-15m&base.match=%7Bversion%3D%22v1%22%7D&match=%7Bversion%3D%22v2%22%7D',
  'compare-sides':
    '/compare?service=shop&from=now-15m&show=sides&base.match=%7Bversion%3D%22v1%22%7D&match=%7Bversion%3D%22v2%22%7D',
  'service-unknown': '/service/nobody',
  'pgo-service': '/pgo/catalogue',
};
