import { describe, expect, it } from 'vitest';
import { type Capture, progressOf } from './progress.ts';

const begun = '2026-03-01T12:00:00Z';
const capture: Capture = {
  id: 'a',
  type: 'cpu',
  state: 'running',
  job: 'shop',
  service: 'shop',
  labels: {},
  asked: begun,
  begun,
  seconds: 30,
};
const later = (seconds: number) => () => Date.parse(begun) + seconds * 1000;

describe('a capture', () => {
  it('that runs is as far as its time has passed', () => {
    expect(progressOf(capture, later(12.4))).toEqual({ share: 12.4 / 30, text: '12 of 30 s', over: false });
    expect(progressOf(capture, later(-5)).share).toBe(0);
  });

  it('whose time is over is fetched', () => {
    expect(progressOf(capture, later(31))).toMatchObject({ share: undefined, over: false });
  });

  it('that is there at once has no bar', () => {
    const { seconds: _, ...untimed } = capture;
    expect(progressOf({ ...untimed, type: 'goroutine' }, later(1))).toMatchObject({
      share: undefined,
      over: false,
    });
  });

  it('that waits says for what', () => {
    expect(progressOf({ ...capture, state: 'waiting' }, later(0)).text).toContain('one profile at a time');
  });

  it('is over when it is done or failed', () => {
    expect(progressOf({ ...capture, state: 'done' }, later(40))).toEqual({
      share: 1,
      text: 'Done',
      over: true,
    });
    expect(progressOf({ ...capture, state: 'failed', error: 'connection refused' }, later(40))).toEqual({
      share: undefined,
      text: 'connection refused',
      over: true,
    });
  });
});
