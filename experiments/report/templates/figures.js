const style = getComputedStyle(document.documentElement);
const picture = svg => {
  const copy = svg.cloneNode(true), {width, height} = svg.viewBox.baseVal;
  for (const [name, value] of Object.entries({width, height, style: "", "data-rows": "", "data-columns": ""})) copy.setAttribute(name, value);
  copy.insertAdjacentHTML("afterbegin", `<style>text{font-family:system-ui,sans-serif;paint-order:stroke;stroke:var(--card);stroke-width:2.5px}
    .seen,.dim{opacity:0}</style><rect width="100%" height="100%" fill="var(--card)"/>`);
  return new XMLSerializer().serializeToString(copy).replace(/var\((--\w+)\)/g, (_, name) => style.getPropertyValue(name));
};
const png = (svg, name) => {
  const image = new Image(), {width, height} = svg.viewBox.baseVal, canvas = make("canvas", {width: 3 * width, height: 3 * height});
  image.onload = () => canvas.getContext("2d").drawImage(image, 0, 0, 3 * width, 3 * height) ?? canvas.toBlob(blob => save(blob, name));
  image.src = "data:image/svg+xml," + encodeURIComponent(picture(svg));
};
for (const svg of all("figure svg[data-rows]")) {
  const rows = JSON.parse(svg.dataset.rows), columns = JSON.parse(svg.dataset.columns), {name, slide} = svg.dataset;
  const figure = svg.closest("figure"), bar = make("div", {className: "tools"}), said = make("output"), end = rows.length - 1;
  const button = (text, onclick) => bar.appendChild(make("button", {type: "button", textContent: text, onclick}));
  const words = row => columns.map((column, place) => [place ? column : "", row[place + 2] ?? ""]).filter(pair => pair[1] !== "");
  const show = (seen, text) => {
    all(".seen", svg).forEach(dot => dot.remove());
    svg.insertAdjacentHTML("beforeend", seen.map(([x, y]) => `<circle class="seen" cx="${x}" cy="${y}" r="5"/>`).join(""));
    said.textContent = text ?? words(seen[0]).map(pair => pair.join(" ").trim()).join(" · ");
  };
  let at = end;
  svg.onpointermove = ({clientX, clientY}) => {
    const box = svg.getBoundingClientRect(), scale = box.width / svg.viewBox.baseVal.width;
    const far = ([x, y]) => Math.hypot(box.left + x * scale - clientX, box.top + y * scale - clientY);
    show([rows[at = rows.reduce((best, row, place) => far(row) < far(rows[best]) ? place : best, 0)]]);
  };
  svg.onkeydown = event => {
    const step = {ArrowRight: 1, ArrowLeft: end}[event.key];
    if (step) show([rows[at = (at + step) % rows.length]]), event.preventDefault();
  };
  if (slide) {
    const steps = [...new Set(rows.map(row => row[3]))].sort((a, b) => a - b), names = [...new Set(rows.map(row => row[2]))];
    const range = make("input", {type: "range", max: steps.length - 1, value: steps.length - 1, ariaLabel: columns[1]}), last = () => +range.value === steps.length - 1;
    range.oninput = () => {
      const step = steps[range.value], seen = names.map(name => rows.findLast(row => row[2] === name && row[3] <= step)).filter(Boolean);
      show(seen, `${columns[1]} ${step}: ` + seen.map(row => `${row[2]} ${row.slice(4, slide === "play" ? 6 : 5).join(", ")}`).join(" · "));
    };
    let timer;
    const rest = () => { timer = clearInterval(timer); play.textContent = "▶ Play"; };
    const play = slide === "play" && !matchMedia("(prefers-reduced-motion: reduce)").matches && button("▶ Play", () => {
      if (timer) return rest();
      if (last()) range.value = 0;
      play.textContent = "⏸ Pause";
      timer = setInterval(() => { range.value++; range.oninput(); if (last()) rest(); }, 120);
    });
    bar.append(range);
  }
  const menu = figure.querySelector("select");
  bar.append(...[menu, said].filter(Boolean));
  button("SVG", () => save(picture(svg), name + ".svg"));
  button("PNG", () => png(svg, name + ".png"));
  button("CSV", () => save(csv([columns, ...rows.map(row => row.slice(2))]), name + ".csv"));
  svg.after(bar);
  if (menu) menu.onchange = () => all("[class^=line-]", svg).forEach(part =>
    part.classList.toggle("dim", menu.value !== "" && !part.classList.contains("line-" + menu.value)));
}
