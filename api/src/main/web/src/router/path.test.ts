import { describe, expect, it } from 'vitest';
import { fitsPath, matchPath, toPath } from './path.ts';

describe('path patterns', () => {
  it('give the values of their variables', () => {
    expect(matchPath('/service/:service', '/service/shop%2Feu')).toEqual({ service: 'shop/eu' });
    expect(matchPath('/', '/')).toEqual({});
    expect(matchPath('/targets', '/targets/')).toEqual({});
  });

  it.each(['/service', '/service/', '/service/a/b', '/services/a', '/service/%E0%A4%A'])(
    'do not match %s',
    (path) => {
      expect(matchPath('/service/:service', path)).toBeUndefined();
    },
  );

  it.each(['', '.', '..'])('are not filled with “%s”, as a browser makes another path of it', (service) => {
    const { pathname } = new URL(toPath('/service/:service', { service }), 'http://t');

    expect(matchPath('/service/:service', pathname)).toBeUndefined();
    expect(fitsPath(service)).toBe(false);
  });

  it.each(['...', '.a', 'a..', '%2e%2e', '/', '../x', ' ', '?', '\\'])('have room for %s', (service) => {
    const { pathname } = new URL(toPath('/service/:service', { service }), 'http://t');

    expect(matchPath('/service/:service', pathname)).toEqual({ service });
    expect(fitsPath(service)).toBe(true);
  });

  it('are filled with values', () => {
    expect(toPath('/service/:service', { service: 'shop/eu ä' })).toBe('/service/shop%2Feu%20%C3%A4');
  });
});
