/**
 * Gives speedscope a style sheet to put its rules into. It looks for a `<style data-aphrodite>`, and makes one where there is none, which the
 * policy refuses. This one is no element of HTML, so it has no style in it that could be refused: its rules go into a sheet of the document.
 */
export function giveStyleSheet(): void {
  const sheet = new CSSStyleSheet();
  document.adoptedStyleSheets.push(sheet);
  const place = document.createElementNS(null, 'style');
  place.setAttribute('data-aphrodite', '');
  document.head.append(Object.assign(place, { styleSheet: sheet }));
}
