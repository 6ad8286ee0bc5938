import { computed, effect, signal } from '@preact/signals';

export type Theme = 'system' | 'light' | 'dark';

const KEY = 'tributary.theme';
/** speedscope's, which is to look as the page does. */
const SPEEDSCOPE_KEY = 'speedscope-color-scheme';
const systemIsDark = window.matchMedia('(prefers-color-scheme: dark)');
const dark = signal(systemIsDark.matches);

/** What was chosen; of this browser, not of a link. */
export const theme = signal<Theme>(stored());

/** What is shown. */
export const scheme = computed(() =>
  theme.value === 'system' ? (dark.value ? 'dark' : 'light') : theme.value,
);

/** Puts the choice into force, and keeps it so. */
export function applyTheme(): void {
  systemIsDark.addEventListener('change', () => {
    dark.value = systemIsDark.matches;
  });
  effect(() => {
    if (theme.value === 'system') {
      delete document.documentElement.dataset.theme;
    } else {
      document.documentElement.dataset.theme = theme.value;
    }
    try {
      localStorage.setItem(KEY, theme.value);
      // Without a value it goes by the system.
      localStorage.setItem(SPEEDSCOPE_KEY, theme.value === 'system' ? '' : theme.value.toUpperCase());
    } catch {
      // A browser that keeps nothing still shows what was chosen.
    }
  });
}

function stored(): Theme {
  try {
    const value = localStorage.getItem(KEY);
    return value === 'light' || value === 'dark' ? value : 'system';
  } catch {
    return 'system';
  }
}

/**
 * A colour of styles/tokens.css as a canvas takes it. A component that draws has to read {@link scheme}, so that it draws again when the colours
 * change.
 */
export function color(token: `--${string}`): string {
  const probe = document.createElement('span');
  probe.style.color = `var(${token})`;
  // Also where the system chooses colours: what is drawn has to be told apart.
  probe.style.setProperty('forced-color-adjust', 'none');
  probe.hidden = true;
  document.body.append(probe);
  const value = getComputedStyle(probe).color;
  probe.remove();
  return value;
}
