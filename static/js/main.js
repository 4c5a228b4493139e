// Everything here is an enhancement: each form and link works without it.
import "./cells.js";
import "./charts.js";
import "./copy.js";
import "./curves.js";
import "./dialogs.js";
import "./earlier.js";
import "./files.js";
import "./live.js";
import "./mentions.js";
import "./people.js";
import "./secrets.js";
import "./shortcuts.js";
import "./sortable.js";
import "./swings.js";
import "./theme.js";
import "./toasts.js";
