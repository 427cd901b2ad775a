const style = getComputedStyle(document.documentElement), still = matchMedia("(prefers-reduced-motion: reduce)").matches;
const picture = svg => {
  const copy = svg.cloneNode(true), {width, height} = svg.viewBox.baseVal;
  ["style", "data-rows", "data-columns"].forEach(name => copy.removeAttribute(name));
  copy.insertAdjacentHTML("afterbegin", `<style>text{font-family:system-ui,sans-serif;paint-order:stroke;stroke:var(--card);
    stroke-width:2.5px}.seen,.dim{opacity:0}</style><rect width="100%" height="100%" fill="var(--card)"/>`);
  return new XMLSerializer().serializeToString(copy).replace("<svg", `<svg width="${3 * width}" height="${3 * height}"`)
    .replace(/var\((--\w+)\)/g, (_, name) => style.getPropertyValue(name));
};
const png = (svg, name) => {
  const canvas = make("canvas"), image = make("img", {src: "data:image/svg+xml," + encodeURIComponent(picture(svg))});
  image.onload = () => {
    [canvas.width, canvas.height] = [image.width, image.height];
    canvas.getContext("2d").drawImage(image, 0, 0);
    canvas.toBlob(blob => save(blob, name));
  };
};
for (const svg of all("figure svg[data-rows]")) {
  const [rows, columns] = [svg.dataset.rows, svg.dataset.columns].map(text => JSON.parse(text)), {name, slide} = svg.dataset;
  const figure = svg.closest("figure"), menu = figure.querySelector("select"), bar = make("div", {className: "tools"});
  const said = make("output", {textContent: document.querySelector(".tools") ? "" : "Point at a figure for its values."});
  const button = (text, onclick) => bar.appendChild(make("button", {type: "button", textContent: text, onclick}));
  const words = row => columns.map((column, k) => row[k + 2] == null ? "" : `${k ? column : ""} ${row[k + 2]}`.trim());
  const show = (seen, text) => {
    all(".seen", svg).forEach(dot => dot.remove());
    svg.insertAdjacentHTML("beforeend", seen.map(([x, y]) => `<circle class="seen" cx="${x}" cy="${y}" r="5"/>`).join(""));
    said.textContent = text ?? words(seen[0]).filter(Boolean).join(" · ");
  };
  let timer, at = rows.length - 1;
  svg.onpointermove = ({clientX, clientY}) => {
    const box = svg.getBoundingClientRect(), scale = box.width / svg.viewBox.baseVal.width;
    const far = ([x, y]) => Math.hypot(box.left + x * scale - clientX, box.top + y * scale - clientY);
    show([rows[at = rows.reduce((best, row, k) => far(row) < far(rows[best]) ? k : best, 0)]]);
  };
  svg.onkeydown = event => {
    const step = {ArrowRight: 1, ArrowLeft: rows.length - 1}[event.key];
    if (step) show([rows[at = (at + step) % rows.length]]), event.preventDefault();
  };
  if (slide) {
    const [names, steps] = [2, 3].map(k => [...new Set(rows.map(row => row[k]))]), last = steps.sort((a, b) => a - b).length - 1;
    const range = make("input", {type: "range", max: last, value: last, ariaLabel: columns[1]});
    range.oninput = () => {
      const seen = names.map(name => rows.findLast(row => row[2] === name && row[3] <= steps[range.value])).filter(Boolean);
      const values = seen.map(row => `${row[2]} ${row.slice(4, slide === "play" ? 6 : 5).join(", ")}`);
      show(seen, `${columns[1]} ${steps[range.value]}: ${values.join(" · ")}`);
    };
    const rest = () => { timer = clearInterval(timer); play.textContent = "▶ Play"; };
    const tick = () => { range.value++; range.oninput(); if (+range.value === last) rest(); };
    const play = slide === "play" && !still && button("▶ Play", () => {
      if (timer) return rest();
      if (+range.value === last) range.value = 0;
      [timer, play.textContent] = [setInterval(tick, 120), "⏸ Pause"];
    });
    bar.append(range);
  }
  if (menu) menu.onchange = () => all("[class^=line-]", svg).forEach(part =>
    part.classList.toggle("dim", menu.value !== "" && !part.classList.contains("line-" + menu.value)));
  bar.append(...[menu, said].filter(Boolean));
  button("SVG", () => save(picture(svg), name + ".svg"));
  button("PNG", () => png(svg, name + ".png"));
  button("CSV", () => save(csv([columns, ...rows.map(row => row.slice(2))]), name + ".csv"));
  figure.insertBefore(bar, figure.querySelector("figcaption"));
}
