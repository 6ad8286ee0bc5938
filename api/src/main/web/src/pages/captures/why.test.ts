import { describe, expect, it } from 'vitest';
import { toolFor, whyOf } from './why.ts';

describe('a capture', () => {
  it('was taken for an alert, or because somebody asked', () => {
    expect(whyOf({ alertname: 'GoroutineLeak', fingerprint: 'f' })).toEqual({
      alert: 'GoroutineLeak',
      reason: undefined,
    });
    expect(whyOf({ reason: 'a look' })).toEqual({ alert: undefined, reason: 'a look' });
  });

  it('is opened by the tool for its kind', () => {
    expect(toolFor('trace', 'http://t/1')).toBe("curl -fo trace.out 'http://t/1' && go tool trace trace.out");
    expect(toolFor('goroutine', 'http://t/1')).toBe("go tool pprof 'http://t/1'");
  });
});
