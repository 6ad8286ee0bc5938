import { describe, expect, it } from 'vitest';
import { layOut } from '../../flame/model.ts';
import { flameOf } from '../../flame/testing.ts';
import { lackOf } from './lack.ts';

/** The root alone. */
const nothing = layOut({
  unit: 'count',
  names: [''],
  name: [0],
  level: [0],
  total: [0],
  self: [0],
  flags: [0],
});
const none = { focus: '', ignore: '' };

describe('a flame graph', () => {
  it('lacks nothing where there is something to draw', () => {
    expect(lackOf(flameOf('main;a 3'), { ...none, focus: 'a' }, [])).toBeUndefined();
    expect(lackOf(flameOf('main;a 3\nmain;b -1'), none, [])).toBeUndefined();
  });

  it('has no widths where values add up to nothing, or to less', () => {
    expect(lackOf(flameOf('main;a -3'), none, [])).toEqual({ why: 'no-total', total: -3 });
    expect(lackOf(flameOf('main;a 3\nmain;b -3'), none, [])).toEqual({ why: 'no-total', total: 0 });
  });

  it('is of no sample where nothing was counted', () => {
    expect(lackOf(nothing, none, [])).toEqual({ why: 'no-samples' });
  });

  it('is of no sample where a pattern is nowhere', () => {
    expect(lackOf(nothing, { focus: 'json', ignore: 'x' }, ['focus', 'ignore'])).toEqual({
      why: 'filtered',
      filters: [{ name: 'focus', pattern: 'json', isUnmatched: true }],
    });
  });

  it('is of no sample where patterns leave none', () => {
    expect(lackOf(nothing, { focus: 'json', ignore: '.' }, [])).toEqual({
      why: 'filtered',
      filters: [
        { name: 'focus', pattern: 'json', isUnmatched: false },
        { name: 'ignore', pattern: '.', isUnmatched: false },
      ],
    });
  });
});
