/**
 * Builds the chat: `npm run build` writes dist/, `--to FOLDER` writes elsewhere, `--tests` bundles
 * the unit tests for Node's own test runner.
 *
 * The loader names the panel by the hash of its content, and carries its integrity, so that a
 * browser runs that panel or none.
 */
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import * as esbuild from "esbuild";

const HERE = new URL("./", import.meta.url);
const { values: options } = parseArgs({ options: { to: { type: "string" }, tests: { type: "boolean" } } });

/** Style sheets come into the scripts as short text. */
const styles = {
  name: "styles",
  setup(build) {
    build.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await esbuild.transform(await readFile(path, "utf8"), {
        loader: "css",
        minify: true,
        target: ["chrome111"], // leaves nesting, logical properties and new colours as they are
      });
      // It leaves spaces in what it does not know.
      return { contents: code.trim().replace(/([,:]) /g, "$1"), loader: "text" };
    });
  },
};

async function bundle(entry, more) {
  const { outputFiles } = await esbuild.build({
    absWorkingDir: HERE.pathname,
    entryPoints: [entry],
    bundle: true,
    write: false,
    minify: true,
    legalComments: "none",
    charset: "utf8",
    target: ["es2022"],
    plugins: [styles],
    ...more,
  });
  // Only templates have indented lines. Between their tags an indent means nothing, else a space.
  return Buffer.from(outputFiles[0].text.trim().replace(/>\n {2,}</g, "><").replace(/\n {2,}/g, " "));
}

function hash(content, form) {
  return createHash("sha256").update(content).digest(form);
}

/** What a browser compares a file with (Subresource Integrity, level 1). */
function integrity(content) {
  return `sha256-${hash(content, "base64")}`;
}

async function buildTests() {
  const names = (await readdir(new URL("test/", HERE))).filter((name) => name.endsWith(".test.ts"));
  await esbuild.build({
    absWorkingDir: HERE.pathname,
    entryPoints: names.map((name) => `test/${name}`),
    outdir: ".tests",
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    format: "esm",
    plugins: [styles],
  });
}

async function buildChat(folder) {
  const panel = await bundle("src/panel.ts", { format: "esm" });
  const panelName = `panel-${hash(panel, "hex").slice(0, 10)}.js`;
  const panelIntegrity = integrity(panel);
  const loader = await bundle("src/loader.ts", {
    format: "iife",
    define: { PANEL: JSON.stringify(panelName), PANEL_INTEGRITY: JSON.stringify(panelIntegrity) },
    tsconfigRaw: { compilerOptions: { alwaysStrict: false } }, // classes are strict anyway
  });
  const manifest = {
    "widget.js": { integrity: integrity(loader) },
    [panelName]: { integrity: panelIntegrity },
  };
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await writeFile(new URL("widget.js", folder), loader);
  await writeFile(new URL(panelName, folder), panel);
  await writeFile(new URL("manifest.json", folder), `${JSON.stringify(manifest, null, 2)}\n`);
}

if (options.tests) await buildTests();
else await buildChat(options.to ? new URL(`file://${options.to}/`) : new URL("dist/", HERE));
