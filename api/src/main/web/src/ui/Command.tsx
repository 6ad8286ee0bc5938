import { useState } from 'preact/hooks';
import { Icon } from './Icon.tsx';
import './command.css';

/** A command to run elsewhere, and a button that copies it. */
export function Command({ text, label }: { readonly text: string; readonly label: string }) {
  return (
    <div class="command">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard */}
      <section tabIndex={0} aria-label={label}>
        <pre>{text}</pre>
      </section>
      <Copy text={text} what={label} />
    </div>
  );
}

/** Copies a text, and says that it did. */
export function Copy({ text, what }: { readonly text: string; readonly what: string }) {
  const [state, setState] = useState<'ready' | 'done' | 'failed'>('ready');
  const copy = async () => {
    setState((await toClipboard(text)) ? 'done' : 'failed');
    setTimeout(() => setState('ready'), 2000);
  };
  return (
    <button type="button" class="copy quiet" title={`Copy: ${what}`} onClick={copy}>
      <Icon name={state === 'done' ? 'check' : 'copy'} />
      <span aria-live="polite">
        {{ ready: 'Copy', done: 'Copied', failed: 'Select it and copy it' }[state]}
      </span>
      <span class="unseen">{what}</span>
    </button>
  );
}

/** Browsers have a clipboard for pages over HTTPS and of this machine; for others there is the older way. */
export async function toClipboard(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = document.createElement('textarea');
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand('copy');
    area.remove();
    return done;
  }
}
