// The desk in Tasklist. One script for Tasklist, so that its parts, which use each other, are loaded once.

import filters from './filters.js';
import list from './list.js';
import search from './search.js';
import shell from './shell.js';

export default [...list, ...filters, ...search, ...shell];
