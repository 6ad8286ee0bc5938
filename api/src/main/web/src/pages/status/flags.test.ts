import { expect, it } from 'vitest';
import { flagsOf } from './flags.ts';

it('stands by name, with those that have no value', () => {
  expect(flagsOf({ 'web.listen-address': ':7171', 'config.file': '', 'log.level': 'info' })).toEqual([
    { name: 'config.file', value: '' },
    { name: 'log.level', value: 'info' },
    { name: 'web.listen-address', value: ':7171' },
  ]);
});
