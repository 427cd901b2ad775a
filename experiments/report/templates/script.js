document.documentElement.classList.add("js");
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const cells = row => [...row.children];
const value = cell => cell.dataset.value ?? cell.textContent.trim();

for (const table of all("table.sortable")) {
  for (const [place, head] of all("thead th", table).entries()) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.onclick = () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      all("thead th", table).forEach(other => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const order = (a, b) => value(a.children[place]).localeCompare(value(b.children[place]), "en", {numeric: true});
      const number = row => parseFloat(value(row.children[place]));
      const rows = all("tbody tr", table);
      const numeric = rows.every(row => !isNaN(number(row)) || value(row.children[place]) === "");
      const empty = row => (isNaN(number(row)) ? 1 : 0);
      rows.sort((a, b) => numeric
        ? empty(a) - empty(b) || (empty(a) ? 0 : (number(a) - number(b)) * (down ? -1 : 1))
        : order(a, b) * (down ? -1 : 1));
      table.tBodies[0].append(...rows);
    };
  }
}
for (const button of all("[data-csv]")) {
  button.onclick = () => {
    const quote = text => `"${text.replaceAll('"', '""')}"`;
    const lines = all(`#${button.dataset.csv} tr`).map(row => cells(row).map(cell => quote(cell.textContent.trim())).join(","));
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([lines.join("\n") + "\n"], {type: "text/csv"}));
    link.download = button.dataset.csv + ".csv";
    link.click();
  };
}
for (const select of all("select[data-lines]")) {
  select.onchange = () => all("svg [class^=line-]", select.closest("figure")).forEach(part =>
    part.classList.toggle("dim", select.value !== "" && !part.classList.contains("line-" + select.value)));
}
