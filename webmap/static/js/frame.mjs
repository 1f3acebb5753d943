// What every page has: menus and the search box.

import { bindMenus } from "./menu.mjs";
import { bindSearch } from "./search.mjs";

bindMenus();
document.querySelectorAll("form[data-search]").forEach(bindSearch);
