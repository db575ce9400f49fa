// Judges pages as a phone shows them, and writes a line of JSON for each run. Arguments: how often the speed is
// measured, which may be 0, and addresses.
import { launch } from "../judges/node_modules/chrome-launcher/dist/index.js";
import lighthouse from "../judges/node_modules/lighthouse/core/index.js";

const PROMISED = ["accessibility", "best-practices", "seo"];
const [speeds, ...addresses] = process.argv.slice(2);
const chromeFlags = ["--headless=new", "--no-sandbox", "--disable-gpu"];
const chrome = await launch({ chromePath: process.env.CHROME, chromeFlags, logLevel: "silent" });
const options = { port: chrome.port, logLevel: "error", disableFullPageScreenshot: true };

const shortcomings = ({ categories, audits }) => Object.values(categories).flatMap(({ id, auditRefs }) =>
  id === "performance" ? [] : auditRefs.filter((ref) => ref.weight && (audits[ref.id].score ?? 1) < 1).map((ref) => {
    const where = (audits[ref.id].details?.items ?? []).map(({ node }) => node?.snippet).filter(Boolean).slice(0, 3);
    return [audits[ref.id].title, ...where].join(" ");
  }));

try {
  for (const address of addresses) {
    for (let run = 0; run < Math.max(speeds, 1); run++) {
      // Only the speed changes from run to run.
      const onlyCategories = [...(run < speeds ? ["performance"] : []), ...(run ? [] : PROMISED)];
      let lhr;
      for (let attempt = 0; attempt < 3 && (!lhr || lhr.runtimeError); attempt++) {  // a busy machine may be too slow
        ({ lhr } = await lighthouse(address, { ...options, onlyCategories }));
      }
      const known = Object.values(lhr.categories).filter(({ score }) => score !== null);
      const scores = Object.fromEntries(known.map(({ id, score }) => [id, score]));
      const failed = lhr.runtimeError ? [lhr.runtimeError.message] : [];
      console.log(JSON.stringify({ address, scores, shortcomings: [...failed, ...shortcomings(lhr)] }));
    }
  }
} finally {
  await chrome.kill();
}
