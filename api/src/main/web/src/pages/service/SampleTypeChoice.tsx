import { Choice } from '../../ui/Choice.tsx';
import { type SampleType, sampleTypeOptions, shownOf } from './sampleTypes.ts';

interface Props {
  readonly types: readonly SampleType[];
  /** The one that is asked for; empty for the last one. */
  readonly asked: string;
  readonly onChange: (asked: string) => void;
}

/** Which of its values a profile shows, where it has several. */
export function SampleTypeChoice({ types, asked, onChange }: Props) {
  const options = sampleTypeOptions(types);
  return options.length < 2 ? null : (
    <Choice label="Sample type" value={shownOf(options, asked)} options={options} onChange={onChange} />
  );
}
