document.documentElement.classList.add("js");
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const filter = document.querySelector("#filter");
if (filter) {
  const buttons = all("button", filter), entries = all("[data-is]"), topics = all("[data-topic]");
  const texts = new Map(entries.map(entry => [entry, entry.textContent.toLowerCase()]));
  const show = () => {
    const verdicts = buttons.filter(button => button.ariaPressed === "true").map(button => button.value);
    const words = filter.words.value.toLowerCase().split(/\s+/).filter(Boolean);
    const topic = filter.topic.value;
    for (const entry of entries) {
      entry.hidden = (verdicts.length && !verdicts.includes(entry.dataset.is))
        || (topic && entry.closest("[data-topic]").dataset.topic !== topic)
        || !words.every(word => texts.get(entry).includes(word));
    }
    for (const section of topics) section.hidden = all("[data-is]", section).every(entry => entry.hidden);
    const left = entries.filter(entry => !entry.hidden).length;
    document.querySelector(".none").hidden = left > 0;
    filter.querySelector("output").textContent = left < entries.length ? `${left} of ${entries.length} statements` : "";
    keep([...verdicts.map(name => ["verdict", name]), ["topic", topic], ["words", filter.words.value]]);
  };
  // what is chosen stands in the address: it outlives a page that reloads itself, and can be sent to somebody
  const keep = chosen => {
    const text = new URLSearchParams(chosen.filter(([, value]) => value)).toString();
    if (text || location.hash.includes("=")) history.replaceState(null, "", text ? "#" + text : location.pathname + location.search);
  };
  const kept = new URLSearchParams(location.hash.slice(1));
  for (const button of buttons) if (kept.getAll("verdict").includes(button.value)) button.ariaPressed = "true";
  for (const name of ["topic", "words"]) if (kept.get(name)) filter[name].value = kept.get(name);
  for (const button of buttons) {
    button.disabled = false;
    button.onclick = () => { button.ariaPressed = button.ariaPressed !== "true"; show(); };
  }
  document.querySelector("#clear").onclick = () => {
    filter.reset();
    for (const button of buttons) button.ariaPressed = "false";
    show();
  };
  filter.oninput = show;
  show();
  addEventListener("pageshow", show);  // a browser may have kept what was chosen
  addEventListener("hashchange", show);
  filter.onsubmit = event => event.preventDefault();
}
