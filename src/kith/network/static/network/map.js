/* The map of the network: drawn by sigma from /network/map/data/, in the colours of the page. */
const { Graph, Sigma } = window.kithMap;
const box = document.querySelector("[data-network-map]");
const said = document.querySelector("[data-map-said]");
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const dark = matchMedia("(prefers-color-scheme: dark)");
const MARGIN = 0.12;
const colours = {};
let taken = []; // by the names of circles that are drawn already, so that no two lie on one another

function readColours() {
  const pen = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d", { willReadFrequently: true });
  for (const swatch of document.querySelectorAll("[data-swatch]")) {
    pen.clearRect(0, 0, 1, 1);
    pen.fillStyle = getComputedStyle(swatch).backgroundColor;
    pen.fillRect(0, 0, 1, 1);
    const [r, g, b] = pen.getImageData(0, 0, 1, 1).data;
    colours[swatch.dataset.swatch] = `#${[r, g, b].map((part) => part.toString(16).padStart(2, "0")).join("")}`;
  }
}

function graphOf(found) {
  const graph = new Graph();
  found.names.forEach((name, n) => {
    graph.addNode(n, { label: name, x: found.x[n], y: found.y[n], size: found.size[n], warmth: found.warmth[n], level: found.level[n], zIndex: 1 });
  });
  for (let n = 0; n < found.ends.length; n += 2) {
    graph.mergeEdge(found.ends[n], found.ends[n + 1], { size: 0.6 });
  }
  found.circles.forEach(({ name, x, y }, n) => {
    graph.addNode(`circle-${n}`, { label: name, x, y, size: 0.1, warmth: "rule", forceLabel: true, isName: true, zIndex: 2 });
  });
  return graph;
}

function drawLabel(pen, data, settings) {
  if (!data.label) return;
  pen.font = `${data.isName ? "600 " : ""}${settings.labelSize}px ${settings.labelFont}`;
  const wide = pen.measureText(data.label).width;
  const left = data.isName ? data.x - wide / 2 : data.x + data.size + 3;
  if (data.isName) {
    const here = { left, right: left + wide, top: data.y - settings.labelSize, bottom: data.y + 4 };
    const isFree = ({ left, right, top, bottom }) => here.right < left || here.left > right || here.bottom < top || here.top > bottom;
    if (!taken.every(isFree)) return;
    taken.push(here);
  }
  pen.lineWidth = 4;
  pen.lineJoin = "round";
  pen.strokeStyle = colours.paper;
  pen.strokeText(data.label, left, data.y + 4);
  pen.fillStyle = data.isName ? colours.ink : colours.soft;
  pen.fillText(data.label, left, data.y + 4);
}

function show(found) {
  const graph = graphOf(found);
  let chosen = null;
  const near = () => (chosen === null ? null : new Set([chosen, ...graph.neighbors(chosen)]));
  let lit = null;
  const map = new Sigma(graph, box, {
    allowInvalidContainer: true,
    labelFont: getComputedStyle(document.body).fontFamily,
    labelSize: 13,
    labelRenderedSizeThreshold: 7,
    labelDensity: 0.6,
    defaultDrawNodeLabel: drawLabel,
    defaultDrawNodeHover: drawLabel,
    zIndex: true,
    nodeReducer: (node, data) => {
      const faint = lit && !lit.has(node) && !data.isName;
      return { ...data, color: faint ? colours.rule : colours[data.warmth], label: faint ? "" : data.label, forceLabel: data.forceLabel || (lit?.has(node) && lit.size < 40) };
    },
    edgeReducer: (edge, data) => {
      const mine = lit && graph.extremities(edge).includes(chosen);
      return { ...data, color: mine ? colours.accent : colours.rule, size: mine ? 1.6 : data.size, hidden: Boolean(lit) && !mine };
    },
  });
  const camera = map.getCamera();
  const move = (to) => (calm.matches ? camera.setState(to) : camera.animate(to, { duration: 260 }));
  const choose = (node) => {
    chosen = node;
    lit = near();
    tell(found, node);
    map.refresh({ skipIndexation: true });
  };
  const steps = {
    in: () => move({ ratio: camera.ratio / 1.5 }),
    out: () => move({ ratio: camera.ratio * 1.5 }),
    whole: () => { choose(null); move({ x: 0.5, y: 0.5, ratio: 1 + MARGIN, angle: 0 }); },
    ArrowLeft: () => move({ x: camera.x - MARGIN * camera.ratio }),
    ArrowRight: () => move({ x: camera.x + MARGIN * camera.ratio }),
    ArrowUp: () => move({ y: camera.y + MARGIN * camera.ratio }),
    ArrowDown: () => move({ y: camera.y - MARGIN * camera.ratio }),
  };
  Object.assign(steps, { "+": steps.in, "=": steps.in, "-": steps.out, Escape: steps.whole, 0: steps.whole });
  camera.setState({ ratio: 1 + MARGIN });
  map.on("beforeRender", () => (taken = []));
  map.on("clickNode", ({ node }) => graph.getNodeAttribute(node, "isName") || choose(node));
  map.on("clickStage", () => choose(null));
  box.addEventListener("keydown", (event) => {
    if (steps[event.key] && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      steps[event.key]();
    }
  });
  document.addEventListener("click", (event) => steps[event.target.closest("[data-map-do]")?.dataset.mapDo]?.());
  document.querySelector("[data-map-find]").addEventListener("submit", (event) => {
    event.preventDefault();
    const text = new FormData(event.target).get("name").trim().toLowerCase();
    const n = text ? found.names.findIndex((name) => name.toLowerCase().includes(text)) : -1;
    if (n < 0) {
      said.textContent = said.dataset.nobody;
    } else {
      choose(String(n));
      move({ ...map.getNodeDisplayData(String(n)), ratio: 0.3, angle: 0 });
    }
  });
  dark.addEventListener("change", () => { readColours(); map.refresh({ skipIndexation: true }); });
  box.dataset.drawn = graph.order;
}

function tell(found, node) {
  said.replaceChildren();
  const n = Number(node);
  if (node === null) return;
  if (n === 0) return said.append(found.names[0]); // the user has no page among the people of the book
  const link = Object.assign(document.createElement("a"), { href: said.dataset.person.replace("0", found.ids[n]), textContent: found.names[n] });
  const via = found.via[n] < 0 ? "" : ` · ${said.dataset.through} ${found.names[found.via[n]]}`;
  said.append(link, ` · ${said.dataset.level} ${found.level[n]}${via}`);
}

readColours();
const answer = await fetch(box.dataset.networkMap);
if (answer.ok) show(await answer.json());
