import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { fileName, shellQuoted } from './shell.ts';

const hostile = [
  'x;touch /tmp/pwned;#',
  '$(id)',
  '`id`',
  `it's "q"`,
  "a'b'c",
  'a\nb',
  '-o',
  '../x',
  '💥',
  ' ',
  '*',
  '!!',
];

describe('a word of a command', () => {
  it.each(hostile)('is what it was to a shell: %j', (text) => {
    expect(execFileSync('sh', ['-c', `printf %s ${shellQuoted(text)}`], { encoding: 'utf8' })).toBe(text);
  });
});

describe('the name of a file', () => {
  it.each(hostile)('has no meaning of its own: %j', (text) => {
    expect(fileName(text)).toMatch(/^\w[\w.-]*$/);
  });

  it('is the text where that is harmless', () => {
    expect(fileName('process_cpu')).toBe('process_cpu');
  });
});
