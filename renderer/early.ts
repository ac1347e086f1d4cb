import { openEarly } from './api/early-port.ts';
import { build, firstQuestions } from './api/first-questions.ts';
import { openPort } from './api/open-port.ts';

/** The core is asked before the console is read and run: its answers are there when the first page is drawn. */
export const port = openEarly(openPort(window), build, firstQuestions);
