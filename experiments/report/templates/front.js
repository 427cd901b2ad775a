document.documentElement.classList.add("js");
const form = document.querySelector("#filter");
if (form) {
  const find = (selector, root = document) => [...root.querySelectorAll(selector)];
  const buttons = find("button", form), entries = find("[data-is]"), topics = find("[data-topic]");
  const texts = new Map(entries.map(entry => [entry, entry.textContent.toLowerCase()]));
  const show = () => {
    const verdicts = buttons.filter(button => button.ariaPressed === "true").map(button => button.value);
    const words = form.words.value.toLowerCase().split(/\s+/).filter(Boolean);
    const topic = form.topic.value;
    for (const entry of entries) {
      entry.hidden = (verdicts.length && !verdicts.includes(entry.dataset.is))
        || (topic && entry.closest("[data-topic]").dataset.topic !== topic)
        || !words.every(word => texts.get(entry).includes(word));
    }
    for (const section of topics) section.hidden = find("[data-is]", section).every(entry => entry.hidden);
    const left = entries.filter(entry => !entry.hidden).length;
    document.querySelector(".none").hidden = left > 0;
    form.querySelector("output").textContent = left < entries.length ? `${left} of ${entries.length} statements` : "";
  };
  for (const button of buttons) {
    button.disabled = false;
    button.onclick = () => { button.ariaPressed = button.ariaPressed !== "true"; show(); };
  }
  document.querySelector("#clear").onclick = () => {
    form.reset();
    for (const button of buttons) button.ariaPressed = "false";
    show();
  };
  form.oninput = show;
  addEventListener("pageshow", show);  // a browser may have kept what was chosen
  form.onsubmit = event => event.preventDefault();
}
