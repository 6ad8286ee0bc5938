/** Every page, by a name for its pictures. */
export const pages: Readonly<Record<string, string>> = {
  fleet: '/',
  targets: '/targets',
};
