import { expect, it } from 'vitest';
import { inQuotes, visible } from './name.ts';

it.each(['shop', 'shop/eu', 'a b', 'größe', 'חנות', '商店', '..', "it's", 'C:\\a', 'a "b"'])(
  'a name that can be seen is written as it is: %s',
  (name) => expect(visible(name)).toBe(name),
);

it.each([
  ['', '""'],
  ['   ', '"\\u0020\\u0020\\u0020"'],
  [' a', '"\\u0020a"'],
  ['a b ', '"a b\\u0020"'],
  ['a  b', '"a \\u0020b"'],
  ['a\u00a0b', '"a\\u00a0b"'],
  ['a\tb\n', '"a\\u0009b\\u000a"'],
  ['a\u001b[31m', '"a\\u001b[31m"'],
  ['\u200b', '"\\u200b"'],
  ['abc\u202edef', '"abc\\u202edef"'],
  ['a\u2028b', '"a\\u2028b"'],
  ['a\uffffb', '"a\\uffffb"'],
  ['\u3164', '"\\u3164"'],
  ['\u2800', '"\\u2800"'],
  ['a\u{e0041}', '"a\\u{e0041}"'],
])('what is hidden in a name is shown: %j', (name, text) => expect(visible(name)).toBe(text));

it('no two names are written alike', () => {
  expect(visible('"\\u200b"')).toBe('"\\"\\\\u200b\\""');
});

it('a name stands between quotes once', () => {
  expect(['eu', '', 'a\u200b'].map(inQuotes)).toEqual(['"eu"', '""', '"a\\u200b"']);
});
