import { expect, it } from 'vitest';
import { sorted } from './Table.tsx';

it('sorts numbers from the largest, texts from A, and what is not known last', () => {
  const rows = [{ n: 2, t: 'b' }, { n: undefined, t: 'Ä' }, { n: 10, t: 'a' }, { t: undefined }];

  expect(sorted(rows, ({ n }) => n).map(({ n }) => n)).toEqual([10, 2, undefined, undefined]);
  expect(sorted(rows, ({ t }) => t).map(({ t }) => t)).toEqual(['a', 'Ä', 'b', undefined]);
});
