import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';
import { render } from 'preact';
import { keepFocus } from './app/keepFocus.ts';
import { find } from './app/routes.ts';
import { Shell } from './app/Shell.tsx';
import { followLinks } from './router/location.ts';
import { applyTheme } from './ui/theme.ts';

applyTheme();
keepFocus();
followLinks((path) => find(path) !== undefined);
const page = document.getElementById('page');
if (page) {
  render(<Shell />, page);
}
