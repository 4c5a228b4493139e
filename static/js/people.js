// The map of power and interest: drag a mark or move it with the arrow keys. What is sent is the mark's form in the
// table (power, interest and the version that the mover saw), so a move is an edit like any other.
const PAUSE = 600; // ms without a key before a move by keyboard is sent
const moving = new Map(); // id -> {power, interest, version} while somebody here moves it
const timers = new Map();

const clamp = (value) => Math.min(100, Math.max(0, Math.round(value)));
const formOf = (id) => document.getElementById(`place-${id}`);
const spotOf = (id) => document.getElementById(`spot-${id}`);

function start(id) {
  const form = formOf(id);
  if (!form) return null;
  if (!moving.has(id)) {
    const number = (name, other) => (form.elements[name].value === "" ? other : Number(form.elements[name].value));
    moving.set(id, {
      power: number("power", 50),
      interest: number("interest", 50),
      version: form.elements.version.value,
      from: [form.elements.power.value, form.elements.interest.value],
    });
  }
  return moving.get(id);
}

function draw(id) {
  const at = moving.get(id);
  const spot = spotOf(id);
  if (!at || !spot) return;
  spot.setAttribute("x", `${at.interest}%`);
  spot.setAttribute("y", `${100 - at.power}%`);
  spot.setAttribute("aria-valuenow", at.power);
  spot.setAttribute("aria-valuetext", `Power ${at.power}, interest ${at.interest}`);
  spot.dataset.moving = "";
  const band = document.getElementById(`band-${id}`);
  if (band) {
    band.setAttribute("x", `${at.interest - Number.parseFloat(band.getAttribute("width")) / 2}%`);
    band.setAttribute("y", `${100 - at.power - Number.parseFloat(band.getAttribute("height")) / 2}%`);
  }
}

function say(id) {
  const at = moving.get(id);
  const live = document.querySelector("[data-map-says]");
  if (at && live) live.textContent = `${spotOf(id)?.dataset.name ?? ""}: power ${at.power}, interest ${at.interest}`;
}

function drop(id) {
  moving.delete(id);
  clearTimeout(timers.get(id));
  const spot = spotOf(id);
  if (spot) delete spot.dataset.moving;
}

function send(id) {
  const at = moving.get(id);
  const form = formOf(id);
  clearTimeout(timers.get(id));
  if (!at || !form) return;
  if (String(at.power) === at.from[0] && String(at.interest) === at.from[1]) return drop(id);
  form.elements.power.value = at.power;
  form.elements.interest.value = at.interest;
  form.elements.version.value = at.version;
  say(id);
  drop(id);
  form.requestSubmit();
}

function cancel(id) {
  const at = moving.get(id);
  if (!at) return;
  const [power, interest] = at.from;
  if (power !== "" && interest !== "") {
    Object.assign(at, { power: Number(power), interest: Number(interest) });
    draw(id);
  }
  drop(id);
}

function place(event, plane) {
  const box = plane.getBoundingClientRect();
  return {
    interest: clamp(((event.clientX - box.left) / box.width) * 100),
    power: clamp((1 - (event.clientY - box.top) / box.height) * 100),
    inside: event.clientX > box.left - 20 && event.clientX < box.right + 20 && event.clientY > box.top - 20 && event.clientY < box.bottom + 20,
  };
}

