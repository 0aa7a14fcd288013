// What every page does. Each behaviour is its own module; pages with charts or photos to compare load theirs beside this.
import { start as theme } from './theme.js';
import { start as menus } from './menus.js';
import { start as toasts } from './toasts.js';
import { start as filters } from './filters.js';
import { start as keepTyped } from './keep-typed.js';
import { start as firstFault } from './first-fault.js';
import { start as offline } from './offline.js';
import { start as searchKey } from './search-key.js';
import { start as doubleSubmit } from './double-submit.js';

for (const start of [theme, menus, toasts, filters, keepTyped, doubleSubmit, firstFault, offline, searchKey]) start();
