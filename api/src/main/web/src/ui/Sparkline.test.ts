import { describe, expect, it } from 'vitest';
import { runs } from './Sparkline.tsx';

describe('a sparkline', () => {
  it('goes from zero to the highest value', () => {
    expect(runs([0, 5, 10]).map(({ line }) => line)).toEqual(['M0 25L60 13L120 1']);
  });

  it('has a gap where there is no value, and a dot where there is one alone', () => {
    expect(runs([10, null, 10, 10, null]).map(({ line }) => line)).toEqual(['M0 1H30', 'M60 1L90 1']);
  });

  it('shows also a value that is the only one, at the end', () => {
    const [{ line } = { line: '' }] = runs([null, null, null, null, 7]);

    expect(line).toBe('M90 1H150');
  });

  it('closes its area below the line', () => {
    expect(runs([null, 10, 10]).map(({ area }) => area)).toEqual(['M60 1L120 1L120 26H60Z']);
  });

  it('is empty without values, and flat where they are zero', () => {
    expect(runs([null, null])).toEqual([]);
    expect(runs([0, 0]).map(({ line }) => line)).toEqual(['M0 25L120 25']);
  });
});
