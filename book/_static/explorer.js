/* Lets the reader move the knobs of the `explorer` directive: computes what jacobian_norms.py computes with rnnlib, and
   redraws what explorer.py drew. Without it, and in print, four pictures are shown. */
(() => {
  "use strict";
  const LEFT = 46, STEP = 7.5, TOP = 12, ONE = 120, BOTTOM = 228, DECADE = 18, BASE = 278, BAR = 26, GAP = 20;
  const UNIT = 50;

  // ---- The network, as in rnnlib. A matrix is an array of rows. ----

  const decay = (z) => Math.exp(-Math.abs(z));
  const bell = (z) => decay(z) / (1 + decay(z)) ** 2;
  const ACTIVATIONS = {
    tanh: { value: Math.tanh, slope: (z) => 4 * bell(2 * z) },
    identity: { value: (z) => z, slope: () => 1 },
    ReLU: { value: (z) => Math.max(z, 0), slope: (z) => (z > 0 ? 1 : 0) },
    sigmoid: { value: (z) => (z < 0 ? decay(z) : 1) / (1 + decay(z)), slope: bell },
  };

  const dot = (u, v) => {
    let sum = 0;
    for (let i = 0; i < u.length; i++) sum += u[i] * v[i];
    return sum;
  };
  const transpose = (A) => A[0].map((_, j) => A.map((row) => row[j]));
  const multiply = (A, B, columns = transpose(B)) => A.map((row) => columns.map((column) => dot(row, column)));

  /* ||A||_2 by one-sided Jacobi: turn the columns in pairs until all are orthogonal; then the longest is as long as A can
     stretch a vector of length 1. A is scaled first, so that no square leaves the range of the numbers. */
  const norm = (A) => {
    const scale = Math.max(...A.map((row) => Math.max(...row.map(Math.abs))));
    if (scale === 0) return 0;
    const V = transpose(A).map((column) => column.map((entry) => entry / scale));
    for (let sweep = 0, turned = true; turned && sweep < 20; sweep++) {
      turned = false;
      for (let p = 0; p < V.length; p++) {
        for (let q = p + 1; q < V.length; q++) turned = turn(V[p], V[q]) || turned;
      }
    }
    return scale * Math.sqrt(Math.max(...V.map((column) => dot(column, column))));
  };

  const turn = (u, v) => {
    const uu = dot(u, u), vv = dot(v, v), uv = dot(u, v);
    if (Math.abs(uv) <= 1e-14 * Math.sqrt(uu * vv)) return false;
    const zeta = (vv - uu) / (2 * uv), tan = (zeta < 0 ? -1 : 1) / (Math.abs(zeta) + Math.hypot(1, zeta));
    const cos = 1 / Math.hypot(1, tan), sin = cos * tan;
    for (let i = 0; i < u.length; i++) [u[i], v[i]] = [cos * u[i] - sin * v[i], sin * u[i] + cos * v[i]];
    return true;
  };

  const explore = ({ normal, shear, U, x, s0 }, { radius, nonnormality, scale, h }) => {
    const { value, slope } = ACTIVATIONS[h];
    const W = normal.map((row, i) => row.map((entry, j) => radius * (entry + nonnormality * shear[i][j])));
    const fate = { norms: [1], bound: [1], line: [1], slopes: [], size: norm(W) };
    let s = s0, P = normal.map((row, i) => row.map((_, j) => (i === j ? 1 : 0)));
    x.forEach((x_t, step) => {
      const a = U.map((u, i) => scale * x_t * u + dot(s, W[i]));
      const slopes = a.map(slope), J = W.map((row, i) => row.map((entry) => slopes[i] * entry));
      s = a.map(value);
      P = multiply(J, P);
      fate.norms.push(norm(P));
      fate.bound.push(fate.bound[step] * norm(J));
      fate.line.push(radius ** (step + 1));
      fate.slopes.push(slopes.reduce((sum, entry) => sum + entry, 0) / slopes.length);
    });
    return fate;
  };

  // ---- In words. ----

  const brief = (value) => value === 0 || (value >= 0.01 && value < 1000)
    ? String(Number(value.toPrecision(2))) : value.toExponential(1).replace("+", "");

  const finding = ({ norms, bound, line }) => {
    const T = norms.length - 1, peak = Math.max(...norms);
    const hump = peak > 1.5 * Math.max(1, norms[T])
      ? `, after a hump of ${brief(peak)} at step ${norms.indexOf(peak)}` : "";
    return `After ${T} steps the norm of the product is ${brief(norms[T])}${hump}. ` +
      `The eigenvalues alone say ${brief(line[T])}, the bound says ${brief(bound[T])}.`;
  };

  const inPlane = (setting, fate) => `All eight eigenvalues of W have size ${setting.radius.toFixed(2)}; ` +
    `the norm of W is ${fate.size.toFixed(2)}.`;

  const printed = (text) => text.replace(/e(-?)(\d+)/g, (_, sign, digits) => `·10<sup>${sign && "−"}${digits}</sup>`);

  // ---- As a picture. ----

  const clip = (value, least, most) => Math.min(Math.max(value, least), most);
  const height = (value) => ONE - DECADE * Math.log10(Math.max(value, 1e-99));
  const path = (curve) => "M" + curve.map((value, t) => `${LEFT + STEP * t} ${height(value).toFixed(1)}`).join("L");
  const bars = (slopes) => slopes.map((slope, t) =>
    `M${LEFT + STEP * (t + 1)} ${BASE}V${(BASE - BAR * slope).toFixed(1)}`).join("");

  const apart = (heights) => {
    const order = heights.map((_, i) => i).sort((i, j) => heights[i] - heights[j]), last = order.length - 1;
    const places = heights.map((y) => clip(y, TOP + 4, BOTTOM - 4));
    for (let k = 1; k <= last; k++) places[order[k]] = Math.max(places[order[k]], places[order[k - 1]] + GAP);
    places[order[last]] = Math.min(places[order[last]], BOTTOM - 4);
    for (let k = last; k > 0; k--) places[order[k - 1]] = Math.min(places[order[k - 1]], places[order[k]] - GAP);
    return places;
  };

  const start = (figure) => {
    const form = figure.querySelector("form");
    const network = JSON.parse(figure.querySelector("script").textContent);
    const picture = document.createElement("div"), speech = document.createElement("p");
    let timer;

    const one = (selector) => picture.querySelector(selector);
    const set = (selector, attributes) => {
      for (const [name, value] of Object.entries(attributes)) one(selector).setAttribute(name, value);
    };

    const read = () => {
      const { h, ...numbers } = Object.fromEntries(new FormData(form));
      return { h, ...Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, Number(value)])) };
    };

    const draw = () => {
      const setting = read(), fate = explore(network, setting), words = finding(fate);
      const slope = fate.slopes.reduce((sum, entry) => sum + entry, 0) / fate.slopes.length;
      for (const input of form.querySelectorAll("[type=range]")) {
        input.previousElementSibling.textContent = setting[input.name].toFixed(2);
      }
      const curves = ["norms", "bound", "line"], places = apart(curves.map((name) => height(fate[name].at(-1))));
      curves.forEach((name, i) => {
        set(`.explorer-norms path.${name}`, { d: path(fate[name]) });
        set(`g.${name}`, { transform: `translate(${LEFT + STEP * network.x.length + 6} ${places[i].toFixed(1)})` });
      });
      set(".explorer-norms", { "aria-label": words });
      set(".explorer-norms .slopes", { d: bars(fate.slopes) });
      set(".explorer-spectrum", { "aria-label": inPlane(setting, fate) });
      set("circle.line", { r: UNIT * setting.radius });
      set("circle.bound", { r: UNIT * fate.size });
      picture.querySelectorAll(".dot").forEach((dot, i) => {
        dot.setAttribute("cx", UNIT * setting.radius * Math.cos(network.angles[i]));
        dot.setAttribute("cy", UNIT * setting.radius * Math.sin(network.angles[i]));
      });
      one(".radius").textContent = setting.radius.toFixed(2);
      one(".size").textContent = fate.size.toFixed(2);
      one(".slope").textContent = slope.toFixed(2);
      one(".explorer-finding").innerHTML = printed(words);
      return words;
    };

    const speak = (words) => {
      clearTimeout(timer);
      timer = setTimeout(() => (speech.textContent = words), 500); // when the slider has come to rest
    };

    picture.className = "explorer-now";
    picture.innerHTML = figure.querySelector("li").innerHTML;
    speech.className = "visually-hidden";
    speech.setAttribute("role", "status");
    form.after(picture, speech);
    form.addEventListener("input", () => speak(draw()));
    form.addEventListener("submit", (event) => event.preventDefault());
    figure.classList.add("live");
    figure.explore = (setting) => explore(network, setting);
    draw();
  };

  document.querySelectorAll(".explorer").forEach(start);
})();
