/** How the browser's JavaScript is linted. Run from the top of the project; tsc reads the types. */

import js from "@eslint/js";
import globals from "globals";

export default [
  // As its makers publish it.
  { ignores: ["docs/assets/vendor/"] },
  js.configs.recommended,
  {
    languageOptions: { ecmaVersion: 2022, sourceType: "module" },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "consistent-return": "error",
      "default-param-last": "error",
      eqeqeq: "error",
      "no-else-return": "error",
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-lonely-if": "error",
      "no-param-reassign": "error",
      // rjsmin, which makes scripts smaller (macros/site/finishing.py), takes the spaces out of a template in a template.
      "no-restricted-syntax": ["error", { selector: "TemplateLiteral TemplateLiteral", message: "Give the inner template a name." }],
      "no-self-compare": "error",
      "no-shadow": "error",
      "no-template-curly-in-string": "error",
      "no-unneeded-ternary": "error",
      "no-useless-return": "error",
      "no-var": "error",
      "no-warning-comments": ["error", { terms: ["@ts-ignore", "@ts-nocheck"], location: "anywhere" }],
      "object-shorthand": "error",
      "prefer-const": "error",
      "prefer-template": "error",
    },
  },
  { files: ["docs/assets/**/*.js"], languageOptions: { globals: globals.browser } },
  { files: ["macros/pages/templates/trusted.js"], languageOptions: { sourceType: "script", globals: globals.browser } },
  { files: ["docs/sw.js", "macros/pages/templates/worker.js"], languageOptions: { sourceType: "script", globals: globals.serviceworker } },
];
