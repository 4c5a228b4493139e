// Times that run: data-since is the moment from which an element counts, as minutes and seconds.
function words(since) {
  const seconds = Math.max(0, Math.floor((Date.now() - Date.parse(since)) / 1000));
  const two = (number) => String(number).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return hours ? `${hours}:${rest}` : rest;
}

function tick() {
  for (const clock of document.querySelectorAll("[data-since]")) {
    const text = words(clock.dataset.since);
    if (clock.textContent !== text) clock.textContent = text;
  }
}

setInterval(tick, 1000);
document.addEventListener("htmx:after:swap", tick);
tick();
