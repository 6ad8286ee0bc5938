import type { ComponentType } from 'preact';
import { useEffect, useErrorBoundary, useRef, useState } from 'preact/hooks';
import { toProblem } from '../api/problem.ts';
import { visible } from '../format/name.ts';
import { place } from '../router/location.ts';
import { Empty, Loading, ProblemNotice } from '../ui/Notice.tsx';
import mark from './logo.svg';
import { type Found, find, type Route, routes } from './routes.ts';
import './shell.css';
import { ThemeSwitch } from './ThemeSwitch.tsx';

/** The frame of every page: navigation above, the page below. */
export function Shell() {
  const { path } = place();
  const found = find(path);
  const main = useRef<HTMLElement>(null);
  const first = useRef(true);

  useEffect(() => {
    document.title = found ? `${titleOf(found)} · Tributary` : 'Tributary';
    if (!first.current) {
      main.current?.focus({ preventScroll: true });
    }
    first.current = false;
  }, [path]);

  return (
    <>
      <a class="skip" href="#main">
        To the content
      </a>
      <header class="top">
        <a class="brand" href="/">
          <img src={mark} alt="" width="20" height="20" />
          Tributary
        </a>
        <nav aria-label="Pages">
          {routes
            .filter((route) => route.listed)
            .map((route) => (
              <a
                key={route.pattern}
                href={route.pattern}
                aria-current={isUnder(path, route) ? 'page' : undefined}
              >
                {route.title}
              </a>
            ))}
        </nav>
        <ThemeSwitch />
      </header>
      <main id="main" ref={main} tabIndex={-1}>
        {found ? <Page key={path} {...found} /> : <Nowhere path={path} />}
      </main>
    </>
  );
}

function titleOf({ route, values: { service } }: Found): string {
  return service === undefined ? route.title : visible(service);
}

function isUnder(path: string, route: Route): boolean {
  return path === route.pattern || (route.pattern !== '/' && path.startsWith(`${route.pattern}/`));
}

function Page({ route, values }: Found) {
  const [fault] = useErrorBoundary();
  const [page, setPage] = useState<{ readonly Component: ComponentType<Readonly<Record<string, string>>> }>();
  const [failure, setFailure] = useState<unknown>();
  useEffect(() => {
    let wanted = true;
    route
      .load()
      .then((module) => wanted && setPage({ Component: module.default }))
      .catch((error: unknown) => wanted && setFailure(error));
    return () => {
      wanted = false;
    };
  }, [route]);
  if (failure || fault) {
    return <ProblemNotice problem={toProblem(failure ?? fault)} again={() => window.location.reload()} />;
  }
  return page ? <page.Component {...values} /> : <Loading what={`${route.title}…`} />;
}

function Nowhere({ path }: { readonly path: string }) {
  return (
    <Empty title="There is no such page">
      <p>
        Nothing is at <code>{path}</code>. <a href="/">The fleet</a> is a good place to start.
      </p>
    </Empty>
  );
}
