import { Choice } from '../ui/Choice.tsx';
import { Icon } from '../ui/Icon.tsx';
import { theme } from '../ui/theme.ts';

export function ThemeSwitch() {
  return (
    <Choice
      class="theme"
      label="Colours"
      value={theme.value}
      options={[
        { value: 'system', name: 'As the system', show: <Icon name="system" /> },
        { value: 'light', name: 'Light', show: <Icon name="sun" /> },
        { value: 'dark', name: 'Dark', show: <Icon name="moon" /> },
      ]}
      onChange={(value) => {
        theme.value = value;
      }}
    />
  );
}
