import { paths } from '../../app/routes.ts';
import { ServiceLink } from '../../ui/ServiceLink.tsx';

/** A service's name, with a link to its page. */
export function ServiceName({ of: service }: { readonly of: string }) {
  return <ServiceLink of={service} to={paths.service} />;
}
