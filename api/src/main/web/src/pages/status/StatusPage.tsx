import { choice, useParam } from '../../router/params.ts';
import { Choice } from '../../ui/Choice.tsx';
import { ConfigurationView } from './ConfigurationView.tsx';
import { ProcessView } from './ProcessView.tsx';
import { StoreView } from './StoreView.tsx';
import './status.css';

const show = choice('show', ['store', 'configuration', 'process'], 'store');

/** How Tributary itself fares. */
export default function StatusPage() {
  const [shown, setShown] = useParam(show);
  return (
    <>
      <div class="page-head">
        <h1>Status</h1>
        <Choice
          label="Of what"
          value={shown}
          options={[
            { value: 'store', name: 'Store' },
            { value: 'configuration', name: 'Configuration' },
            { value: 'process', name: 'Runtime and flags' },
          ]}
          onChange={setShown}
        />
        <nav class="row end" aria-label="For machines">
          <a href="/metrics">Metrics</a>
          <a href="/openapi.yaml">OpenAPI</a>
          <a href="/-/ready">Ready</a>
          <a href="/licenses.txt">Licences</a>
        </nav>
      </div>
      {shown === 'store' && <StoreView />}
      {shown === 'configuration' && <ConfigurationView />}
      {shown === 'process' && <ProcessView />}
    </>
  );
}
