import 'speedscope/dist/release/speedscope-GHPHNKXC.css';
import release from 'speedscope/dist/release/speedscope-Y2522XSH.js?url';
import { showProblems } from './problems.ts';
import { giveStyleSheet } from './styleSheet.ts';
import { withoutWebAssembly } from './webAssembly.ts';

giveStyleSheet();
withoutWebAssembly();
showProblems();
const script = document.createElement('script');
script.src = release;
document.head.append(script);
