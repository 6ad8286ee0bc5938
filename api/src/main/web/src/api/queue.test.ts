import { describe, expect, it, vi } from 'vitest';
import { queue } from './queue.ts';

describe('a queue of two', () => {
  /** Asks so many questions, each of which is answered when it is told to be. */
  function asked(n: number) {
    const run = queue(2);
    const begun: number[] = [];
    const questions = Array.from({ length: n }, (_, i) => {
      let resolve: (value: number) => void = () => {};
      let reject: (failure: Error) => void = () => {};
      const answer = new Promise<number>((onAnswer, onFailure) => {
        resolve = onAnswer;
        reject = onFailure;
      });
      const abort = new AbortController();
      const ask = () => {
        begun.push(i);
        return answer;
      };
      return { resolve, reject, abort, result: run(ask, abort.signal) };
    });
    const question = (i: number) => questions[i] as (typeof questions)[number];
    return { begun, question };
  }

  it('asks two at once, and the next when one is answered', async () => {
    const { begun, question } = asked(4);
    await vi.waitFor(() => expect(begun).toEqual([0, 1]));

    question(1).resolve(10);

    expect(await question(1).result).toBe(10);
    await vi.waitFor(() => expect(begun).toEqual([0, 1, 2]));
    question(2).resolve(20);
    question(3).resolve(30);
    expect(await question(3).result).toBe(30);
  });

  it('goes on after a question that fails', async () => {
    const { begun, question } = asked(3);

    question(0).reject(new Error('no such service'));

    await expect(question(0).result).rejects.toThrow('no such service');
    await vi.waitFor(() => expect(begun).toEqual([0, 1, 2]));
  });

  it('never asks what was given up before its turn', async () => {
    const { begun, question } = asked(4);

    question(2).abort.abort();

    await expect(question(2).result).rejects.toThrow(DOMException);
    question(0).resolve(0);
    await question(0).result;
    await vi.waitFor(() => expect(begun).toEqual([0, 1, 3]));
  });

  it('does not begin with what is given up already', async () => {
    const run = queue(1);

    await expect(run(() => Promise.resolve(1), AbortSignal.abort())).rejects.toThrow(DOMException);
    expect(await run(() => Promise.resolve(2), new AbortController().signal)).toBe(2);
  });
});
