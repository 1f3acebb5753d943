// What every page has: menus, the search box, and the worker by which pages open without a network.

import { bindMenus } from "./menu.mjs";
import { bindOffline } from "./offline/page.mjs";
import { bindSearch } from "./search.mjs";

bindMenus();
document.querySelectorAll("form[data-search]").forEach(bindSearch);
bindOffline();
