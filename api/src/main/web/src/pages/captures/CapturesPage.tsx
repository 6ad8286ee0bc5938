import { choice, useParam } from '../../router/params.ts';
import { Choice } from '../../ui/Choice.tsx';
import { CaptureList } from './CaptureList.tsx';
import { TraceList } from './TraceList.tsx';
import './captures.css';

const list = choice('list', ['captures', 'stored'], 'captures');

/** What was taken beside the schedule: because somebody asked, or an alert fired. */
export default function CapturesPage() {
  const [shown, setShown] = useParam(list);
  return (
    <>
      <div class="page-head">
        <h1>Captures and traces</h1>
        <Choice
          label="Which list"
          value={shown}
          options={[
            { value: 'captures', name: 'Captures' },
            { value: 'stored', name: 'Stored traces' },
          ]}
          onChange={setShown}
        />
      </div>
      {shown === 'captures' ? <CaptureList /> : <TraceList />}
    </>
  );
}
