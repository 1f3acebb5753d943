// What every page has: menus and the search box.

import { bindMenus } from "./menu.mjs";

bindMenus();
