import { describe, expect, it } from 'vitest';
import { matchPath, toPath } from './path.ts';

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

  it('are filled with values', () => {
    expect(toPath('/service/:service', { service: 'shop/eu ä' })).toBe('/service/shop%2Feu%20%C3%A4');
  });
});
