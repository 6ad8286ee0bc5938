import { describe, expect, it } from 'vitest';
import { sandwich } from './sandwich.ts';
import { flameOf, stacksOf } from './testing.ts';

const flame = flameOf(`
main;a;f;g 3
main;b;f 2
main;b;f;h;f;g 4
main;c 8`);

describe('a sandwich', () => {
  const made = sandwich(flame, 'f');

  it('has the function of all places with its samples once', () => {
    expect(made?.total).toBe(9);
    expect(made?.self).toBe(2);
    expect(made?.places).toBe(3);
  });

  it('has its callees', () => {
    expect(stacksOf(made?.callees ?? flame)).toBe('f 2\nf;g 3\nf;h;f;g 4');
  });

  it('has its callers, the nearest first', () => {
    expect(stacksOf(made?.callers ?? flame)).toBe('f;a;main 3\nf;b;main 6');
  });

  it('is not there for what is not called', () => {
    expect(sandwich(flame, 'nothing')).toBeUndefined();
    expect(sandwich(flame, '')).toBeUndefined();
  });
});
