document.documentElement.classList.add("js");
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const make = (tag, fields) => Object.assign(document.createElement(tag), fields);
const save = (data, name) => make("a", {href: URL.createObjectURL(new Blob([data])), download: name}).click();
const csv = rows => rows.map(row => row.map(cell => `"${String(cell ?? "").replaceAll('"', '""')}"`) + "\n").join("");
const tex = row => row.map(cell => cell.replace(/[&%$#_{}]/g, "\\$&")).join(" & ") + " \\\\\n";
const latex = ([head, ...rows]) => `\\begin{tabular}{l${"r".repeat(head.length - 1)}}\n\\hline\n${tex(head)}\\hline\n` +
  rows.map(tex).join("") + "\\hline\n\\end{tabular}\n";
for (const table of all("table.sortable")) all("thead th", table).forEach((head, place, heads) => {
  const value = row => row.children[place].dataset.value ?? row.children[place].textContent.trim();
  const number = row => parseFloat(value(row)), rows = all("tbody tr", table), empty = row => isNaN(number(row));
  const numeric = rows.every(row => !empty(row) || value(row) === ""), button = make("button", {type: "button"});
  button.onclick = () => {
    const way = head.getAttribute("aria-sort") === "ascending" ? -1 : 1;
    heads.forEach(other => other.removeAttribute("aria-sort"));
    head.setAttribute("aria-sort", way < 0 ? "descending" : "ascending");
    table.tBodies[0].append(...rows.sort((a, b) => numeric ? empty(a) - empty(b) || way * (number(a) - number(b)) || 0
      : way * value(a).localeCompare(value(b), "en", {numeric: true})));
  };
  button.append(...head.childNodes), head.append(button);
});
for (const button of all("[data-csv]")) {
  const name = button.dataset.csv, lines = () => all(`#${name} tr`).map(row => all("th, td", row).map(cell => cell.textContent.trim()));
  button.onclick = () => save(csv(lines()), name + ".csv");
  button.after(make("button", {type: "button", textContent: "LaTeX", onclick: () => save(latex(lines()), name + ".tex")}));
}
