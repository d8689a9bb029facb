// What every page of our own chrome brings along; each module has one subject.
import "./acts.js";
import "./failures.js";
import "./forms.js";
import "./local_time.js";
import "./menus.js";
