import { expect, it } from 'vitest';
import { selector } from './selector.ts';

it('writes labels as a selector', () => {
  expect(selector({ job: 'shop', path: 'C:\\a "b"\n' })).toBe('{job="shop",path="C:\\\\a \\"b\\"\\n"}');
  expect(selector({})).toBe('{}');
});
