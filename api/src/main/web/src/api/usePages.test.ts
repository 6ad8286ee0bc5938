import { describe, expect, it } from 'vitest';
import { firstPages, type Page } from './usePages.ts';

const { signal } = new AbortController();

/** A list by pages of two, from its largest number; a cursor is the last number that was had. */
function listOf(numbers: readonly number[]) {
  return async (cursor: string | undefined): Promise<Page<number>> => {
    const rest = numbers.filter((n) => cursor === undefined || n < Number(cursor)).sort((a, b) => b - a);
    const rows = rest.slice(0, 2);
    return { rows, next: rest.length > 2 ? String(rows.at(-1)) : undefined };
  };
}

describe('the first pages of a list', () => {
  it('are as many as are wanted', async () => {
    const list = listOf([5, 4, 3, 2, 1]);

    expect(await firstPages(list, 1, signal)).toEqual({ rows: [5, 4], next: '4', pages: 1 });
    expect(await firstPages(list, 2, signal)).toEqual({ rows: [5, 4, 3, 2], next: '2', pages: 2 });
  });

  it('end where the list ends', async () => {
    expect(await firstPages(listOf([3, 2, 1]), 5, signal)).toEqual({
      rows: [3, 2, 1],
      next: undefined,
      pages: 2,
    });
    expect(await firstPages(listOf([]), 5, signal)).toEqual({ rows: [], next: undefined, pages: 1 });
  });

  it('have no gap where the list grew since they were asked for', async () => {
    const numbers = [4, 3, 2, 1];
    const list = listOf(numbers);
    expect((await firstPages(list, 2, signal)).rows).toEqual([4, 3, 2, 1]);

    numbers.push(5, 6, 7);

    expect((await firstPages(list, 2, signal)).rows).toEqual([7, 6, 5, 4]);
  });

  it('fail where one of them fails', async () => {
    const ask = async (cursor: string | undefined) => {
      if (cursor) {
        throw new Error('it went away');
      }
      return { rows: [1], next: '1' };
    };

    await expect(firstPages(ask, 2, signal)).rejects.toThrow('it went away');
  });
});
