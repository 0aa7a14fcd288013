// What every page for residents does: less than those of the inside, it has to come over a weak signal.
import { start as theme } from './theme.js';
import { start as toasts } from './toasts.js';
import { start as firstFault } from './first-fault.js';

for (const start of [theme, toasts, firstFault]) start();
