import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";

// Svelte names its errors by an address on its site; the bundle holds no host names, so only the name stays.
const withoutHosts = {
  name: "without-hosts",
  renderChunk: (code) => code.replaceAll("https://svelte.dev/e/", "svelte: "),
};

export default defineConfig({
  plugins: [svelte({ compilerOptions: { css: "external" } }), withoutHosts],
  build: {
    outDir: "../src/standoff/show/static",
    emptyOutDir: false,
    target: "es2022",
    cssTarget: ["chrome123", "firefox120", "safari17.5"],
    cssCodeSplit: false,
    lib: { entry: "src/main.js", formats: ["es"], fileName: () => "standoff.js", cssFileName: "standoff" },
    // A library's whitespace stays otherwise, for the sake of bundlers that come after; none does here.
    rolldownOptions: { output: { minify: true } },
  },
});
