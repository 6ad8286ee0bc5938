import { fitsPath } from '../router/path.ts';
import { Name } from './Name.tsx';

interface Props {
  readonly of: string;
  /** Where the link goes. */
  readonly to: (service: string) => string;
}

/** A service's name, with a link where its name can stand in one. */
export function ServiceLink({ of: service, to }: Props) {
  return fitsPath(service) ? (
    <a href={to(service)}>
      <Name of={service} />
    </a>
  ) : (
    <span title={NO_PAGE}>
      <Name of={service} />
    </span>
  );
}

const NO_PAGE =
  'It has no page: a browser takes this name in an address for a step of the path. Give the service another name.';
