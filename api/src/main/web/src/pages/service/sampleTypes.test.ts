import { describe, expect, it } from 'vitest';
import { sampleTypeOptions, shownOf } from './sampleTypes.ts';

const of = (...all: readonly string[]) =>
  all.map((each) => {
    const [type = '', unit = ''] = each.split('/');
    return { type, unit };
  });

describe('sample types', () => {
  const heap = of('alloc_space/bytes', 'inuse_space/bytes');

  it('are asked for by their names', () => {
    expect(sampleTypeOptions(heap)).toEqual([
      { value: 'alloc_space', name: 'alloc_space' },
      { value: 'inuse_space', name: 'inuse_space' },
    ]);
  });

  it('of one name are told apart by their units, and asked for as the first of the name and as the last of all', () => {
    expect(sampleTypeOptions(of('x/count', 'x/bytes'))).toEqual([
      { value: 'x', name: 'x (count)' },
      { value: '', name: 'x (bytes)' },
    ]);
  });

  it('that cannot be asked for are left out', () => {
    const names = sampleTypeOptions(of('x/count', 'x/seconds', 'y/bytes')).map(({ name }) => name);
    expect(names).toEqual(['x (count)', 'y']);
  });

  it('are shown as they were asked for, the last one unasked', () => {
    expect(shownOf(sampleTypeOptions(heap), '')).toBe('inuse_space');
    expect(shownOf(sampleTypeOptions(heap), 'alloc_space')).toBe('alloc_space');
    expect(shownOf(sampleTypeOptions(of('x/count', 'x/bytes')), '')).toBe('');
    expect(shownOf([], '')).toBe('');
  });
});