document.addEventListener("pointerdown", (event) => {
  const spot = event.target.closest?.("[data-spot][tabindex]");
  if (!spot || event.button !== 0) return;
  event.preventDefault();
  spot.focus();
  const id = spot.dataset.spot;
  const plane = spot.closest("[data-power-plane]");
  spot.setPointerCapture(event.pointerId);
  const grip = place(event, plane); // where the mark was taken, so that it does not jump under the pointer
  let was = null;
  const move = (moved) => {
    const to = place(moved, plane);
    if (!was) {
      if (Math.hypot(moved.clientX - event.clientX, moved.clientY - event.clientY) < 4) return;
      const at = start(id);
      if (!at) return;
      was = { power: at.power, interest: at.interest };
    }
    const at = moving.get(id);
    if (!at) return;
    at.power = clamp(was.power + to.power - grip.power);
    at.interest = clamp(was.interest + to.interest - grip.interest);
    draw(id);
  };
  const end = (ended) => {
    spot.removeEventListener("pointermove", move);
    spot.removeEventListener("pointerup", end);
    spot.removeEventListener("pointercancel", end);
    if (!was) return;
    if (ended.type === "pointerup") send(id);
    else cancel(id);
  };
  spot.addEventListener("pointermove", move);
  spot.addEventListener("pointerup", end);
  spot.addEventListener("pointercancel", end);
});

// From the tray onto the map.
document.addEventListener("pointerdown", (event) => {
  const mark = event.target.closest?.("[data-tray]");
  const plane = document.querySelector("[data-power-plane]");
  if (!mark || !plane || event.button !== 0) return;
  event.preventDefault();
  mark.setPointerCapture(event.pointerId);
  const ghost = plane.querySelector("[data-ghost]");
  const away = () => ghost.setAttribute("cx", "-100");
  const move = (moved) => {
    const to = place(moved, plane);
    if (!to.inside) return away();
    ghost.setAttribute("cx", `${to.interest}%`);
    ghost.setAttribute("cy", `${100 - to.power}%`);
  };
  const end = (ended) => {
    mark.removeEventListener("pointermove", move);
    mark.removeEventListener("pointerup", end);
    mark.removeEventListener("pointercancel", end);
    away();
    const to = place(ended, plane);
    const at = ended.type === "pointerup" && to.inside ? start(mark.dataset.tray) : null;
    if (!at) return;
    Object.assign(at, { power: to.power, interest: to.interest });
    send(mark.dataset.tray);
  };
  mark.addEventListener("pointermove", move);
  mark.addEventListener("pointerup", end);
  mark.addEventListener("pointercancel", end);
});

const STEPS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

document.addEventListener("keydown", (event) => {
  const spot = event.target.closest?.("[data-spot][tabindex]");
  if (!spot || event.ctrlKey || event.metaKey || event.altKey) return;
  const id = spot.dataset.spot;
  if (event.key === "Escape") return cancel(id);
  if (event.key === "Enter") {
    if (moving.has(id)) return send(id);
    document.querySelector(`#person-${CSS.escape(id)} th a`)?.click();
    return;
  }
  const step = STEPS[event.key];
  if (!step) return;
  event.preventDefault();
  const at = start(id);
  if (!at) return;
  const by = event.shiftKey ? 10 : 1;
  at.interest = clamp(at.interest + step[0] * by);
  at.power = clamp(at.power + step[1] * by);
  draw(id);
  say(id);
  clearTimeout(timers.get(id));
  timers.set(id, setTimeout(() => send(id), PAUSE));
});

document.addEventListener("focusout", (event) => {
  const spot = event.target.closest?.("[data-spot]");
  if (spot && timers.has(spot.dataset.spot)) send(spot.dataset.spot);
});

// A teammate's change redraws the map: what is being moved here stays where the mover holds it, and fields show what
// the server says unless somebody is typing in them.
document.addEventListener("htmx:after:swap", (event) => {
  for (const id of moving.keys()) draw(id);
  for (const form of document.querySelectorAll("form[data-place]")) {
    if (form.contains(document.activeElement) && form !== event.detail.ctx?.sourceElement) continue;
    for (const input of form.querySelectorAll("input:not([type=hidden])")) {
      if (input.value !== input.defaultValue) input.value = input.defaultValue;
    }
  }
  if (!event.detail.ctx?.sourceElement?.matches?.("form[data-place]")) return;
  document.querySelector(".place .conflict button")?.focus();
});
