import { beforeEach, describe, expect, it } from 'vitest';
import { navigate, place } from './location.ts';
import { choice, flag, here, list, read, set, text, update, url } from './params.ts';

const health = choice('health', ['any', 'up', 'down'], 'any');
const query = text('q');
const matches = list('match');
const wide = flag('wide');

describe('parameters in the URL', () => {
  beforeEach(() => navigate('/'));

  it('are what the URL says, or their default', () => {
    navigate('/targets?health=down&match=%7Ba%3D%22b%22%7D&match=%7Bc%3D%22d%22%7D');

    expect(read(health)).toBe('down');
    expect(read(query)).toBe('');
    expect(read(matches)).toEqual(['{a="b"}', '{c="d"}']);
    expect(read(wide)).toBe(false);
  });

  it('count as not given where the word is not known', () => {
    navigate('/targets?health=poorly');

    expect(read(health)).toBe('any');
  });

  it('do not stand in a link where they are the default', () => {
    expect(url('/targets', set(health, 'any'), set(query, 'eu & us'), set(wide, true))).toBe(
      '/targets?q=eu+%26+us&wide=1',
    );
  });

  it('leave the others alone when they change', () => {
    navigate('/targets?health=down&q=eu');

    update([set(health, 'up')]);

    expect(window.location.search).toBe('?health=up&q=eu');
    expect(here(set(query, ''))).toBe('/targets?health=up');
    expect(place().path).toBe('/targets');
  });

  it("come back with the browser's button only where they made an entry", () => {
    const before = window.history.length;

    update([set(query, 'e')], { replace: true });
    expect(window.history.length).toBe(before);

    update([set(query, 'eu')]);
    expect(window.history.length).toBe(before + 1);
  });
});
