import { type Problem, problemOf } from '../api/problem.ts';
import './problems.css';

/** Shows what the server says where it has no profile; speedscope takes that for a profile of a kind it does not know. */
export function showProblems(): void {
  const ask = window.fetch;
  window.fetch = async (...asked) => {
    const answer = await ask(...asked);
    if (answer.ok) {
      return answer;
    }
    show(await problemOf(answer));
    return new Promise(() => {});
  };
}

function show({ title, detail, fix }: Problem): void {
  const notice = document.createElement('main');
  notice.className = 'problem';
  for (const [element, text] of [
    ['h1', title],
    ['p', detail],
    ['p', fix],
  ] as const) {
    notice.append(Object.assign(document.createElement(element), { textContent: text }));
  }
  document.title = title;
  document.body.replaceChildren(notice);
}
