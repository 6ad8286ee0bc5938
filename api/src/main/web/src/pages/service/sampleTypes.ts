import type { Option } from '../../ui/Choice.tsx';

/** What a profile counts, and in what. */
export interface SampleType {
  readonly type: string;
  readonly unit: string;
}

/**
 * What can be chosen of a profile's sample types, each with what `sample_type` asks for it with. The API takes a name, for the first of that name,
 * and nothing for the last one of all; where a name occurs more than once, what is reached by neither is left out.
 */
export function sampleTypeOptions(types: readonly SampleType[]): readonly Option<string>[] {
  const names = types.map(({ type }) => type);
  return types.flatMap(({ type, unit }, i) => {
    const name = names.indexOf(type) === names.lastIndexOf(type) ? type : `${type} (${unit})`;
    if (names.indexOf(type) === i) {
      return [{ value: type, name }];
    }
    return i === types.length - 1 ? [{ value: '', name }] : [];
  });
}

/** Which of the options is seen where this one is asked for. */
export function shownOf(options: readonly Option<string>[], asked: string): string {
  return asked || (options.at(-1)?.value ?? '');
}
